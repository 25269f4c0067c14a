import type { Failure } from '../../domain/protocol.ts'

/** Answers after which asking again cannot help. */
const FINAL = ['access/not-signed-in', 'access/not-allowed', 'access/link-invalid', 'conference/unknown']
/** Answers that say nothing about what was asked: it goes out again under the same id. */
const TRY_AGAIN = ['node/not-owner', 'server/closing', 'database/unavailable', 'database/rolled-back']

/** The server will not let this page in, whatever it does. */
export function isFinal(code: string | null): code is string {
  return code !== null && FINAL.includes(code)
}

/** The hall's device waits for its approval: the line stays, and the server says when. */
export function isAwaiting(code: string): boolean {
  return code === 'hall/not-approved'
}

export function isUndecided(code: string): boolean {
  return TRY_AGAIN.includes(code)
}

/** Where the conference is, when this node does not own it and says so. */
export function ownerNamed({ code, detail }: Failure): string | undefined {
  return code === 'node/not-owner' && typeof detail?.owner === 'string' ? detail.owner : undefined
}
