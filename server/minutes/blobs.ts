import { createHash } from 'node:crypto'
import type { Sql } from '../database/pool.ts'

/** Stores bytes under their SHA-256, which it answers in hexadecimal. Committed when this resolves outside a transaction. */
export async function putBlob(sql: Sql, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest()
  await sql.query('INSERT INTO blob (sha256, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    sha256,
    Buffer.from(bytes),
  ])
  return sha256.toString('hex')
}

/** The bytes with this SHA-256; null when there are none. */
export async function getBlob(sql: Sql, sha256: string): Promise<Uint8Array | null> {
  const { rows } = await sql.query<{ bytes: Buffer }>('SELECT bytes FROM blob WHERE sha256 = $1', [
    Buffer.from(sha256, 'hex'),
  ])
  return rows[0]?.bytes ?? null
}
