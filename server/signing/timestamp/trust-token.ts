import { AppError } from '../../errors.ts'
import { type Certificate, readCertificate, readPem } from '../certificate.ts'
import { isValidAt } from '../certificate-policy.ts'
import type { FindIssuer } from '../revocation/fetched-issuer.ts'
import { findPath } from '../verification/chain.ts'
import { issuing } from '../verification/issuing.ts'
import type { TimestampToken } from './read-token.ts'

/** How far a token's time may be from the server's, in milliseconds: clocks differ, and an authority may be slow. */
const TOLERANCE_MS = 10 * 60_000
/** Issuers that are asked for, at most, where a token came without them. */
const MOST_FETCHED = 4

/** Whose timestamps are taken. */
export interface TimestampTrust {
  /** Trusted root certificates, PEM. */
  readonly roots: readonly string[]
  /** Milliseconds since 1970; the computer's clock unless given. */
  readonly now?: () => number
  /** Finds issuers that did not come with the token. */
  readonly issuer?: FindIssuer
}

/**
 * Refuses a new token whose authority is not trusted, or whose clock is not ours: in a signed file it would stay.
 * @throws AppError `signing/timestamp-wrong`, `problem`: `untrusted` or `time`
 */
export async function requireTrustedToken(token: TimestampToken, trust: TimestampTrust): Promise<void> {
  const now = trust.now ?? Date.now
  if (Math.abs(token.time - now()) > TOLERANCE_MS)
    throw new AppError('signing/timestamp-wrong', { problem: 'time' })
  await requireTrustedAuthority(token, trust)
}

/** The same for one that came with the signature, at whatever time. @throws as above, `untrusted` */
export async function requireTrustedAuthority(token: TimestampToken, trust: TimestampTrust): Promise<void> {
  const { signer } = token
  if (!signer || !(await isTrusted(token, signer, trust)))
    throw new AppError('signing/timestamp-wrong', { problem: 'untrusted' })
}

async function isTrusted(
  { certificates, time }: TimestampToken,
  signer: Certificate,
  trust: TimestampTrust,
): Promise<boolean> {
  const roots = trust.roots.flatMap(readPem)
  const others = certificates.map(readCertificate)
  const issued = issuing(() => {})
  for (let left = MOST_FETCHED; ; left--) {
    const path = findPath(signer, others, roots, issued, 'timestamps')
    if (path.trusted)
      return (
        path.problems.every(({ level }) => level === 'note') &&
        path.certificates.every((each) => isValidAt(each, time))
      )
    const last = path.certificates.at(-1) ?? signer
    const found = left > 0 ? await trust.issuer?.(last) : undefined
    if (!found || !issued(found, last)) return false
    others.push(found)
  }
}
