import { expect } from 'vitest'
import { plainText } from '../../domain/prose.ts'
import { openTexts } from '../../server/contributions/texts.ts'
import { openDatabase } from '../../server/database/pool.ts'
import { GENESIS } from '../../server/log/chain.ts'
import { findBreak } from '../../server/log/entry.ts'
import { readEvents } from '../../server/log/store.ts'
import type { Ledger } from './workers.ts'

/**
 * Everything that was acknowledged is on disk once and says what it said; the chain holds, the heads are those of
 * the last entries, and nothing was done twice.
 * @returns how many entries and updates there are
 */
export async function expectKept(
  url: string,
  conference: string,
  ledger: Ledger,
): Promise<{ entries: number; updates: number }> {
  const acknowledged = { commands: [...ledger.commands], updates: [...ledger.updates] }
  const database = await openDatabase(url)
  const texts = openTexts(database)
  try {
    const rows = await readEvents(database, conference, 0)
    expect(findBreak(rows, { seq: 0, at: 0, hash: GENESIS })).toBeNull()
    const { rows: heads } = await database.query<{ seq: number; hash: Buffer }>(
      'SELECT seq, hash FROM conference WHERE id = $1',
      [conference],
    )
    // More may have been stored since the events were read, never less.
    expect(heads[0]?.seq).toBeGreaterThanOrEqual(rows.length)

    for (const { name, first, last } of acknowledged.commands) {
      expect(rows[last - 1]?.seq, name).toBe(last)
      const payload = rows[first - 1]?.payload
      const [, withdrawn] = /^rút (\d+)$/.exec(name) ?? []
      expect(payload, name).toContain(withdrawn ? `"request":${withdrawn}` : `"name":"${name}"`)
    }
    const names = rows.flatMap((row) => {
      const { event } = JSON.parse(row.payload ?? '{}') as {
        event: { type: string; speaker?: { name: string } }
      }
      return event.type === 'floor-requested' && event.speaker ? [event.speaker.name] : []
    })
    expect(new Set(names).size).toBe(names.length)

    const { rows: updates } = await database.query<{ document: string; seq: number; id: string }>(
      'SELECT document, seq, update_id AS id FROM document_update WHERE conference = $1',
      [conference],
    )
    const stored = new Map(updates.map((row) => [row.id, row]))
    for (const { document, id, seq, word } of acknowledged.updates)
      expect(stored.get(id), word).toEqual({ document, seq, id })
    for (const document of new Set(acknowledged.updates.map((update) => update.document))) {
      const lines = plainText(await texts.json(conference, document)).split('\n')
      const counts = Map.groupBy(lines, (line) => line)
      for (const update of acknowledged.updates)
        if (update.document === document) expect(counts.get(update.word)?.length, update.word).toBe(1)
      for (const [line, found] of counts) if (line) expect(found.length, line).toBe(1)
    }
    return { entries: rows.length, updates: updates.length }
  } finally {
    await texts.close()
    await database.close()
  }
}
