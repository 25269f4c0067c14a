// A Hocuspocus server on PostgreSQL by its database extension. usage: node hocuspocus-server.ts DATABASE_URL PORT
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'
import pg from 'pg'

const [url, port] = process.argv.slice(2)
if (!url || !port) throw new Error('DATABASE_URL and PORT are needed')

const pool = new pg.Pool({ connectionString: url })
await pool.query(
  'CREATE TABLE IF NOT EXISTS hocuspocus_document (name text PRIMARY KEY, data bytea NOT NULL)',
)

const server = new Server({
  quiet: true,
  address: '127.0.0.1',
  port: Number(port),
  // As the product keeps them: with everything that was deleted.
  yDocOptions: { gc: false, gcFilter: () => true },
  extensions: [
    new Database({
      fetch: async ({ documentName }) => {
        const { rows } = await pool.query<{ data: Buffer }>(
          'SELECT data FROM hocuspocus_document WHERE name = $1',
          [documentName],
        )
        return rows[0] ? new Uint8Array(rows[0].data) : null
      },
      store: async ({ documentName, state }) => {
        await pool.query(
          `INSERT INTO hocuspocus_document (name, data) VALUES ($1, $2)
           ON CONFLICT (name) DO UPDATE SET data = excluded.data`,
          [documentName, Buffer.from(state)],
        )
      },
    }),
  ],
})
await server.listen()
process.stdout.write('ready\n')
