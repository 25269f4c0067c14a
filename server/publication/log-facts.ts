import type { DomainEvent } from '../../domain/events.ts'
import type { Database } from '../database/pool.ts'

/** An entry by its number and its hash (hexadecimal). */
export interface NamedEntry {
  readonly seq: number
  readonly hash: string
}

/** What documents say of the log itself, up to one of its entries. */
export interface LogFacts {
  readonly head: NamedEntry
  /** The last seal; null before there is one. */
  readonly seal: NamedEntry | null
  /** When lines were lost and came back, in order. */
  readonly lines: readonly DomainEvent[]
}

interface Row {
  readonly seq: number
  readonly type: DomainEvent['type']
  readonly payload: string | null
  readonly hash: Buffer
}

/** Reads few entries of a long log: that with the number `upTo`, the seals, and those of lines. */
export async function logFacts(database: Database, conference: string, upTo: number): Promise<LogFacts> {
  const { rows } = await database.query<Row>(
    `SELECT seq, type, payload, hash FROM event
     WHERE conference = $1 AND seq <= $2
       AND (seq = $2 OR type IN ('minutes-sealed', 'line-lost', 'line-connected'))
     ORDER BY seq`,
    [conference, upTo],
  )
  const named = ({ seq, hash }: Row): NamedEntry => ({ seq, hash: hash.toString('hex') })
  const last = rows.at(-1)
  const seal = rows.findLast(({ type }) => type === 'minutes-sealed')
  return {
    head: last ? named(last) : { seq: 0, hash: '' },
    seal: seal ? named(seal) : null,
    // What was erased with its salt says nothing any more.
    lines: rows.flatMap(({ type, payload }) =>
      payload !== null && type.startsWith('line-')
        ? [{ ...(JSON.parse(payload) as { event: DomainEvent }).event, type } as DomainEvent]
        : [],
    ),
  }
}
