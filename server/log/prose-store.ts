import type { Sql } from '../database/pool.ts'
import type { ProseUpdate } from './text-stage.ts'

export interface UpdateRow extends ProseUpdate {
  readonly seq: number
  readonly at: number
}

/** Updates already stored under these ids, so that a retry is acknowledged and not applied again. */
export async function readUpdates(
  sql: Sql,
  updates: readonly ProseUpdate[],
): Promise<readonly { conference: string; document: string; updateId: string; seq: number; at: Date }[]> {
  if (updates.length === 0) return []
  const { rows } = await sql.query<{
    conference: string
    document: string
    updateId: string
    seq: number
    at: Date
  }>(
    `SELECT conference, document, update_id AS "updateId", seq, at FROM document_update
     WHERE (conference, document, update_id) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))`,
    [
      updates.map((update) => update.conference),
      updates.map((update) => update.document),
      updates.map((update) => update.updateId),
    ],
  )
  return rows
}

export async function insertUpdates(sql: Sql, rows: readonly UpdateRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql.query(
    `INSERT INTO document_update (conference, document, seq, update_id, author, update, at)
     SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::bytea[],
                          $7::timestamptz[])`,
    [
      rows.map((row) => row.conference),
      rows.map((row) => row.document),
      rows.map((row) => row.seq),
      rows.map((row) => row.updateId),
      rows.map((row) => row.author),
      rows.map((row) => Buffer.from(row.update)),
      rows.map((row) => new Date(row.at)),
    ],
  )
  const heads = new Map(rows.map((row) => [`${row.conference} ${row.document}`, row]))
  const last = [...heads.values()]
  await sql.query(
    `UPDATE document SET seq = head.seq FROM unnest($1::text[], $2::text[], $3::bigint[])
       AS head (conference, id, seq)
     WHERE document.conference = head.conference AND document.id = head.id`,
    [last.map((row) => row.conference), last.map((row) => row.document), last.map((row) => row.seq)],
  )
}

/**
 * Stores updates in one statement, where the heads are at `seq` and this node's in `epoch`, and each text is at the
 * update before its first.
 * @throws what the database throws; `DC001` when a head or a text is elsewhere
 */
export async function storeProse(
  sql: Sql,
  node: string,
  heads: readonly { readonly id: string; readonly epoch: number | null; readonly seq: number }[],
  rows: readonly UpdateRow[],
): Promise<void> {
  // In the order in which documents are locked everywhere.
  const texts = [...Map.groupBy(rows, (row) => `${row.conference}\u0000${row.document}`)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, of]) => ({ first: of[0] as UpdateRow, last: of.at(-1) as UpdateRow }))
  await sql.query(
    `SELECT store_prose($1, $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
                        $9::text[], $10::text[], $11::bigint[], $12::text[], $13::text[], $14::bytea[],
                        $15::timestamptz[])`,
    [
      node,
      heads.map(({ id }) => id),
      heads.map(({ epoch }) => epoch),
      heads.map(({ seq }) => seq),
      texts.map(({ first }) => first.conference),
      texts.map(({ first }) => first.document),
      texts.map(({ first }) => first.seq - 1),
      texts.map(({ last }) => last.seq),
      rows.map((row) => row.conference),
      rows.map((row) => row.document),
      rows.map((row) => row.seq),
      rows.map((row) => row.updateId),
      rows.map((row) => row.author),
      rows.map((row) => Buffer.from(row.update)),
      rows.map((row) => new Date(row.at)),
    ],
    'store-prose',
  )
}

/** What updates of the server's own need first: the rows of new documents, and client ids nobody else has. */
export async function insertTextWriters(
  sql: Sql,
  updates: readonly (ProseUpdate & { readonly client: number })[],
): Promise<void> {
  if (updates.length === 0) return
  const conferences = updates.map((update) => update.conference)
  const documents = updates.map((update) => update.document)
  await sql.query(
    'INSERT INTO document (conference, id) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING',
    [conferences, documents],
  )
  await sql.query(
    `INSERT INTO document_client (conference, document, client, author)
     SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[])`,
    [conferences, documents, updates.map((update) => update.client), updates.map((update) => update.author)],
  )
}

/** Keeps what came after the seal, unapplied. */
export async function insertLateUpdates(sql: Sql, updates: readonly ProseUpdate[]): Promise<void> {
  if (updates.length === 0) return
  await sql.query(
    `INSERT INTO late_update (conference, document, update_id, author, update)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[])
     ON CONFLICT DO NOTHING`,
    [
      updates.map((update) => update.conference),
      updates.map((update) => update.document),
      updates.map((update) => update.updateId),
      updates.map((update) => update.author),
      updates.map((update) => Buffer.from(update.update)),
    ],
  )
}
