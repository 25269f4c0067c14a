import pg from 'pg'
import type { Database } from '../database/pool.ts'

const COMPARE_MS = 1000

export interface FollowerParts {
  /** The conferences that this node holds without owning them. */
  readonly followed: () => readonly string[]
  /** The number of the last entry in memory. */
  readonly headOf: (conference: string) => number
  readonly catchUp: (conference: string) => Promise<void>
  /** The owner's lease has run out. */
  readonly ownerless: (conference: string) => Promise<void>
  readonly log: (line: string) => void
}

export interface Follower {
  stop(): Promise<void>
}

/**
 * Follows what other nodes append: LISTEN as a wake-up, and a comparison of heads each second, so that a lost
 * notification costs a second.
 */
export function startFollower(database: Database, parts: FollowerParts): Follower {
  let stopped = false
  let listener: pg.Client | null = null
  let working: Promise<void> = Promise.resolve()
  const queue = (work: () => Promise<void>) => {
    working = working.then(work).catch(() => {
      // The database is away: the next comparison makes good for it.
    })
  }

  const listen = async () => {
    const client = new pg.Client({ connectionString: database.url })
    client.on('error', () => {
      listener = null
    })
    client.on('notification', ({ payload }) => {
      if (payload && parts.followed().includes(payload)) queue(() => parts.catchUp(payload))
    })
    await client.connect()
    await client.query('LISTEN log')
    listener = client
  }

  const compare = async () => {
    if (!listener) await listen()
    const followed = parts.followed()
    if (followed.length === 0) return
    const { rows } = await database.query<{ id: string; seq: number; dead: boolean }>(
      'SELECT id, seq, coalesce(lease_until < now(), true) AS dead FROM conference WHERE id = ANY($1)',
      [followed],
    )
    for (const row of rows) {
      if (row.seq > parts.headOf(row.id)) await parts.catchUp(row.id)
      if (row.dead) {
        parts.log(`The owner of ${row.id} is gone; taking over`)
        await parts.ownerless(row.id)
      }
    }
  }

  const timer = setInterval(() => {
    if (!stopped) queue(compare)
  }, COMPARE_MS)
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await working
      await listener?.end().catch(() => {})
    },
  }
}
