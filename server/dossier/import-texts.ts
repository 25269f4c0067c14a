import type { Sql } from '../database/pool.ts'
import { insertUpdates, type UpdateRow } from '../log/prose-store.ts'
import type { OpenZip } from '../zip/reading.ts'
import { places } from './manifest.ts'
import type { WriterLine } from './rows.ts'
import { updatesIn, writersIn } from './text-check.ts'

const AT_ONCE = 500

/** Stores every text's updates and who wrote under which client id, as they were. */
export async function importTexts(sql: Sql, zip: OpenZip, conference: string): Promise<void> {
  let rows: UpdateRow[] = []
  const flush = async () => {
    await createDocuments(sql, conference, rows)
    await insertUpdates(sql, rows)
    rows = []
  }
  for await (const { at, update, ...line } of updatesIn(await zip.read(places.updates))) {
    rows.push({ ...line, conference, at: Date.parse(at), update: Buffer.from(update, 'base64') })
    if (rows.length >= AT_ONCE) await flush()
  }
  await flush()
  let writers: WriterLine[] = []
  const flushWriters = async () => {
    await createDocuments(sql, conference, writers)
    await sql.query(
      `INSERT INTO document_client (conference, document, client, author)
       SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::text[])`,
      [
        conference,
        writers.map(({ document }) => document),
        writers.map(({ client }) => client),
        writers.map(({ author }) => author),
      ],
    )
    writers = []
  }
  for await (const writer of writersIn(await zip.read(places.writers))) {
    writers.push(writer)
    if (writers.length >= AT_ONCE) await flushWriters()
  }
  await flushWriters()
}

async function createDocuments(
  sql: Sql,
  conference: string,
  of: readonly { readonly document: string }[],
): Promise<void> {
  const documents = [...new Set(of.map(({ document }) => document))]
  await sql.query(
    'INSERT INTO document (conference, id) SELECT $1, * FROM unnest($2::text[]) ON CONFLICT DO NOTHING',
    [conference, documents],
  )
}
