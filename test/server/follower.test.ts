import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../server/database/pool.ts'
import { startFollower } from '../../server/log/follower.ts'
import { nodeIdentity, startHeartbeat, takeLease } from '../../server/log/node.ts'
import { createHead, moveHead } from '../../server/log/store.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'

let fresh: FreshDatabase
let database: Database
beforeAll(async () => {
  fresh = await freshDatabase()
  database = await openDatabase(fresh.url)
})
afterAll(async () => {
  await database.close()
  await fresh.close()
})

test('a follower that was not woken reads the logs that have moved, and no others', async () => {
  const owner = nodeIdentity('http://localhost:1', 'localhost', 1)
  const owned = ['im-lang', 'da-doi', 'cung-im-lang']
  const heartbeat = await startHeartbeat(database, owner, {
    owned: () => owned,
    takes: () => true,
    lost: () => {},
    certain: () => {},
  })
  for (const conference of owned) {
    await createHead(database, conference, new Date(0))
    await takeLease(database, owner, conference)
  }
  const heads = new Map(owned.map((conference) => [conference, 0]))
  const read: string[] = []
  const follower = startFollower(database, {
    followed: () => owned,
    headOf: (conference) => heads.get(conference) ?? 0,
    catchUp: async (conference) => {
      read.push(conference)
      heads.set(conference, 7)
    },
    ownerless: () => Promise.reject(new Error('there is an owner')),
    log: () => {},
  })
  await moveHead(database, 'da-doi', { seq: 7, at: 0, hash: new Uint8Array(32) })
  await until('read', () => read.length > 0)
  await moveHead(database, 'im-lang', { seq: 7, at: 0, hash: new Uint8Array(32) })
  await until('the next round', () => read.length > 1)
  expect(read).toEqual(['da-doi', 'im-lang'])
  await follower.stop()
  await heartbeat.stop()
})
