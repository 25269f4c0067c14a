import type { Sql } from '../database/pool.ts'
import type { EventRow } from '../log/entry.ts'

/** Rows that are in memory at a time. */
const PAGE = 500

/** The log up to entry `last`, in pages. */
export async function* eventPages(
  sql: Sql,
  conference: string,
  last: number,
): AsyncGenerator<readonly EventRow[]> {
  for (let after = 0; after < last; ) {
    const { rows } = await sql.query<EventRow>(
      `SELECT conference, seq, at, type, version, salt, payload, commitment, hash
       FROM event WHERE conference = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4`,
      [conference, after, last, PAGE],
    )
    const end = rows.at(-1)
    if (!end) return
    yield rows
    after = end.seq
  }
}

/** One update of a text, as `van-ban/cap-nhat.jsonl` holds it: a line each. */
export interface UpdateLine {
  readonly document: string
  readonly seq: number
  readonly updateId: string
  readonly author: string
  /** ISO 8601. */
  readonly at: string
  /** Base64. */
  readonly update: string
}

/** Whose a Yjs client id of a document is. */
export interface WriterLine {
  readonly document: string
  readonly client: number
  readonly author: string
}

export type LateLine = Omit<UpdateLine, 'seq'>

/** Every update that each text had at entry `last` or later: texts are not numbered by the log. */
export async function* updatePages(sql: Sql, conference: string): AsyncGenerator<readonly UpdateLine[]> {
  let after: readonly [string, number] = ['', 0]
  for (;;) {
    const { rows } = await sql.query<Omit<UpdateLine, 'at' | 'update'> & { at: Date; update: Buffer }>(
      `SELECT document, seq, update_id AS "updateId", author, at, update FROM document_update
       WHERE conference = $1 AND (document, seq) > ($2, $3) ORDER BY document, seq LIMIT $4`,
      [conference, ...after, PAGE],
    )
    const end = rows.at(-1)
    if (!end) return
    yield rows.map(({ at, update, ...row }) => ({
      ...row,
      at: at.toISOString(),
      update: update.toString('base64'),
    }))
    after = [end.document, end.seq]
  }
}

export async function readWriters(sql: Sql, conference: string): Promise<readonly WriterLine[]> {
  const { rows } = await sql.query<WriterLine>(
    'SELECT document, client, author FROM document_client WHERE conference = $1 ORDER BY document, client',
    [conference],
  )
  return rows
}

export async function readLate(sql: Sql, conference: string): Promise<readonly LateLine[]> {
  const { rows } = await sql.query<Omit<LateLine, 'at' | 'update'> & { at: Date; update: Buffer }>(
    `SELECT document, update_id AS "updateId", author, received_at AS at, update FROM late_update
     WHERE conference = $1 ORDER BY received_at, document, update_id`,
    [conference],
  )
  return rows.map(({ at, update, ...row }) => ({
    ...row,
    at: at.toISOString(),
    update: update.toString('base64'),
  }))
}

/** The blobs among these, by their SHA-256 (hexadecimal), with their sizes in bytes. */
export async function readBlobSizes(
  sql: Sql,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql.query<{ sha256: string; size: number }>(
    `SELECT encode(sha256, 'hex') AS sha256, octet_length(bytes) AS size FROM blob
     WHERE sha256 IN (SELECT decode(named, 'hex') FROM unnest($1::text[]) AS named)`,
    [hashes],
  )
  return new Map(rows.map((row) => [row.sha256, row.size]))
}

/** Bytes that log and texts take in a dossier before they are compressed, about. */
export async function readTextSize(sql: Sql, conference: string): Promise<number> {
  const { rows } = await sql.query<{ size: number }>(
    `SELECT (SELECT coalesce(sum(octet_length(payload) + 400), 0) FROM event WHERE conference = $1)
          + (SELECT coalesce(sum(octet_length(update) * 4 / 3 + 150), 0) FROM document_update
             WHERE conference = $1) AS size`,
    [conference],
  )
  return Number(rows[0]?.size ?? 0)
}
