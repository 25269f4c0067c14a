/** What somebody typed and the log does not have yet. */
export interface Draft<T> {
  readonly value: T
  /** What the log had when typing began, as JSON. */
  readonly base: string
  /** The log has taken it, and its event is on the way. */
  readonly isSent: boolean
}

/** After typing: none when it is again what the log has. */
export function typed<T>(draft: Draft<T> | null, saved: T, value: T): Draft<T> | null {
  if (isSame(saved, value)) return null
  const base = draft && !draft.isSent ? draft.base : JSON.stringify(saved)
  return { value, base, isSent: false }
}

/** After the log has taken `value`; what was typed meanwhile stays a draft. */
export function sent<T>(draft: Draft<T> | null, value: T): Draft<T> | null {
  if (!draft) return null
  return isSame(draft.value, value)
    ? { ...draft, isSent: true }
    : { ...draft, base: JSON.stringify(value), isSent: false }
}

/** After the log went on: what it holds now needs no draft. */
export function settled<T>(draft: Draft<T> | null, saved: T): Draft<T> | null {
  if (!draft || isSame(saved, draft.value)) return null
  return draft.isSent && JSON.stringify(saved) !== draft.base ? null : draft
}

/** Somebody else changed the same thing while this was being typed. */
export function isOvertaken<T>(draft: Draft<T> | null, saved: T): boolean {
  if (!draft || draft.isSent || isSame(saved, draft.value)) return false
  return JSON.stringify(saved) !== draft.base
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
