import type { ProfileId } from './conference.ts'
import type { Instant } from './time.ts'

/** Days on which documents of a form are issued, `YYYY-MM-DD`, both included; null without end. */
export interface Validity {
  readonly from: string
  readonly until: string | null
}

/** (?) The days on which the Party's form of 2018 ends and that of 2026 begins are not certain. */
export const PROFILE_VALIDITY: Readonly<Record<ProfileId, Validity>> = {
  nd30: { from: '2020-03-05', until: null },
  'party-hd36-2018': { from: '2018-04-03', until: '2025-12-31' },
  'party-hd05-2026': { from: '2026-01-01', until: null },
}

/** Vietnam's only time zone since 1975. */
const OFFSET_MS = 7 * 3_600_000

/** Why a form is not the one of its day: it is not in force yet, or no more. Null where it is. */
export type OutOfForce =
  | { readonly kind: 'not-yet'; readonly from: string }
  | { readonly kind: 'ended'; readonly until: string }

/** Whether documents of the day of `at` have the form of this profile. A warning: the organiser may know better. */
export function outOfForce(profile: ProfileId, at: Instant): OutOfForce | null {
  const { from, until } = PROFILE_VALIDITY[profile]
  const day = new Date(at + OFFSET_MS).toISOString().slice(0, 10)
  if (day < from) return { kind: 'not-yet', from }
  return until !== null && day > until ? { kind: 'ended', until } : null
}
