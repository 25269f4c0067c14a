import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Command, PublicCommand } from '../../domain/commands.ts'
import { evolve } from '../../domain/rules.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import { SimulatedClock } from '../../server/clock.ts'
import { GENESIS } from '../../server/log/chain.ts'
import { entryOf, findBreak } from '../../server/log/entry.ts'
import { readEvents } from '../../server/log/store.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { LogNode } from '../support/log-node.ts'
import { central, personCalled, plan, prepareConference } from '../support/prepared-conference.ts'

let fresh: FreshDatabase
let owner: pg.Client
let node: LogNode
let conference: string

beforeAll(async () => {
  fresh = await freshDatabase()
  owner = new pg.Client({ connectionString: fresh.url })
  await owner.connect()
})
beforeEach(async () => {
  node = await LogNode.open(fresh.url)
  conference = `hn-${randomUUID().slice(0, 8)}`
  await prepareConference(node.conferences, node.database, conference)
  await node.command(conference, `${central}-chair`, { type: 'conference/open' })
})
afterEach(() => node.close())
afterAll(async () => {
  await owner.end()
  await fresh.close()
})

const chair = `${central}-chair`
const request = (bridge: string, name = 'Nguyễn Văn A'): PublicCommand => ({
  type: 'floor/request',
  bridge,
  speaker: { name, title: null },
  topics: [],
})
const file = (bridge: string): PublicCommand => ({
  type: 'contribution/file',
  bridge,
  speaker: { name: 'Nguyễn Văn A', title: null },
  topics: [],
})

/** What the disk says, read on a connection of its own. */
async function onDisk(id = conference): Promise<ConferenceState> {
  const rows = await readEvents(node.database, id, 0)
  return rows.reduce((state, row) => evolve(state, entryOf(row)), emptyConference)
}

const genesis = { seq: 0, at: 0, hash: GENESIS }

describe('group commit', () => {
  test('what is acknowledged is on disk, and memory says the same', async () => {
    const results = await Promise.all(
      Array.from({ length: 300 }, () => node.command(conference, 'son-la-secretary', file('son-la'))),
    )
    const rows = await readEvents(node.database, conference, 0)
    const stored = new Set(rows.map((row) => row.seq))
    for (const result of results) {
      expect(result).toMatchObject({ kind: 'accepted' })
      if (result.kind === 'accepted') expect(stored.has(result.first ?? 0)).toBe(true)
    }
    expect(new Set(results.map((result) => result.kind === 'accepted' && result.first)).size).toBe(300)
    expect(await onDisk()).toEqual(node.conferences.loaded(conference).state)
  })

  test('an acknowledgement never comes before its commit', async () => {
    // While the head is locked elsewhere nothing can be committed, so nothing may be acknowledged.
    await owner.query('BEGIN')
    await owner.query('SELECT 1 FROM conference WHERE id = $1 FOR UPDATE', [conference])
    let acknowledged = false
    const before = node.conferences.loaded(conference).state
    const asked = node.command(conference, 'son-la-chair', request('son-la')).then((result) => {
      acknowledged = true
      return result
    })
    await owner.query('SELECT pg_sleep(0.3)')
    expect(acknowledged).toBe(false)
    expect(node.conferences.loaded(conference).state).toBe(before)
    await owner.query('COMMIT')
    expect(await asked).toMatchObject({ kind: 'accepted' })
    expect((await onDisk()).floor.queue).toHaveLength(1)
  })

  test('listeners hear each entry once, in order, when it is already on disk', async () => {
    const heard: number[] = []
    const looks: Promise<boolean>[] = []
    node.conferences.loaded(conference).subscribe((steps) => {
      for (const { entry } of steps) {
        heard.push(entry.seq)
        looks.push(readEvents(node.database, conference, entry.seq - 1).then((rows) => rows.length > 0))
      }
    })
    const from = node.conferences.loaded(conference).head.seq
    await Promise.all(
      Array.from({ length: 40 }, () => node.command(conference, 'ha-noi-chair', file('ha-noi'))),
    )
    expect(heard).toEqual(Array.from({ length: 40 }, (_, index) => from + index + 1))
    expect(await Promise.all(looks)).not.toContain(false)
  })

  test('many jobs in two conferences at once: each log is whole and each state as the disk says', async () => {
    const other = `hn-${randomUUID().slice(0, 8)}`
    await prepareConference(node.conferences, node.database, other)
    await node.command(other, chair, { type: 'conference/open' })
    const asked = Array.from({ length: 400 }, (_, index) => {
      const where = index % 2 === 0 ? conference : other
      const bridge = index % 3 === 0 ? 'son-la' : 'ha-noi'
      return node.command(where, `${bridge}-secretary`, index % 5 === 0 ? request(bridge) : file(bridge))
    })
    await Promise.all(asked)
    for (const id of [conference, other]) {
      expect(findBreak(await readEvents(node.database, id, 0), genesis)).toBeNull()
      expect(await onDisk(id)).toEqual(node.conferences.loaded(id).state)
    }
  })

  test('the head row names the last entry, its hash and its time', async () => {
    await node.command(conference, 'son-la-chair', request('son-la'))
    const rows = await readEvents(node.database, conference, 0)
    const last = rows.at(-1)
    const { rows: heads } = await owner.query('SELECT seq, hash, at FROM conference WHERE id = $1', [
      conference,
    ])
    expect({ ...heads[0], seq: Number(heads[0].seq) }).toEqual({
      seq: last?.seq,
      hash: last?.hash,
      at: last?.at,
    })
  })
})

