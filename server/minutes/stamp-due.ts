import { nextField, type SignatureField } from '../../domain/signing.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Instant, Milliseconds } from '../../domain/time.ts'

const DAY: Milliseconds = 86_400_000
/** How long before the authority's certificate ends the proof is renewed. */
const RENEW_BEFORE = 90 * DAY

export type StampDue =
  | { readonly stamp: 'signature'; readonly field: SignatureField }
  /** The first one, or one that renews it; due since then. */
  | { readonly stamp: 'archive'; readonly since: Instant }

/** Of an archive stamp, what its renewal depends on. */
export interface RenewalTimes {
  readonly time: Instant
  readonly until: Instant
}

/**
 * What the newest file of the minutes lacks: the timestamp of the newest signature, then, once all have signed, the
 * archive stamp, then its renewal.
 * @param givenUp SHA-256 of a file whose signature cannot be stamped: what comes later proves its time
 */
export function stampDue(
  state: ConferenceState,
  now: Instant,
  givenUp: string | null = null,
): StampDue | null {
  const { minutes } = state
  if (minutes.kind !== 'sealed' || state.archive) return null
  const last = minutes.signatures.at(-1)
  if (!last) return null
  if (last.sha256 === minutes.newest && last.sha256 !== givenUp && !isStampedAs(minutes, last.sha256))
    return { stamp: 'signature', field: last.field }
  if (nextField(state, minutes) !== null) return null
  const newest = minutes.stamps.findLast(({ kind }) => kind === 'archive')
  if (!newest) return { stamp: 'archive', since: last.at }
  return renewalDue(minutes, now) ? { stamp: 'archive', since: renewalAt(newest) } : null
}

/** A signature that came with its timestamp is stamped without the file becoming another one. */
function isStampedAs(
  minutes: { readonly stamps: readonly { readonly sha256: string }[] },
  file: string,
): boolean {
  return minutes.stamps.some(({ sha256 }) => sha256 === file)
}

/**
 * When an archive stamp has to be renewed: ninety days before the authority's certificate ends, of a short one when half
 * of its time is over, and never on the day of the stamp itself, since the authority may still have the same one.
 */
export function renewalAt({ time, until }: RenewalTimes): Instant {
  return Math.max(until - RENEW_BEFORE, time + (until - time) / 2, time + DAY)
}

/** Whether the newest archive stamp of the minutes has to be renewed by now. */
export function renewalDue(minutes: ConferenceState['minutes'], now: Instant): boolean {
  if (minutes.kind !== 'sealed') return false
  const newest = minutes.stamps.findLast(({ kind }) => kind === 'archive')
  return newest !== undefined && now >= renewalAt(newest)
}
