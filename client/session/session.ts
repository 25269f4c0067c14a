import type { Answer } from '../../domain/protocol.ts'
import { ask, askWith } from './ask.ts'

/** Who is signed in on this device, and for which conference. */
export interface Session {
  readonly kind: 'person' | 'hall'
  /** The page that the server sends this session to, with the slot that names the sign-in. */
  readonly home: string
  /** Null for an organiser who has none yet. */
  readonly conference: string | null
  readonly name: string
  /** The hall's bridge and the code on its screen; null for a person. */
  readonly bridge: string | null
  readonly code: string | null
}

export function readSession(): Promise<Answer<Session>> {
  return ask<Session>('/api/session')
}

/** Exchanges the token of an invitation link for a session. */
export function signIn(token: string): Promise<Answer<Session>> {
  return askWith<Session>('POST', '/api/session', { token })
}

export function signOut(): Promise<Answer<unknown>> {
  return ask('/api/session', { method: 'DELETE' })
}

/** The token in the fragment of an invitation link: `#‹token›` or `#token=‹token›`. */
export function tokenIn(fragment: string): string | null {
  const token = fragment.replace(/^#/, '').replace(/^token=/, '')
  return token === '' ? null : decodeURIComponent(token)
}