describe('a retry', () => {
  test('returns what was stored and adds nothing', async () => {
    const id = randomUUID()
    const first = await node.command(conference, 'son-la-chair', request('son-la'), id)
    const head = node.conferences.loaded(conference).head.seq
    expect(await node.command(conference, 'son-la-chair', request('son-la'), id)).toEqual(first)
    expect(node.conferences.loaded(conference).head.seq).toBe(head)
  })

  test('in the same batch is answered like the first', async () => {
    const id = randomUUID()
    const [first, second] = await Promise.all([
      node.command(conference, 'son-la-chair', request('son-la'), id),
      node.command(conference, 'son-la-chair', request('son-la'), id),
    ])
    expect(first).toMatchObject({ kind: 'accepted' })
    expect(second).toEqual(first)
    expect((await onDisk()).floor.queue).toHaveLength(1)
  })

  test('of a refused command is refused with the same code, although it would be accepted now', async () => {
    const id = randomUUID()
    const call: PublicCommand = { type: 'floor/call', request: 999, seconds: 60, outOfOrder: false }
    const refused = await node.command(conference, chair, call, id)
    expect(refused).toEqual({ kind: 'refused', code: 'floor/unknown-request' })
    const asked = await node.command(conference, 'son-la-chair', request('son-la'))
    const waiting = asked.kind === 'accepted' ? (asked.first ?? 0) : 0
    const again: PublicCommand = { ...call, request: waiting }
    expect(await node.command(conference, chair, again, id)).toEqual(refused)
  })

  test('after a restart is answered from the disk', async () => {
    const id = randomUUID()
    const first = await node.command(conference, 'son-la-chair', request('son-la'), id)
    await node.close()
    node = await LogNode.open(fresh.url)
    await node.conferences.enter(conference)
    expect(await node.command(conference, 'son-la-chair', request('son-la'), id)).toEqual(first)
  })

  test("another actor's id is refused, and the stored result is not told", async () => {
    const id = randomUUID()
    await node.command(conference, 'son-la-chair', request('son-la'), id)
    const taken = { kind: 'refused', code: 'command/id-taken' }
    expect(await node.command(conference, 'ha-noi-chair', request('ha-noi'), id)).toEqual(taken)
    const device = { kind: 'hall', bridge: 'son-la', device: 'son-la-chair' } as const
    expect(await node.command(conference, device, request('son-la'), id)).toEqual(taken)
    expect((await onDisk()).floor.queue).toHaveLength(1)
  })

  test('the same id in another conference is another command', async () => {
    const other = `hn-${randomUUID().slice(0, 8)}`
    await prepareConference(node.conferences, node.database, other)
    await node.command(other, chair, { type: 'conference/open' })
    const id = randomUUID()
    const here = node.command(conference, 'son-la-chair', request('son-la'), id)
    const there = node.command(other, 'ha-noi-chair', request('ha-noi'), id)
    expect(await Promise.all([here, there])).toMatchObject([{ kind: 'accepted' }, { kind: 'accepted' }])
  })
})

test('the time of an entry never goes back, whatever the clock does', async () => {
  const clock = new SimulatedClock(Date.now() + 3_600_000)
  const ahead = await LogNode.open(fresh.url, { clock })
  await node.close()
  await ahead.conferences.enter(conference)
  await ahead.command(conference, 'son-la-chair', request('son-la'))
  await ahead.close()
  // The next server's clock is an hour behind.
  node = await LogNode.open(fresh.url)
  await node.conferences.enter(conference)
  await node.command(conference, 'ha-noi-chair', request('ha-noi'))
  await node.command(conference, 'dien-bien-chair', request('dien-bien'))
  const times = (await readEvents(node.database, conference, 0)).map((row) => row.at.getTime())
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(times.at(-1)).toBe(clock.now())
})

