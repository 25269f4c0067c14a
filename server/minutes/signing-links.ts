import { randomBytes } from 'node:crypto'
import type { SignatureField } from '../../domain/signing.ts'
import { AppError } from '../errors.ts'
import type { Session } from '../session.ts'

/** How long a signing link stands, in milliseconds. */
export const LINK_FOR_MS = 10 * 60_000
const MOST_OF_ONE = 5

export interface SigningLink {
  readonly conference: string
  readonly field: SignatureField
  /** Who made it. @throws AppError when that sign-in has ended meanwhile */
  readonly session: () => Promise<Session>
  readonly until: number
  /** Names the act that it served; null until then. */
  act: string | null
}

/**
 * Lets a program on the user's machine sign one field in the name of whoever made the link, once and within ten
 * minutes. In memory: after a restart another is made.
 */
export class SigningLinks {
  readonly #now: () => number
  readonly #links = new Map<string, SigningLink & { readonly maker: string }>()

  constructor(now: () => number) {
    this.#now = now
  }

  make(link: Omit<SigningLink, 'until' | 'act'>, maker: string): { token: string; expires: number } {
    const now = this.#now()
    for (const [token, { until }] of this.#links) if (until <= now) this.#links.delete(token)
    const own = [...this.#links].filter(([, held]) => held.maker === maker)
    for (const [token] of own.slice(0, Math.max(0, own.length - MOST_OF_ONE + 1))) this.#links.delete(token)
    const token = randomBytes(32).toString('base64url')
    const until = now + LINK_FOR_MS
    this.#links.set(token, { ...link, until, act: null, maker })
    return { token, expires: until }
  }

  /** @throws AppError `signing/link-invalid` */
  find(token: string, conference: string): SigningLink {
    const link = this.#links.get(token)
    if (!link || link.until <= this.#now() || link.conference !== conference)
      throw new AppError('signing/link-invalid')
    return link
  }
}
