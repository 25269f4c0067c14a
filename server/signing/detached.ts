import { createHash } from 'node:crypto'
import { digest, keyWeakness, verifyWithKey } from './algorithms.ts'
import { type Certificate, nameText, readCertificate, readPem, subjectAttribute } from './certificate.ts'
import { isValidAt } from './certificate-policy.ts'
import { signedAttributes, signedData } from './cms.ts'
import { readCms } from './cms-read.ts'
import type { Signer } from './signer.ts'

/** What a detached signature says of the bytes that it came with. */
export type DetachedCheck =
  | { readonly kind: 'wrong'; readonly what: 'unreadable' | 'other-bytes' | 'signature' | 'algorithm' }
  | {
      readonly kind: 'right'
      /** Common name in the signer's certificate. */
      readonly signer: string
      /** SHA-256 of that certificate (DER), hexadecimal. */
      readonly certificate: string
      /** It is one of the roots, and was valid at `at`. */
      readonly trusted: boolean
    }

/** A CAdES baseline signature (ETSI EN 319 122-1), detached: DER of the ContentInfo. */
export async function signDetached(bytes: Uint8Array, signer: Signer): Promise<Buffer> {
  const chain = signer.chain.map(readCertificate)
  const attributes = signedAttributes(digest(signer.algorithm.hash, bytes), signer.algorithm, chain)
  return signedData(attributes, await signer.sign(attributes), signer.algorithm, chain)
}

/**
 * Checks a detached signature by the certificate that came with it. Answers for any bytes whatever.
 * @param roots trusted certificates, PEM
 * @param at when it is said to have been signed, milliseconds since 1970
 */
export function checkDetached(
  bytes: Uint8Array,
  signature: Uint8Array,
  roots: readonly string[],
  at: number,
): DetachedCheck {
  let read: ReturnType<typeof readCms>
  let certificates: readonly Certificate[]
  try {
    read = readCms(signature)
    certificates = read.certificates.map(readCertificate)
  } catch {
    return { kind: 'wrong', what: 'unreadable' }
  }
  const isSigner = (held: Certificate) =>
    Buffer.compare(held.issuerDer, read.issuerDer) === 0 && Buffer.compare(held.serial, read.serial) === 0
  const signer = certificates.find(isSigner)
  if (!signer || !isNamed(signer, read.certificateHashes)) return { kind: 'wrong', what: 'signature' }
  if (!('hash' in read.hash) || read.algorithm.kind !== 'known' || keyWeakness(signer.publicKey))
    return { kind: 'wrong', what: 'algorithm' }
  if (!digest(read.hash.hash, bytes).equals(read.messageDigest)) return { kind: 'wrong', what: 'other-bytes' }
  if (!verifyWithKey(read.algorithm.algorithm, signer.publicKey, read.signedAttributes, read.signature))
    return { kind: 'wrong', what: 'signature' }
  const known = roots.flatMap(readPem).some((root) => Buffer.compare(root.der, signer.der) === 0)
  return {
    kind: 'right',
    signer: subjectAttribute(signer, 'CN') ?? nameText(signer.subject),
    certificate: createHash('sha256').update(signer.der).digest('hex'),
    trusted: known && isValidAt(signer, at),
  }
}

/** The signed attributes name the certificate by its hash: another with the same key would not do. */
function isNamed(signer: Certificate, hashes: ReturnType<typeof readCms>['certificateHashes']): boolean {
  return hashes?.some(({ hash, value }) => digest(hash, signer.der).equals(value)) ?? false
}
