import * as Y from 'yjs'
import type { ProseNode } from '../../domain/prose.ts'
import type { Sql } from '../database/pool.ts'
import { proseJson, readProse } from './prose-document.ts'
import { readTexts } from './text-store.ts'

/** A text as its last update on disk left it. */
export interface TextRead {
  readonly document: string
  /** The number of that update; 0 while nothing was written. */
  readonly seq: number
  readonly prose: ProseNode
}

/** How many texts are read at once: making one from its updates takes milliseconds that others wait for. */
export const MOST_TEXTS_AT_ONCE = 50

/**
 * Those of the texts that went on since the update that the asker knows (-1: none), at most
 * `MOST_TEXTS_AT_ONCE`, and whether there are more. Read from disk, so every node answers alike.
 */
export async function readChangedTexts(
  sql: Sql,
  conference: string,
  known: ReadonlyMap<string, number>,
): Promise<{ readonly texts: readonly TextRead[]; readonly more: boolean }> {
  const { rows } = await sql.query<{ id: string; seq: number }>(
    'SELECT id, seq FROM document WHERE conference = $1 AND id = ANY($2)',
    [conference, [...known.keys()]],
  )
  const latest = new Map(rows.map(({ id, seq }) => [id, seq]))
  const changed = [...known].flatMap(([document, seq]) =>
    (latest.get(document) ?? 0) > seq ? [document] : [],
  )
  const taken = changed.slice(0, MOST_TEXTS_AT_ONCE)
  const stored = await readTexts(sql, conference, taken)
  const texts: TextRead[] = []
  for (const [document, { snapshot, updates }] of stored) {
    const doc = new Y.Doc({ gc: false })
    doc.transact(() => {
      if (snapshot) Y.applyUpdate(doc, snapshot.state)
      for (const { update } of updates) Y.applyUpdate(doc, update)
    })
    texts.push({
      document,
      seq: updates.at(-1)?.seq ?? snapshot?.seq ?? 0,
      prose: proseJson(readProse(doc)),
    })
    doc.destroy()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { texts, more: changed.length > taken.length }
}
