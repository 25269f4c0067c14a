import type pg from 'pg'

/** Kept of no installation: who was running, and what the migrations note by themselves. */
const notKept = ['node', 'migrations'] as const

export interface Table {
  readonly name: string
  /** Those that hold a value of their own, in their order. */
  readonly columns: readonly string[]
}

/** Every table of the installation, each after those that it refers to. */
export async function readTables(client: pg.ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; refers: string[] }>(
    `SELECT class.relname AS name,
       ARRAY(SELECT attname::text FROM pg_attribute
             WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
             ORDER BY attnum) AS columns,
       ARRAY(SELECT DISTINCT other.relname::text FROM pg_constraint JOIN pg_class AS other ON other.oid = confrelid
             WHERE contype = 'f' AND conrelid = class.oid AND confrelid <> class.oid) AS refers
     FROM pg_class AS class
     WHERE class.relkind = 'r' AND class.relnamespace = 'public'::regnamespace AND class.relname <> ALL ($1)
     ORDER BY class.relname`,
    [notKept],
  )
  const placed: Table[] = []
  let waiting = rows
  while (waiting.length > 0) {
    const isPlaced = (name: string) => !waiting.some((row) => row.name === name)
    const next = waiting.filter(({ refers }) => refers.every(isPlaced))
    if (next.length === 0)
      throw new Error(`tables refer to each other: ${waiting.map(({ name }) => name).join(', ')}`)
    placed.push(...next.map(({ name, columns }) => ({ name, columns })))
    waiting = waiting.filter((row) => !next.includes(row))
  }
  return placed
}

export async function readSequences(
  client: pg.ClientBase,
): Promise<readonly { readonly name: string; readonly last: number | null }[]> {
  const { rows } = await client.query<{ name: string; last: string | null }>(
    `SELECT sequencename AS name, last_value AS last FROM pg_sequences
     WHERE schemaname = 'public' AND sequencename NOT LIKE 'migrations%' ORDER BY sequencename`,
  )
  return rows.map(({ name, last }) => ({ name, last: last === null ? null : Number(last) }))
}

/** The migrations that were applied, in their order; none where the database knows of none. */
export async function readMigrations(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ is: boolean }>(
    `SELECT to_regclass('public.migrations') IS NOT NULL AS is`,
  )
  if (!rows[0]?.is) return []
  const applied = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY id')
  return applied.rows.map(({ name }) => name)
}

/** `"name" (columns)` for COPY; names come from the catalogue or were checked. */
export function copied({ name, columns }: Table): string {
  return `public."${name}" (${columns.map((column) => `"${column}"`).join(', ')})`
}
