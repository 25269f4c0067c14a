import {
  algorithmIdentifier,
  digest,
  type Hash,
  hashIdentifier,
  type SignatureAlgorithm,
} from './algorithms.ts'
import { context, tags } from './asn1/der.ts'
import { element, explicit, integer, octetString, oid, retag, sequence, setOf } from './asn1/der-write.ts'
import { oids } from './asn1/oids.ts'
import type { Certificate } from './certificate.ts'

/**
 * The signed attributes of a CAdES baseline signature as the DER SET OF that is signed (ETSI EN 319 122-1,
 * RFC 5652, 5.4). No signing-time: in PDF the time is the dictionary's `/M` (ETSI EN 319 142-1, 6.3). The
 * signing-certificate-v2 names every certificate of the chain that travels along, and algorithm protection
 * (RFC 6211) the algorithms, so that nothing in the container can be exchanged unseen.
 * @param documentDigest digest of the two byte ranges with `algorithm.hash`
 * @param chain signer's certificate first
 */
export function signedAttributes(
  documentDigest: Uint8Array,
  algorithm: SignatureAlgorithm,
  chain: readonly Certificate[],
  contentType: string = oids.data,
): Buffer {
  const certificateIds = embedded(chain).map((certificate) => {
    return sequence(octetString(digest('sha256', certificate.der)))
  })
  const protection = sequence(
    hashIdentifier(algorithm.hash),
    retag(context(1, true), algorithmIdentifier(algorithm)),
  )
  return setOf(
    attribute(oids.contentType, oid(contentType)),
    attribute(oids.messageDigest, octetString(documentDigest)),
    attribute(oids.signingCertificateV2, sequence(sequence(...certificateIds))),
    attribute(oids.algorithmProtection, protection),
  )
}

/**
 * ContentInfo of a SignedData with one signer.
 * @param attributes as signed, DER SET OF
 * @param content what stands inside, by its type; the signature is detached without
 */
export function signedData(
  attributes: Uint8Array,
  signature: Uint8Array,
  algorithm: SignatureAlgorithm,
  chain: readonly Certificate[],
  content?: { readonly type: string; readonly bytes: Uint8Array },
): Buffer {
  const [signer] = chain
  if (!signer) throw new RangeError('a signature needs its certificate')
  const signerInfo = sequence(
    integer(1),
    sequence(signer.issuerDer, element(tags.integer, signer.serial)),
    hashIdentifier(algorithm.hash),
    retag(context(0, true), attributes),
    algorithmIdentifier(algorithm),
    octetString(signature),
  )
  const certificates = setOf(...embedded(chain).map((certificate) => certificate.der))
  const encapsulated = content
    ? sequence(oid(content.type), explicit(0, octetString(content.bytes)))
    : sequence(oid(oids.data))
  const body = sequence(
    integer(content ? 3 : 1),
    setOf(hashIdentifier(algorithm.hash)),
    encapsulated,
    retag(context(0, true), certificates),
    setOf(signerInfo),
  )
  return sequence(oid(oids.signedData), explicit(0, body))
}

/** The chain without its self-issued root, which a verifier must have from elsewhere anyway. */
function embedded(chain: readonly Certificate[]): readonly Certificate[] {
  const [signer, ...rest] = chain
  const below = rest.filter((each) => Buffer.compare(each.issuerDer, each.subjectDer) !== 0)
  return signer ? [signer, ...below] : []
}

/** Digest of the document: the file without the placeholder. */
export function digestRanges(hash: Hash, bytes: Uint8Array, range: ByteRange): Buffer {
  const [first, firstLength, second, secondLength] = range
  return digest(
    hash,
    bytes.subarray(first, first + firstLength),
    bytes.subarray(second, second + secondLength),
  )
}

/** Offset and length, twice (ISO 32000-2, 12.8.1). */
export type ByteRange = readonly [number, number, number, number]

function attribute(type: string, value: Uint8Array): Buffer {
  return sequence(oid(type), setOf(value))
}
