import type { Sql } from '../database/pool.ts'
import { GENESIS } from './chain.ts'
import type { EventRow } from './entry.ts'

/** The locked head of one conference. */
export interface HeadRow {
  readonly id: string
  readonly seq: number
  readonly hash: Buffer
  readonly owner: string | null
  readonly epoch: number
}

export async function createHead(sql: Sql, conference: string, at: Date): Promise<void> {
  await sql.query('INSERT INTO conference (id, hash, at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING', [
    conference,
    Buffer.from(GENESIS),
    at,
  ])
}

/** Whether there is a conference with at least its first entry. */
export async function conferenceExists(sql: Sql, conference: string): Promise<boolean> {
  const { rowCount } = await sql.query('SELECT 1 FROM conference WHERE id = $1 AND seq > 0', [conference])
  return rowCount === 1
}

/** Every conference, newest first. */
export async function conferenceIds(sql: Sql): Promise<readonly string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'SELECT id FROM conference WHERE seq > 0 ORDER BY at DESC, id',
  )
  return rows.map((row) => row.id)
}

/** Locks the conferences' heads in the order of their ids, so that two batches never wait for each other. */
export async function lockHeads(sql: Sql, conferences: readonly string[]): Promise<readonly HeadRow[]> {
  const { rows } = await sql.query<HeadRow>(
    'SELECT id, seq, hash, owner, epoch FROM conference WHERE id = ANY($1) ORDER BY id FOR UPDATE',
    [conferences],
  )
  return rows
}

/** Locks documents in the order of (conference, id); answers with the number of each one's last update. */
export async function lockDocuments(
  sql: Sql,
  keys: readonly DocumentKey[],
): Promise<readonly (DocumentKey & { readonly seq: number })[]> {
  if (keys.length === 0) return []
  const { rows } = await sql.query<DocumentKey & { readonly seq: number }>(
    `SELECT conference, id AS document, seq FROM document
     WHERE (conference, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
     ORDER BY conference, id FOR UPDATE`,
    [keys.map((key) => key.conference), keys.map((key) => key.document)],
  )
  return rows
}

export interface DocumentKey {
  readonly conference: string
  readonly document: string
}

export async function readEvents(sql: Sql, conference: string, after: number): Promise<readonly EventRow[]> {
  const { rows } = await sql.query<EventRow>(
    `SELECT conference, seq, at, type, version, salt, payload, commitment, hash
     FROM event WHERE conference = $1 AND seq > $2 ORDER BY seq`,
    [conference, after],
  )
  return rows
}

export async function insertEvents(sql: Sql, rows: readonly EventRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql.query(
    `INSERT INTO event (conference, seq, at, type, version, salt, payload, commitment, hash)
     SELECT * FROM unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::text[], $5::int[], $6::bytea[],
                          $7::text[], $8::bytea[], $9::bytea[])`,
    [
      rows.map((row) => row.conference),
      rows.map((row) => row.seq),
      rows.map((row) => row.at),
      rows.map((row) => row.type),
      rows.map((row) => row.version),
      rows.map((row) => row.salt),
      rows.map((row) => row.payload),
      rows.map((row) => row.commitment),
      rows.map((row) => row.hash),
    ],
  )
}

export async function moveHead(
  sql: Sql,
  conference: string,
  head: { readonly seq: number; readonly at: number; readonly hash: Uint8Array },
): Promise<void> {
  await sql.query('UPDATE conference SET seq = $2, at = $3, hash = $4 WHERE id = $1', [
    conference,
    head.seq,
    new Date(head.at),
    Buffer.from(head.hash),
  ])
}

export interface CommandRow {
  readonly conference: string
  readonly id: string
  readonly actor: string
  readonly result: unknown
}

export async function readCommands(
  sql: Sql,
  keys: readonly { readonly conference: string; readonly id: string }[],
): Promise<readonly CommandRow[]> {
  if (keys.length === 0) return []
  const { rows } = await sql.query<CommandRow>(
    `SELECT conference, id, actor, result FROM command
     WHERE (conference, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [keys.map((key) => key.conference), keys.map((key) => key.id)],
  )
  return rows
}

export async function insertCommands(sql: Sql, rows: readonly CommandRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql.query(
    `INSERT INTO command (conference, id, actor, result)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[])`,
    [
      rows.map((row) => row.conference),
      rows.map((row) => row.id),
      rows.map((row) => row.actor),
      rows.map((row) => JSON.stringify(row.result)),
    ],
  )
}
