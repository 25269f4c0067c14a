import type { Renderer } from '../templates/render.ts'
import type { SignatureAppearance } from '../templates/signature-appearance.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database/pool.ts'
import type { Conferences } from './log/conferences.ts'
import { FileTurns } from './minutes/file-turns.ts'
import { SigningDesk } from './minutes/signing-desk.ts'
import { Stamping } from './minutes/stamping.ts'
import { type DemoPki, signAsDemonstration } from './signing/demo-signing.ts'
import { openSigners } from './signing/signers/signers.ts'
import { openRevocation, openStamps } from './signing/stamps.ts'

/** The timestamp authority of signed files, the demonstration's own, or none: then nothing is stamped. */
export type TimestampSource = { readonly url: string; readonly timeoutMs: number } | 'demonstration' | null

export interface SigningWiring {
  readonly database: Database
  readonly conferences: Conferences
  readonly clock: Clock
  readonly renderer: Pick<Renderer, 'appearance'>
  readonly pki: (() => Promise<DemoPki>) | null
  readonly roots: readonly string[]
  readonly timestamps: TimestampSource
  readonly report: (error: unknown) => void
}

/** Whoever signs the minutes and whoever stamps them, taking turns at the newest file. */
export function openSigning(wiring: SigningWiring) {
  const { database, conferences, clock, renderer, pki, roots, timestamps, report } = wiring
  const turns = new FileTurns()
  const closing = new AbortController()
  const outside = { roots, now: () => clock.now(), signal: closing.signal }
  const stamps = openStamps({
    ...outside,
    tsa: timestamps === 'demonstration' ? null : timestamps,
    pki: timestamps === null ? null : pki,
  })
  const stamping = new Stamping({ database, conferences, clock, turns, stamps, report })
  const draw = (appearance: SignatureAppearance) => renderer.appearance(appearance)
  return {
    stamping,
    desk: new SigningDesk({ database, conferences, clock, turns }),
    signers: {
      ...openSigners({ roots, revocation: openRevocation({ ...outside, pki }), draw }),
      demonstration: signAsDemonstration(pki, draw),
    },
    close: async () => {
      closing.abort()
      await stamping.close()
    },
  }
}
