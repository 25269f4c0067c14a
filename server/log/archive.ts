import type { Archive } from '../../domain/state.ts'
import type { Sql } from '../database/pool.ts'

/** Where the conference came from elsewhere, what is known of that and who may read it; null for every other. */
export async function readArchive(sql: Sql, conference: string): Promise<Archive | null> {
  const { rows } = await sql.query<{
    imported_at: Date
    made_at: Date
    demonstration: boolean
    readers: string[]
  }>(
    `SELECT imported_at, made_at, demonstration,
       ARRAY(SELECT person FROM archive_reader WHERE archive_reader.conference = archive.conference ORDER BY person)
         AS readers
     FROM archive WHERE conference = $1`,
    [conference],
    'read-archive',
  )
  const [row] = rows
  if (!row) return null
  const { demonstration, readers } = row
  return { importedAt: row.imported_at.getTime(), madeAt: row.made_at.getTime(), demonstration, readers }
}