describe('the chain', () => {
  test('verifies from the first entry', async () => {
    await node.command(conference, 'son-la-chair', request('son-la'))
    const rows = await readEvents(node.database, conference, 0)
    expect(rows.length).toBeGreaterThan(20)
    expect(findBreak(rows, genesis)).toBeNull()
  })

  test('verifies without the salt and payload of an erased entry', async () => {
    const rows = await readEvents(node.database, conference, 0)
    expect(
      findBreak(
        rows.map((row) => ({ ...row, salt: null, payload: null })),
        genesis,
      ),
    ).toBeNull()
  })

  test.each<[string, string, 'missing' | 'commitment' | 'hash']>([
    ['a payload', `UPDATE event SET payload = replace(payload, 'son-la', 'ha-noi')`, 'commitment'],
    ['an actor', `UPDATE event SET payload = replace(payload, '"person"', '"system"')`, 'commitment'],
    ['a salt', `UPDATE event SET salt = sha256(salt)`, 'commitment'],
    ['a time', `UPDATE event SET at = at + interval '1 second'`, 'hash'],
    ['a type', `UPDATE event SET type = 'request-withdrawn'`, 'hash'],
    ['a version', `UPDATE event SET version = 2`, 'hash'],
    ['a commitment', `UPDATE event SET commitment = sha256(commitment), salt = NULL, payload = NULL`, 'hash'],
    ['a hash', `UPDATE event SET hash = sha256(hash)`, 'hash'],
    ['its place', `DELETE FROM event`, 'missing'],
    ['the conference', `UPDATE event SET conference = 'khac'`, 'hash'],
  ])('is broken where %s was changed', async (_what, statement, what) => {
    await node.command(conference, 'son-la-chair', request('son-la'))
    const seq = node.conferences.loaded(conference).head.seq
    await node.command(conference, 'ha-noi-chair', request('ha-noi'))
    await owner.query('BEGIN')
    try {
      await owner.query(`INSERT INTO conference (id, hash, at) VALUES ('khac', '', now())`)
      await owner.query(`${statement} WHERE conference = $1 AND seq = $2`, [conference, seq])
      const { rows } = await owner.query(
        `SELECT $1 AS conference, seq::int, at, type, version, salt, payload, commitment, hash FROM event
         WHERE conference = $1 ORDER BY seq`,
        [statement.includes('khac') ? 'khac' : conference],
      )
      const head = statement.includes('khac')
        ? {
            ...genesis,
            seq: seq - 1,
            hash: (await readEvents(node.database, conference, seq - 2))[0]?.hash ?? GENESIS,
          }
        : genesis
      expect(findBreak(rows, head)).toEqual({ seq, what })
    } finally {
      await owner.query('ROLLBACK')
    }
  })

  test('an entry put in between is found', async () => {
    await node.command(conference, 'son-la-chair', request('son-la'))
    const rows = await readEvents(node.database, conference, 0)
    const [first, second, ...rest] = rows
    if (!first || !second) throw new Error('a conference has entries')
    const forged = [first, { ...first, seq: 2 }, { ...second, seq: 3 }]
    expect(findBreak(forged, genesis)).toEqual({ seq: 2, what: 'hash' })
    expect(findBreak([second, first, ...rest], genesis)).toEqual({ seq: 1, what: 'missing' })
  })
})

test('the role that the server works as can neither change nor remove what was said', async () => {
  const refused = /permission denied/
  for (const table of ['event', 'command', 'document_update', 'late_update', 'blob']) {
    await expect(node.database.query(`DELETE FROM ${table}`)).rejects.toThrow(refused)
    await expect(node.database.query(`TRUNCATE ${table}`)).rejects.toThrow(refused)
  }
  await expect(node.database.query(`UPDATE event SET payload = '{}'`)).rejects.toThrow(refused)
  await expect(node.database.query(`UPDATE event SET at = now()`)).rejects.toThrow(refused)
  await expect(node.database.query(`UPDATE command SET result = '{}'`)).rejects.toThrow(refused)
  await expect(node.database.query(`UPDATE document_update SET author = ''`)).rejects.toThrow(refused)
  await expect(node.database.query('DROP TABLE event')).rejects.toThrow(/must be owner/)
  await expect(node.database.query('ALTER TABLE event DISABLE TRIGGER ALL')).rejects.toThrow(/must be owner/)
  const { rows } = await node.database.query<{ role: string }>('SELECT current_user AS role')
  expect(rows[0]?.role).toBe('diemcau_app')
})

test('a conference is created once, and its id cannot be taken by another', async () => {
  const create: Command = { type: 'conference/create', plan, topics: [], bridges: [] }
  const again = (by: string) =>
    node.conferences.command(conference, `create-by-${by}`, create, personCalled(by))
  expect(await again('organiser')).toMatchObject({ kind: 'refused', code: 'conference/exists' })
  expect(await again('ai-do')).toMatchObject({ kind: 'refused', code: 'access/not-allowed' })
})
