import pg from 'pg'

/**
 * Commits per second of plain PostgreSQL, on the same database: as many connections as there are writers, each
 * inserting one row of an update's size and waiting for its commit.
 */
export async function measureCommits(url: string, connections: number, seconds: number): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  const [first] = clients
  await first?.query(
    'CREATE TABLE IF NOT EXISTS bench_commit (id bigserial PRIMARY KEY, update bytea NOT NULL)',
  )
  let commits = 0
  const update = Buffer.alloc(24, 1)
  const until = performance.now() + seconds * 1000
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        await client.query({
          name: 'commit',
          text: 'INSERT INTO bench_commit (update) VALUES ($1)',
          values: [update],
        })
        commits += 1
      }
    }),
  )
  await first?.query('DROP TABLE bench_commit')
  await Promise.all(clients.map((client) => client.end()))
  return commits / seconds
}
