import type { SignatureField } from '../../domain/signing.ts'
import { AppError } from '../errors.ts'
import { digest, type SignatureAlgorithm, verifyWithKey } from './algorithms.ts'
import { type Certificate, readCertificate, subjectAttribute } from './certificate.ts'
import { refusal } from './certificate-policy.ts'
import { type ByteRange, digestRanges, signedAttributes, signedData } from './cms.ts'
import { withPdfErrors } from './pdf-refusal.ts'
import { fill, type Placeholder } from './placeholder.ts'
import { signatureUpdate } from './signature-update.ts'
import type { Signer } from './signer.ts'

export interface SignatureRequest {
  readonly field: SignatureField
  /** DER, the signer's own certificate first. */
  readonly chain: readonly Uint8Array[]
  readonly algorithm: SignatureAlgorithm
  /** Claimed time of signing, milliseconds since 1970, written as `/M` in +07:00. */
  readonly at: number
  readonly reason?: string
  /** PDF of one page with the size of the field: what stands in the field once it is signed. */
  readonly appearance?: Uint8Array
}

/** A signature that lacks only the raw signature value over `toBeSigned`. */
export interface Prepared {
  readonly field: SignatureField
  readonly algorithm: SignatureAlgorithm
  readonly chain: readonly Uint8Array[]
  /** SHA-256 (hex) of the file that it was prepared for. */
  readonly baseSha256: string
  /** Bytes to stand behind that file, the signature's place filled with zeros. */
  readonly update: Uint8Array
  /** Place of the signature: byte positions in the signed file. */
  readonly placeholder: Placeholder
  readonly byteRange: ByteRange
  /** DER of the signed attributes: what the key signs. */
  readonly toBeSigned: Uint8Array
}

/** Room for the signature, its attributes and a timestamp token with its certificates (RFC 3161). */
const spareBytes = 16_384

/**
 * First step of signing: the incremental update that fills the field. The first field certifies the document
 * (DocMDP, P = 2: only the remaining signature fields may still be filled).
 * @throws AppError `signing/unreadable-pdf`, `signing/unknown-field`, `signing/already-signed`,
 *   `signing/out-of-order`, `signing/certificate-refused`
 */
export function prepare(pdf: Uint8Array, request: SignatureRequest): Prepared {
  const chain = readChain(request.chain)
  const [signer] = chain
  const size = spareBytes + request.chain.reduce((total, certificate) => total + certificate.length, 0)
  const update = withPdfErrors(() => {
    return signatureUpdate(pdf, {
      ...request,
      size,
      signerName: subjectAttribute(signer, 'CN') ?? '',
      check(expected) {
        const reason = refusal(signer, expected, request.at)
        if (reason) throw new AppError('signing/certificate-refused', { field: request.field, reason })
      },
    })
  })
  const documentDigest = digestRanges(request.algorithm.hash, update.bytes, update.byteRange)
  return {
    field: request.field,
    algorithm: request.algorithm,
    chain: request.chain,
    baseSha256: digest('sha256', pdf).toString('hex'),
    update: update.bytes.subarray(pdf.length),
    placeholder: update.placeholder,
    byteRange: update.byteRange,
    toBeSigned: signedAttributes(documentDigest, request.algorithm, chain),
  }
}

/**
 * Second step: checks the raw signature with the certificate that was announced, and puts it in its place.
 * @param pdf the file that `prepare` was called with
 * @param signature raw: RSA octets, or DER `SEQUENCE { r, s }`
 * @throws AppError `signing/base-changed`, `signing/wrong-signature`, `signing/too-large`
 */
export function complete(pdf: Uint8Array, prepared: Prepared, signature: Uint8Array): Uint8Array {
  if (digest('sha256', pdf).toString('hex') !== prepared.baseSha256) {
    throw new AppError('signing/base-changed', { field: prepared.field })
  }
  const chain = readChain(prepared.chain)
  const { algorithm, placeholder } = prepared
  const bytes = Buffer.concat([pdf, prepared.update])
  const documentDigest = digestRanges(algorithm.hash, bytes, prepared.byteRange)
  const attributes = signedAttributes(documentDigest, algorithm, chain)
  const intact = attributes.equals(prepared.toBeSigned)
  if (!intact || !verifyWithKey(algorithm, chain[0].publicKey, attributes, signature)) {
    throw new AppError('signing/wrong-signature', { field: prepared.field })
  }
  return fill(bytes, placeholder, signedData(attributes, signature, algorithm, chain))
}

/** Both steps, with a signer at hand. @throws AppError as `prepare` and `complete` */
export async function sign(
  pdf: Uint8Array,
  request: Omit<SignatureRequest, 'chain' | 'algorithm'> & { readonly signer: Signer },
): Promise<Uint8Array> {
  const { signer, ...rest } = request
  const prepared = prepare(pdf, { ...rest, chain: signer.chain, algorithm: signer.algorithm })
  return complete(pdf, prepared, await signer.sign(prepared.toBeSigned))
}

function readChain(chain: readonly Uint8Array[]): readonly [Certificate, ...Certificate[]] {
  try {
    const [signer, ...issuers] = chain.map(readCertificate)
    if (signer) return [signer, ...issuers]
  } catch (cause) {
    throw new AppError('signing/certificate-refused', { reason: 'unreadable' }, { cause })
  }
  throw new AppError('signing/certificate-refused', { reason: 'missing' })
}
