import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { readPem, toPem } from './certificate.ts'
import {
  type DemoField,
  type DemoHolder,
  demoCrlUrl,
  demoHolderNames,
  demoIssuingName,
  demoRootName,
  demoSubject,
  demoUses,
} from './demo-identities.ts'
import { type CertificateContents, issueCertificate } from './issue-certificate.ts'
import { type Octets, seededOctets, seededRsaKey } from './seeded-rsa.ts'
import { type Signer, signerFromKey } from './signer.ts'

/** A certification authority of two levels and who stands below it, as PEM (certificates, PKCS#8 keys). */
export interface DemoPki {
  readonly rootPem: string
  readonly issuingPem: string
  readonly rootKeyPem: string
  readonly issuingKeyPem: string
  readonly signers: Readonly<Record<DemoField, DemoIdentity>>
  /** Makes timestamps (RFC 3161). */
  readonly tsa: DemoIdentity
  /** Answers for the issuing authority which certificates are revoked (RFC 6960). */
  readonly ocsp: DemoIdentity
}

export interface DemoIdentity {
  readonly certificatePem: string
  readonly keyPem: string
  readonly signer: Signer
}

export interface DemoPkiOptions {
  /** Keys, serial numbers and so every signature follow from it; random without. */
  readonly seed?: Uint8Array
  /** Validity of all certificates, milliseconds since 1970. */
  readonly notBefore: number
  readonly notAfter: number
}

const bits = 2048
const algorithm = { scheme: 'rsa-pkcs1', hash: 'sha256' } as const

/** Root → issuing authority → the signers, the timestamp authority, the OCSP responder, RSA-2048. */
export async function makeDemoPki(options: DemoPkiOptions): Promise<DemoPki> {
  const root = await newKey('root', options.seed)
  const issuing = await newKey('issuing', options.seed)
  const authority = (name: string, key: KeyObject, more: Partial<CertificateContents>) => {
    const contents = { keyUsage: ['keyCertSign', 'cRLSign'] as const, ...more }
    return certificate(name, key, contents, { name: demoRootName, key: root }, options)
  }
  const rootDer = authority(demoRootName, root, { authority: {} })
  const issuingDer = authority(demoIssuingName, issuing, { authority: { pathLength: 0 }, crlUrl: demoCrlUrl })
  const [issuingPem, issuingKeyPem] = [toPem(issuingDer), keyPem(issuing)]
  const identity = async (holder: DemoHolder) => {
    const key = await newKey(holder, options.seed)
    return identityOf(
      issueDemoCertificate(holder, key, { issuingKeyPem, ...options }),
      keyPem(key),
      issuingPem,
    )
  }
  return {
    rootPem: toPem(rootDer),
    issuingPem,
    rootKeyPem: keyPem(root),
    issuingKeyPem,
    signers: {
      secretary: await identity('secretary'),
      chair: await identity('chair'),
      organ: await identity('organ'),
    },
    tsa: await identity('tsa'),
    ocsp: await identity('ocsp'),
  }
}

/** The certificate of one holder below the issuing authority, PEM. */
export function issueDemoCertificate(
  holder: DemoHolder,
  key: KeyObject,
  { issuingKeyPem, ...options }: DemoPkiOptions & { readonly issuingKeyPem: string },
): string {
  const issuer = { name: demoIssuingName, key: createPrivateKey(issuingKeyPem) }
  return toPem(certificate(demoHolderNames[holder], key, demoUses[holder], issuer, options))
}

export function identityOf(certificatePem: string, keyPem: string, issuingPem: string): DemoIdentity {
  const chain = [...readPem(certificatePem), ...readPem(issuingPem)].map(({ der }) => der)
  return { certificatePem, keyPem, signer: signerFromKey(keyPem, chain) }
}

/** @param label names the key's use, so that each follows differently from one seed */
export async function newKey(label: string, seed?: Uint8Array): Promise<KeyObject> {
  if (seed) return seededRsaKey(seededOctets(seed, `${label} key`), bits)
  return (await promisify(generateKeyPair)('rsa', { modulusLength: bits })).privateKey
}

export function keyPem(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString()
}

function certificate(
  name: string,
  key: KeyObject,
  uses: Partial<CertificateContents>,
  issuer: { readonly name: string; readonly key: KeyObject },
  { seed, notBefore, notAfter }: DemoPkiOptions,
): Buffer {
  const octets: Octets = seed ? seededOctets(seed, `${name} serial`) : (length) => randomBytes(length)
  const serial = octets(16)
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  const publicKey = createPublicKey(key)
  return issueCertificate(
    { ...uses, subject: demoSubject(name), serial, publicKey, notBefore, notAfter },
    { subject: demoSubject(issuer.name), privateKey: issuer.key, algorithm },
  )
}
