import { AppError } from '../../errors.ts'
import { keyWeakness } from '../algorithms.ts'
import { type Certificate, nameText, readCertificate, readPem, subjectAttribute } from '../certificate.ts'
import { isExpected, isValidAt, maySign } from '../certificate-policy.ts'
import type { Revocation } from '../revocation/revocation.ts'
import { findPath } from '../verification/chain.ts'
import { issuing } from '../verification/issuing.ts'
import { type RevocationStatus, revocationStatus } from './revocation-status.ts'

/** Why a certificate is not used for a signature. The sentence for the reader is the page's. */
export type CertificateRefusal =
  | 'missing'
  | 'unreadable'
  | 'weak-key'
  | 'weak-algorithm'
  | 'wrong-usage'
  | 'not-valid-yet'
  | 'expired'
  | 'wrong-person'
  | 'no-trusted-root'
  | 'untrusted'
  | 'revoked'

export interface CertificateQuestion {
  /** DER, the signer's own certificate first. */
  readonly chain: readonly Uint8Array[]
  readonly field: string
  /** Whom the field expects; undefined lets anybody sign. */
  readonly expected: readonly Readonly<Record<string, string>>[] | undefined
  /** Trusted root certificates, PEM. */
  readonly roots: readonly string[]
  /** Milliseconds since 1970. */
  readonly at: number
  /** Null where nothing can be asked. */
  readonly revocation: Revocation | null
}

export interface CheckedCertificate {
  readonly certificate: Certificate
  /** Of the whole path: `unknown` where some authority's word could not be had. */
  readonly revocation: Exclude<RevocationStatus, 'revoked'>
}

/**
 * Everything that is asked of a certificate before it signs: key, usage, validity, holder, path, revocation.
 * @throws AppError `signing/certificate-refused` with `reason`, and what the reader must know of it
 */
export async function checkCertificate(question: CertificateQuestion): Promise<CheckedCertificate> {
  const { field, expected, at } = question
  const refuse = (reason: CertificateRefusal, detail: Record<string, unknown> = {}, cause?: unknown) =>
    new AppError('signing/certificate-refused', { field, reason, ...detail }, { cause })
  let chain: Certificate[]
  try {
    chain = question.chain.map(readCertificate)
  } catch (cause) {
    throw refuse('unreadable', {}, cause)
  }
  const [certificate, ...others] = chain
  if (!certificate) throw refuse('missing')
  const holder = subjectAttribute(certificate, 'CN') ?? nameText(certificate.subject)
  const weakness = keyWeakness(certificate.publicKey)
  if (weakness) throw refuse('weak-key', { holder, key: weakness })
  if (!maySign(certificate)) throw refuse('wrong-usage', { holder })
  if (at < certificate.notBefore) throw refuse('not-valid-yet', { holder, from: certificate.notBefore })
  if (at > certificate.notAfter) throw refuse('expired', { holder, until: certificate.notAfter })
  if (!isExpected(certificate, expected)) throw refuse('wrong-person', { holder, expected: nameOf(expected) })

  const roots = question.roots.flatMap(readPem)
  if (roots.length === 0) throw refuse('no-trusted-root', { holder })
  const path = findPath(
    certificate,
    others,
    roots,
    issuing(() => {}),
  )
  const issuer = nameText(certificate.issuer)
  if (!path.trusted) throw refuse('untrusted', { holder, issuer })
  const lapsed = path.certificates.find((each) => !isValidAt(each, at))
  if (lapsed) throw refuse('untrusted', { holder, issuer: nameText(lapsed.subject) })
  const grave = path.problems.find(({ level }) => level !== 'note')
  if (grave)
    throw refuse(grave.code === 'weak-algorithm' ? 'weak-algorithm' : 'untrusted', { holder, issuer })
  const revocation = await revocationStatus(path.certificates, question.revocation, at)
  if (revocation === 'revoked') throw refuse('revoked', { holder })
  return { certificate, revocation }
}

function nameOf(expected: CertificateQuestion['expected']): string {
  return (expected ?? []).map((subject) => subject.CN ?? Object.values(subject).join(', ')).join(' / ')
}
