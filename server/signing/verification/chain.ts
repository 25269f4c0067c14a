import { keyWeakness, readAlgorithm } from '../algorithms.ts'
import { oids } from '../asn1/oids.ts'
import { type Certificate, nameText, subjectAttribute } from '../certificate.ts'
import { mayIssue } from '../certificate-policy.ts'
import type { Issued } from './issuing.ts'
import { type Reason, reason } from './reason.ts'

const maxLength = 8

export interface Path {
  /** Signer first; with the root at the end when trusted. */
  readonly certificates: readonly Certificate[]
  readonly trusted: boolean
  /** All but those of validity and revocation, which depend on the time. */
  readonly problems: readonly Reason[]
}

/**
 * The path from a certificate to one of the roots (RFC 5280, 6): names, signatures, basic constraints, key usage,
 * path length.
 * @param others certificates that came with the file, trusted for nothing by themselves
 * @param purpose what the certificate was used for
 */
export function findPath(
  signer: Certificate,
  others: readonly Certificate[],
  roots: readonly Certificate[],
  issued: Issued,
  purpose: 'documents' | 'timestamps' = 'documents',
): Path {
  const certificates = [signer]
  const problems: Reason[] = []
  let trusted = roots.some((root) => isSame(root, signer))
  for (let current = signer; !trusted && certificates.length <= maxLength; ) {
    const root = roots.find((each) => issued(each, current))
    const issuer = root ?? others.find((each) => !holds(certificates, each) && issued(each, current))
    if (!issuer) break
    const may = purpose === 'documents' ? mayIssue : mayIssueStampers
    if (!may(issuer, certificates.length - 1)) problems.push(about('issuer-not-authority', issuer))
    certificates.push(issuer)
    trusted = root !== undefined
    current = issuer
  }
  if (!trusted && purpose === 'documents') {
    problems.push(roots.length === 0 ? reason('no-trusted-root') : about('untrusted', signer))
  }
  for (const certificate of certificates) problems.push(...weaknesses(certificate))
  return { certificates, trusted, problems }
}

function mayIssueStampers(certificate: Certificate, below: number): boolean {
  const { authority, keyUsage, pathLength, extendedKeyUsage, unknownCritical } = certificate
  const purposes = [oids.timeStamping, oids.anyExtendedKeyUsage] as string[]
  return (
    authority &&
    (!keyUsage || keyUsage.has('keyCertSign')) &&
    (pathLength === undefined || pathLength >= below) &&
    (extendedKeyUsage?.some((each) => purposes.includes(each)) ?? true) &&
    unknownCritical.length === 0
  )
}

function weaknesses(certificate: Certificate): Reason[] {
  const problems: Reason[] = []
  const weakness = keyWeakness(certificate.publicKey)
  if (weakness) problems.push(reason('weak-algorithm', { what: weakness }))
  const algorithm = readAlgorithm(certificate.signatureAlgorithm)
  const selfSigned = Buffer.compare(certificate.issuerDer, certificate.subjectDer) === 0
  if (algorithm.kind === 'weak' && !selfSigned)
    problems.push(reason('weak-algorithm', { what: algorithm.name }))
  return problems
}

export function about(code: Parameters<typeof reason>[0], certificate: Certificate, more = {}): Reason {
  return reason(code, { who: nameOf(certificate), ...more })
}

/** Common name, or the whole name where there is none. */
export function nameOf(certificate: Certificate): string {
  return subjectAttribute(certificate, 'CN') ?? nameText(certificate.subject)
}

export function isSame(a: Certificate, b: Certificate): boolean {
  return Buffer.compare(a.der, b.der) === 0
}

function holds(certificates: readonly Certificate[], certificate: Certificate): boolean {
  return certificates.some((each) => isSame(each, certificate))
}
