import { digest, type Hash } from '../algorithms.ts'
import { DerError } from '../asn1/der.ts'
import { type Certificate, readCertificate } from '../certificate.ts'
import { isValidAt } from '../certificate-policy.ts'
import { PdfError } from '../pdf/pdf-error.ts'
import { readToken, tokenProblem } from '../timestamp/read-token.ts'
import { about, findPath, isSame, nameOf, type Path } from './chain.ts'
import type { AskRevocation } from './evidence.ts'
import { SIGNATURE_STEPS } from './issuing.ts'
import { type Bilingual, type Reason, reason } from './reason.ts'
import type { Trust } from './trust.ts'

const clockTolerance = 5 * 60_000
/** affiliationChanged, superseded, cessationOfOperation: what was stamped before stays right (RFC 3161, 4). */
const harmless = new Set([3, 4, 5])

/** A timestamp token as checked by itself and against what it was made over. */
export interface CheckedStamp {
  /** Milliseconds since 1970; undefined when the token cannot be read. */
  readonly time: number | undefined
  readonly authority: Certificate | undefined
  readonly path: Path | undefined
  readonly problems: Reason[]
}

/**
 * Signature, purpose, binding, imprint and path of a token. Never throws for what the token holds.
 * @param imprints digests, one of which must be in it: of one thing, in the writings that mean the same
 * @param named what it is called where it is found to be made over something else
 */
export function checkStamp(
  der: Uint8Array,
  imprints: (hash: Hash) => readonly Uint8Array[],
  trust: Trust,
  named: Bilingual,
): CheckedStamp {
  const problems: Reason[] = []
  trust.spend(SIGNATURE_STEPS + der.length)
  try {
    const token = readToken(der)
    const wrong = tokenProblem(token, der)
    if (wrong === 'usage') problems.push(about('timestamp-usage', token.signer as Certificate))
    else if (wrong) problems.push(reason('timestamp-wrong', { what: wrong }))
    const { hash, value } = token.imprint
    if (!imprints(hash).some((each) => Buffer.compare(each, value) === 0))
      problems.push(reason('timestamp-mismatch', { whatVi: named.vi, whatEn: named.en }))
    const authority = token.signer
    const certificates = token.certificates.map(readCertificate)
    const others = [...certificates, ...trust.certificates]
    const path = authority && findPath(authority, others, trust.roots, trust.issued, 'timestamps')
    if (path && authority) {
      problems.push(...path.problems)
      if (!path.trusted) problems.push(about('timestamp-untrusted', authority))
      const isUsed = (each: Certificate) => path.certificates.some((step) => isSame(step, each))
      const different = new Set(certificates.map((each) => Buffer.from(each.der).toString('base64'))).size
      if (different < certificates.length || !certificates.every(isUsed))
        problems.push(reason('timestamp-certificate-unused'))
    }
    if (token.time > trust.now + clockTolerance) problems.push(reason('timestamp-in-future'))
    return { time: Math.floor(token.time), authority, path, problems }
  } catch (error) {
    if (error instanceof PdfError) throw error
    const what = error instanceof DerError ? error.message : 'malformed'
    problems.push(reason('timestamp-wrong', { what }))
    return { time: undefined, authority: undefined, path: undefined, problems }
  }
}

export function digestsOf(...data: readonly Uint8Array[]): (hash: Hash) => Uint8Array[] {
  return (hash) => data.map((each) => digest(hash, each))
}

/**
 * Whether the token proves its time: right and trusted, its authority's certificates valid both then and when the
 * token is known to have been there. What speaks against it is added to its problems.
 * @param since milliseconds since 1970: a proven time at which the token was there, else now
 * @returns whether it proves, and whether revocation of every certificate of its path is known
 */
export function stands(
  stamp: CheckedStamp,
  since: number,
  ask: AskRevocation,
): { proves: boolean; revocationKnown: boolean } {
  const { path, time, problems } = stamp
  if (!path || time === undefined) return { proves: false, revocationKnown: false }
  let revocationKnown = true
  for (const [index, certificate] of path.certificates.entries()) {
    if (!isValidAt(certificate, time)) problems.push(about('timestamp-not-valid-then', certificate))
    else if (!isValidAt(certificate, since)) problems.push(about('timestamp-expired', certificate))
    const issuer = path.certificates[index + 1]
    if (!issuer) continue
    const revocation = ask(certificate, issuer, time)
    if (revocation.status === 'unknown') revocationKnown = false
    if (revocation.status !== 'revoked') continue
    const before = revocation.at > time && (revocation.at > since || harmless.has(revocation.reason ?? 0))
    problems.push(
      about(before ? 'timestamp-revoked-later' : 'timestamp-revoked', certificate, {
        at: new Date(revocation.at).toISOString(),
      }),
    )
  }
  if (!revocationKnown && path.trusted)
    problems.push(
      reason('timestamp-revocation-unchecked', { who: nameOf(path.certificates[0] as Certificate) }),
    )
  return { proves: problems.every((each) => each.level === 'note'), revocationKnown }
}
