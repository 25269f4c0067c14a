import { keyWeakness, readAlgorithm, verifyWithKey } from '../algorithms.ts'
import { type Certificate, nameText, subjectAttribute } from '../certificate.ts'
import { isValidAt, mayIssue } from '../certificate-policy.ts'
import { type Reason, reason } from './reason.ts'

const maxLength = 8

export interface Path {
  /** Signer first; with the root at the end when trusted. */
  readonly certificates: readonly Certificate[]
  readonly trusted: boolean
  readonly problems: readonly Reason[]
}

/**
 * The path from a signer's certificate to one of the roots (RFC 5280, 6): names, signatures, basic constraints,
 * key usage, path length, validity at the claimed time and now.
 * @param others certificates that came with the signature, trusted for nothing by themselves
 * @param at claimed time of signing, milliseconds since 1970, undefined when there is none
 */
export function findPath(
  signer: Certificate,
  others: readonly Certificate[],
  roots: readonly Certificate[],
  at: number | undefined,
  now: number,
): Path {
  const certificates = [signer]
  const problems: Reason[] = []
  let trusted = roots.some((root) => isSame(root, signer))
  for (let current = signer; !trusted && certificates.length <= maxLength; ) {
    const signedBy = (issuer: Certificate) => issued(issuer, current)
    const root = roots.find(signedBy)
    const issuer = root ?? others.find((other) => !certificates.includes(other) && signedBy(other))
    if (!issuer) break
    if (!mayIssue(issuer, certificates.length - 1)) problems.push(about('issuer-not-authority', issuer))
    certificates.push(issuer)
    trusted = root !== undefined
    current = issuer
  }
  if (!trusted) {
    problems.push(roots.length === 0 ? reason('no-trusted-root') : about('untrusted', signer))
  }
  for (const certificate of certificates) problems.push(...ownProblems(certificate, at, now))
  return { certificates, trusted, problems }
}

function ownProblems(certificate: Certificate, at: number | undefined, now: number): Reason[] {
  const problems: Reason[] = []
  const weakness = keyWeakness(certificate.publicKey)
  if (weakness) problems.push(reason('weak-algorithm', { what: weakness }))
  const algorithm = readAlgorithm(certificate.signatureAlgorithm)
  const selfSigned = Buffer.compare(certificate.issuerDer, certificate.subjectDer) === 0
  if (algorithm.kind === 'weak' && !selfSigned)
    problems.push(reason('weak-algorithm', { what: algorithm.name }))
  if (at !== undefined && !isValidAt(certificate, at)) problems.push(about('not-valid-then', certificate))
  else if (!isValidAt(certificate, now)) problems.push(about('expired-now', certificate))
  return problems
}

function issued(issuer: Certificate, subject: Certificate): boolean {
  if (Buffer.compare(issuer.subjectDer, subject.issuerDer) !== 0) return false
  const read = readAlgorithm(subject.signatureAlgorithm)
  if (read.kind !== 'known') return false
  return verifyWithKey(read.algorithm, issuer.publicKey, subject.tbs, subject.signature)
}

function about(code: Parameters<typeof reason>[0], certificate: Certificate): Reason {
  return reason(code, { who: subjectAttribute(certificate, 'CN') ?? nameText(certificate.subject) })
}

function isSame(a: Certificate, b: Certificate): boolean {
  return Buffer.compare(a.der, b.der) === 0
}
