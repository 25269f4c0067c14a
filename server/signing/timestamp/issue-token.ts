import { digest, type Hash } from '../algorithms.ts'
import { generalizedTime, integer, oid, sequence } from '../asn1/der-write.ts'
import { oids } from '../asn1/oids.ts'
import { readCertificate } from '../certificate.ts'
import { signedAttributes, signedData } from '../cms.ts'
import type { Signer } from '../signer.ts'
import { messageImprint } from './request.ts'

/** Below the arc that is set aside for examples (ITU-T X.660, 2.999): the demonstration's policy. */
const demoPolicy = '2.999.1'

export interface TokenContents {
  readonly hash: Hash
  readonly digest: Uint8Array
  readonly nonce: Uint8Array | undefined
  /** Milliseconds since 1970, whole seconds count. */
  readonly time: number
}

/** A timestamp token (RFC 3161, 2.4.2): a SignedData around TSTInfo, the authority's certificates inside. */
export async function issueToken(contents: TokenContents, authority: Signer): Promise<Buffer> {
  const { algorithm, chain } = authority
  const info = timestampInfo(contents)
  const certificates = chain.map(readCertificate)
  const type = oids.timestampInfo
  const attributes = signedAttributes(digest(algorithm.hash, info), algorithm, certificates, type)
  const signature = await authority.sign(attributes)
  return signedData(attributes, signature, algorithm, certificates, { type, bytes: info })
}

function timestampInfo({ hash, digest: imprint, nonce, time }: TokenContents): Buffer {
  const answered = nonce ? [integer(nonce)] : []
  const at = generalizedTime(time)
  // No two requests share imprint, nonce and second, so the number names the token.
  const serial = digest('sha256', imprint, nonce ?? Buffer.alloc(0), at).subarray(0, 16)
  return sequence(
    integer(1),
    oid(demoPolicy),
    messageImprint(hash, imprint),
    integer(serial),
    at,
    sequence(integer(1)),
    ...answered,
  )
}
