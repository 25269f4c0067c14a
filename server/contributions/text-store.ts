import type { Sql } from '../database/pool.ts'
import type { StoredText } from './loaded-text.ts'

/** Makes the rows of documents that have none yet. */
export async function createDocuments(
  sql: Sql,
  conference: string,
  documents: readonly string[],
): Promise<void> {
  await sql.query(
    'INSERT INTO document (conference, id) SELECT $1, * FROM unnest($2::text[]) ON CONFLICT DO NOTHING',
    [conference, documents],
  )
}

/**
 * What the database holds of each document, up to update `atSeq` of it where that is given.
 * @throws Error when updates are missing between those that are there
 */
export async function readTexts(
  sql: Sql,
  conference: string,
  documents: readonly string[],
  atSeq: number | null = null,
): Promise<ReadonlyMap<string, StoredText>> {
  const snapshots = await sql.query<{ document: string; seq: number; state: Buffer }>(
    `SELECT DISTINCT ON (document) document, seq, state FROM document_snapshot
     WHERE conference = $1 AND document = ANY($2) AND ($3::bigint IS NULL OR seq <= $3)
     ORDER BY document, seq DESC`,
    [conference, documents, atSeq],
  )
  const snapshotOf = new Map(snapshots.rows.map((row) => [row.document, row]))
  const updates = await sql.query<{ document: string; seq: number; update: Buffer }>(
    `SELECT document, seq, update
     FROM unnest($2::text[], $3::bigint[]) AS loaded (id, after)
     JOIN document_update ON conference = $1 AND document = id AND seq > after
     WHERE $4::bigint IS NULL OR seq <= $4
     ORDER BY document, seq`,
    [conference, documents, documents.map((document) => snapshotOf.get(document)?.seq ?? 0), atSeq],
  )
  const clients = await sql.query<{ document: string; client: number; author: string }>(
    'SELECT document, client, author FROM document_client WHERE conference = $1 AND document = ANY($2)',
    [conference, documents],
  )
  const updatesOf = Map.groupBy(updates.rows, (row) => row.document)
  const clientsOf = Map.groupBy(clients.rows, (row) => row.document)
  const texts = documents.map((document): [string, StoredText] => {
    const snapshot = snapshotOf.get(document) ?? null
    const rows = updatesOf.get(document) ?? []
    const gap = rows.find((row, index) => row.seq !== (snapshot?.seq ?? 0) + index + 1)
    if (gap) throw new Error(`text ${conference}/${document} lacks updates before ${gap.seq}`)
    return [document, { snapshot, updates: rows, clients: clientsOf.get(document) ?? [] }]
  })
  return new Map(texts)
}

/** The number of a document's last update on disk; null when there is no such document. */
export async function readSeq(sql: Sql, conference: string, document: string): Promise<number | null> {
  const { rows } = await sql.query<{ seq: number }>(
    'SELECT seq FROM document WHERE conference = $1 AND id = $2',
    [conference, document],
  )
  return rows[0]?.seq ?? null
}

/** Whether the client id was free and now is the author's. */
export async function insertClient(
  sql: Sql,
  conference: string,
  document: string,
  client: number,
  author: string,
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `INSERT INTO document_client (conference, document, client, author) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [conference, document, client, author],
  )
  return rowCount === 1
}

export async function insertSnapshot(
  sql: Sql,
  conference: string,
  document: string,
  snapshot: { readonly seq: number; readonly state: Uint8Array },
): Promise<void> {
  await sql.query(
    `INSERT INTO document_snapshot (conference, document, seq, state) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [conference, document, snapshot.seq, Buffer.from(snapshot.state)],
  )
}
