import { type ConferenceState, personOf } from '../../domain/state.ts'
import type { Instant, Milliseconds } from '../../domain/time.ts'
import type { Sql } from '../database/pool.ts'

/** One update of a text, as it was stored. */
export interface StoredUpdate {
  readonly seq: number
  /** A person's id; of nobody where the server wrote. */
  readonly author: string
  readonly at: Instant
}

/** Updates one after the other that one author made without a pause: a step of the replay. */
export interface UpdateGroup {
  readonly author: string
  /** The numbers of its first and its last update. */
  readonly from: number
  readonly to: number
  readonly begun: Instant
  readonly ended: Instant
}

/** A step with its author as readers know them; null where the server wrote. */
export type HistoryStep = Omit<UpdateGroup, 'author'> & { readonly author: string | null }

/** Whoever stops for longer begins a new group. */
const PAUSE: Milliseconds = 30_000
/** Whoever writes on without a pause begins a new one after this, so that a replay has steps. */
const LONGEST: Milliseconds = 120_000

/** `updates` in the order of their numbers. */
export function groupUpdates(updates: readonly StoredUpdate[]): readonly UpdateGroup[] {
  const groups: UpdateGroup[] = []
  for (const { seq, author, at } of updates) {
    const last = groups.at(-1)
    const goesOn =
      last !== undefined && last.author === author && at - last.ended <= PAUSE && at - last.begun <= LONGEST
    if (goesOn) groups[groups.length - 1] = { ...last, to: seq, ended: at }
    else groups.push({ author, from: seq, to: seq, begun: at, ended: at })
  }
  return groups
}

/** How a text came to be, from what is on disk, so that every node answers alike. */
export async function readHistory(
  sql: Sql,
  conference: string,
  state: ConferenceState,
  document: string,
): Promise<readonly HistoryStep[]> {
  const { rows } = await sql.query<{ seq: number; author: string; at: Date }>(
    'SELECT seq, author, at FROM document_update WHERE conference = $1 AND document = $2 ORDER BY seq',
    [conference, document],
  )
  // Whoever holds no role any more has left the conference's people, but wrote all the same.
  const gone = [...new Set(rows.map(({ author }) => author))].filter((author) => !personOf(state, author))
  const known = await sql.query<{ id: string; name: string }>(
    'SELECT id, name FROM person WHERE id = ANY($1)',
    [gone],
  )
  const nameOfGone = new Map(known.rows.map(({ id, name }) => [id, name]))
  const updates = rows.map(({ seq, author, at }) => ({ seq, author, at: at.getTime() }))
  return groupUpdates(updates).map((group) => ({
    ...group,
    author: personOf(state, group.author)?.name ?? nameOfGone.get(group.author) ?? null,
  }))
}
