import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Quantiles, quantilesOf } from './latencies.ts'

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

/**
 * How long one such row takes to the disk when rows come as rarely as keystrokes do: everything between page and
 * database left out, no acknowledgement of what is on disk can be faster.
 */
export async function measureRareCommits(
  url: string,
  perSecond: number,
  seconds: number,
): Promise<Quantiles> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('CREATE TABLE bench_commit (id bigserial PRIMARY KEY, update bytea NOT NULL)')
  const update = Buffer.alloc(24, 1)
  const took: number[] = []
  const until = performance.now() + seconds * 1000
  while (performance.now() < until) {
    const from = performance.now()
    await client.query({
      name: 'commit',
      text: 'INSERT INTO bench_commit (update) VALUES ($1)',
      values: [update],
    })
    took.push(performance.now() - from)
    await sleep(1000 / perSecond)
  }
  await client.query('DROP TABLE bench_commit')
  await client.end()
  return quantilesOf(took)
}
