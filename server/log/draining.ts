import type { Owner } from './node.ts'

const LOOK_MS = 500

export interface DrainingParts {
  readonly owned: () => readonly string[]
  /** Whether somebody holds the floor there: nobody is moved in the middle of a turn. */
  readonly isSpeaking: (conference: string) => boolean
  /** A live node that takes conferences; undefined while there is none. */
  readonly heir: () => Promise<Owner | undefined>
  readonly handOver: (conference: string, heir: Owner) => Promise<void>
  readonly log: (line: string) => void
}

export interface Draining {
  stop(): Promise<void>
}

/**
 * Empties a node for maintenance: what it owns goes to another live node, one conference after the other, each when
 * no turn runs. While there is no other node everything stays.
 */
export function startDraining(parts: DrainingParts): Draining {
  let isAlone = false
  const look = async () => {
    const owned = parts.owned()
    if (owned.length === 0) return
    const heir = await parts.heir()
    if (!heir && !isAlone) parts.log(`No other node is live: keeping ${owned.join(', ')} while draining`)
    isAlone = !heir
    if (!heir) return
    for (const conference of owned) if (!parts.isSpeaking(conference)) await parts.handOver(conference, heir)
  }
  let looking: Promise<void> | null = null
  const lookOnce = () => {
    // The database is away: the next look makes good for it.
    looking ??= look()
      .catch(() => {})
      .finally(() => {
        looking = null
      })
  }
  lookOnce()
  const timer = setInterval(lookOnce, LOOK_MS)
  return {
    stop: async () => {
      clearInterval(timer)
      await looking
    },
  }
}
