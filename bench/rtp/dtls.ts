import type { DtlsParameters } from 'mediasoup/types'
import {
  CipherContext,
  DtlsClient,
  HashAlgorithm,
  NamedCurveAlgorithm,
  RTCCertificate,
  SignatureAlgorithm,
} from 'werift'
import { type ProfileName, profileOf, profiles } from './srtp.ts'

/** The certificate that all halls of one generator show, as one browser shows one. */
export interface Certificate {
  readonly certPem: string
  readonly keyPem: string
  readonly signatureHash: RTCCertificate['signatureHash']
  readonly fingerprint: DtlsParameters['fingerprints'][number]
}

/** Keys of both directions as DTLS-SRTP exports them (RFC 5764, 4.2). */
export interface ExportedKeys {
  readonly profile: ProfileName
  readonly local: { readonly key: Buffer; readonly salt: Buffer }
  readonly remote: { readonly key: Buffer; readonly salt: Buffer }
}

/** As Chromium offers them, the strongest first; the server chooses. */
export const offeredProfiles: readonly ProfileName[] = [
  'AEAD_AES_256_GCM',
  'AEAD_AES_128_GCM',
  'AES_CM_128_HMAC_SHA1_80',
]

const HANDSHAKE_WITHIN = 20_000

export async function makeCertificate(): Promise<Certificate> {
  const { certPem, keyPem, signatureHash } = await CipherContext.createSelfSignedCertificateWithKey(
    { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 },
    NamedCurveAlgorithm.secp256r1_23,
  )
  const [fingerprint] = new RTCCertificate(keyPem, certPem, signatureHash).getFingerprints()
  if (!fingerprint) throw new Error('the certificate has no fingerprint')
  return {
    certPem,
    keyPem,
    signatureHash,
    fingerprint: { algorithm: 'sha-256', value: fingerprint.value.toUpperCase() },
  }
}

/** One handshake as client; packets of it are handed in by `receive`. */
export class Handshake {
  readonly done: Promise<ExportedKeys>
  readonly receive: (packet: Buffer) => void

  constructor(certificate: Certificate, send: (packet: Buffer) => void) {
    const transport = {
      type: 'udp',
      address: { address: '127.0.0.1', family: 'IPv4', port: 0 },
      closed: false,
      onData: (_data: Buffer, _from: readonly [string, number]) => {},
      send: async (data: Buffer) => send(data),
      close: async () => {},
    }
    type Options = ConstructorParameters<typeof DtlsClient>[0]
    const client = new DtlsClient({
      cert: certificate.certPem,
      key: certificate.keyPem,
      signatureHash: certificate.signatureHash,
      transport,
      // The library knows no name for the profile with keys of 256 bits, but carries every number.
      srtpProfiles: offeredProfiles.map((name) => profiles[name]) as NonNullable<Options['srtpProfiles']>,
      extendedMasterSecret: true,
    })
    this.receive = (packet) => transport.onData(packet, ['', 0])
    this.done = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no DTLS handshake')), HANDSHAKE_WITHIN)
      client.onError.once((error) => {
        clearTimeout(timer)
        reject(error)
      })
      client.onConnect.once(() => {
        clearTimeout(timer)
        resolve(exported(client))
      })
      client.connect().catch(reject)
    })
  }
}

function exported(client: DtlsClient): ExportedKeys {
  const chosen: number | undefined = client.srtp.srtpProfile
  const profile = offeredProfiles.find((name) => profiles[name] === chosen)
  if (!profile) throw new Error(`no SRTP profile agreed: ${chosen}`)
  const { keyLength, saltLength } = profileOf[profile]
  const { localKey, localSalt, remoteKey, remoteSalt } = client.extractSessionKeys(keyLength, saltLength)
  return { profile, local: { key: localKey, salt: localSalt }, remote: { key: remoteKey, salt: remoteSalt } }
}
