import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PublicCommand } from '../../domain/commands.ts'
import { remainingTime } from '../../domain/floor.ts'
import type { Answer, CommandDone, Joined } from '../../domain/protocol.ts'
import { type Database, openDatabase } from '../../server/database/pool.ts'
import { GENESIS } from '../../server/log/chain.ts'
import { findBreak } from '../../server/log/entry.ts'
import { readEvents } from '../../server/log/store.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { LogNode } from '../support/log-node.ts'
import { Page, request, signIn } from '../support/page.ts'
import { participate, viewOf } from '../support/participant.ts'
import { bridges, central, prepareConference, type Tokens } from '../support/prepared-conference.ts'
import { ServerProcess } from '../support/server-process.ts'
import { until } from '../support/until.ts'

let fresh: FreshDatabase
let database: Database
let tokens: Tokens
let conference: string
let first: ServerProcess
let second: ServerProcess
const servers: ServerProcess[] = []
const directories: string[] = []
const closing: (() => void)[] = []

beforeAll(async () => {
  fresh = await freshDatabase()
  database = await openDatabase(fresh.url)
})
beforeEach(async () => {
  conference = `hn-${randomUUID().slice(0, 8)}`
  const node = await LogNode.open(fresh.url)
  tokens = await prepareConference(node.conferences, node.database, conference)
  await node.command(conference, `${central}-chair`, { type: 'conference/open' })
  await node.close()
})
afterEach(async () => {
  for (const close of closing.splice(0)) close()
  for (const server of servers) server.signal('SIGCONT')
  await Promise.all(servers.splice(0).map((server) => server.stop()))
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})
afterAll(async () => {
  await database.close()
  await fresh.close()
})

/** Two servers on one database. */
async function startBoth(): Promise<void> {
  const start = () => {
    const directory = mkdtempSync(join(tmpdir(), 'diem-cau-node-'))
    directories.push(directory)
    return ServerProcess.start(directory, fresh.url)
  }
  servers.push(...(await Promise.all([start(), start()])))
  ;[first, second] = servers as [ServerProcess, ServerProcess]
}

async function page(origin: string, who: keyof Tokens): Promise<{ page: Page; joined: Answer<Joined> }> {
  const made = new Page(origin, await signIn(origin, tokens[who]), conference)
  closing.push(() => made.close())
  await made.connected()
  return { page: made, joined: await made.join() }
}

async function participant(who: keyof Tokens, origin = first.origin) {
  const connection = await participate(origin, tokens[who], conference)
  closing.push(() => connection.close())
  await viewOf(connection, `${who} live`, (view) => view.status === 'live')
  return connection
}

const requested = (bridge: string): PublicCommand => ({
  type: 'floor/request',
  bridge,
  speaker: { name: 'Người nói', title: null },
  topics: [],
})
const ended = (rows: readonly { type: string }[]) => rows.filter((row) => row.type === 'turn-ended').length

describe('a node that does not own the conference', () => {
  beforeEach(startBoth)

  test('names the owner and shows the same state, and refuses to write', async () => {
    const owner = await page(first.origin, 'son-la-chair')
    expect(owner.joined).toMatchObject({ ok: true, value: { owner: null } })
    const follower = await page(second.origin, 'son-la-chair')
    expect(follower.joined).toMatchObject({ ok: true, value: { owner: first.origin } })
    expect(follower.joined.ok && [...follower.joined.value.nodes].sort()).toEqual(
      [first.origin, second.origin].sort(),
    )
    expect(follower.page.state).toEqual(owner.page.state)
    const seq = await owner.page.must(requested('son-la'))
    // What the owner stores comes over to whoever is still here.
    expect(await follower.page.reaches(seq)).toEqual(await owner.page.reaches(seq))
    expect(await follower.page.command(requested('son-la'))).toMatchObject({
      ok: false,
      code: 'node/not-owner',
      detail: { owner: first.origin },
    })
    const list = await request(second.origin, follower.page.sign, '/api/conferences')
    expect(await list.json()).toMatchObject({ conferences: [{ id: conference, phase: 'open' }] })
  })
})

describe('when the owner dies in the middle of a turn', () => {
  beforeEach(startBoth)

  test('everybody is on the other node, the turn goes on by the same clock and ends once', async () => {
    const people = ['chair', 'secretary'] as const
    const everybody = await Promise.all(
      bridges.flatMap((bridge) => people.map((role) => participant(`${bridge}-${role}`))),
    )
    const chair = everybody[0]
    const son = everybody[2]
    if (!chair || !son) throw new Error('nobody there')
    const asked = await son.command(requested('son-la'))
    const waiting = asked.ok ? (asked.value.first ?? 0) : 0
    await chair.command({ type: 'floor/call', request: waiting, seconds: 120, outOfOrder: false })
    const { state: before } = await viewOf(son, 'the turn', (view) => view.state?.floor.turns.length === 1)
    const turn = before?.floor.turns[0]
    if (!turn) throw new Error('no turn')
    await first.kill()
    // What is asked for while nobody is there is done once somebody is.
    const extended = chair.command({ type: 'floor/extend', turn: turn.id, seconds: 30 })
    await Promise.all(everybody.map((one) => viewOf(one, 'offline', (view) => view.status !== 'live')))
    await Promise.all(everybody.map((one) => viewOf(one, 'live again', (view) => view.status === 'live')))
    expect(await extended).toMatchObject({ ok: true })
    const state = chair.view().state
    const after = state?.floor.turns[0]
    expect(after).toMatchObject({ id: turn.id, grantedAt: turn.grantedAt, seconds: 150 })
    expect(after?.state).toEqual({ kind: 'speaking' })
    const now = chair.serverNow()
    expect(after && remainingTime(after, now)).toBe(150_000 - (now - turn.grantedAt))
    // Both who may end it do so at the same time.
    const ends = await Promise.all([
      son.command({ type: 'floor/yield', turn: turn.id }),
      chair.command({ type: 'floor/take-back', turn: turn.id }),
    ])
    expect(ends.filter((answer) => answer.ok)).toHaveLength(1)
    const rows = await readEvents(database, conference, 0)
    expect(ended(rows)).toBe(1)
    expect(findBreak(rows, { seq: 0, at: 0, hash: GENESIS })).toBeNull()
  })

  test('a command whose answer was lost is applied once, and answered with what it did', async () => {
    const { page: old } = await page(first.origin, 'son-la-chair')
    const id = randomUUID()
    const done: Answer<CommandDone> = await old.command(requested('son-la'), id)
    await first.kill()
    const { page: again } = await page(second.origin, 'son-la-chair')
    const repeated = await until('the other node has taken over', async () => {
      const answer = await again.command(requested('son-la'), id)
      return answer.ok || answer.code !== 'node/not-owner' ? answer : null
    })
    expect(repeated).toEqual(done)
    const rows = await readEvents(database, conference, 0)
    expect(rows.filter((row) => row.type === 'floor-requested')).toHaveLength(1)
  })

  test('an owner that only hung finds itself replaced: what it had pending is refused, its pages move', async () => {
    const { page: old } = await page(first.origin, 'son-la-chair')
    const moved = await participant('ha-noi-chair')
    first.signal('SIGSTOP')
    const pending = old.command(requested('son-la')).catch(() => null)
    const { page: there } = await page(second.origin, 'dien-bien-chair')
    await until('the other node has taken over', async () => {
      const joined = await there.join()
      return joined.ok && joined.value.owner === null
    })
    await there.must(requested('dien-bien'))
    const { rows: owners } = await database.query<{ owner: string; epoch: number }>(
      'SELECT owner, epoch FROM conference WHERE id = $1',
      [conference],
    )
    first.signal('SIGCONT')
    const answer = await pending
    expect(answer).not.toMatchObject({ ok: true })
    const view = await viewOf(
      moved,
      'moved',
      (seen) => seen.status === 'live' && seen.state?.seq === there.state?.seq,
    )
    expect(view.state?.floor.queue.map((held) => held.bridge)).toEqual(['dien-bien'])
    const { rows: still } = await database.query('SELECT owner, epoch FROM conference WHERE id = $1', [
      conference,
    ])
    expect(still).toEqual(owners)
    const rows = await readEvents(database, conference, 0)
    expect(rows.filter((row) => row.type === 'floor-requested')).toHaveLength(1)
    expect(findBreak(rows, { seq: 0, at: 0, hash: GENESIS })).toBeNull()
  })
})

describe('the lease', () => {
  test('keeps an old owner from appending, whatever it believes', async () => {
    const one = await LogNode.open(fresh.url, { port: 1 })
    const other = await LogNode.open(fresh.url, { port: 2 })
    await one.conferences.enter(conference)
    expect(await one.command(conference, 'son-la-chair', requested('son-la'))).toMatchObject({
      kind: 'accepted',
    })
    await database.query(`UPDATE conference SET lease_until = now() - interval '1 second' WHERE id = $1`, [
      conference,
    ])
    expect((await other.conferences.enter(conference)).kind).toBe('owner')
    const late = one.command(conference, 'ha-noi-chair', requested('ha-noi'))
    await expect(late).rejects.toMatchObject({ code: 'node/not-owner' })
    // Two may not even own it in turns without each noticing: the epoch has grown.
    await until('the first knows', () => !one.conferences.owns(conference))
    expect((await one.conferences.enter(conference)).kind).toBe('follower')
    expect(await other.command(conference, 'ha-noi-chair', requested('ha-noi'))).toMatchObject({
      kind: 'accepted',
    })
    await other.close()
    await until('the first takes over what was given back', () => one.conferences.owns(conference))
    expect(one.conferences.loaded(conference).state.floor.queue).toHaveLength(2)
    await one.close()
  })

  test('has exactly one holder when many ask at once', async () => {
    const nodes = await Promise.all([1, 2, 3, 4, 5].map((port) => LogNode.open(fresh.url, { port })))
    const kinds = await Promise.all(
      nodes.map(async (node) => (await node.conferences.enter(conference)).kind),
    )
    expect(kinds.filter((kind) => kind === 'owner')).toHaveLength(1)
    const results = await Promise.allSettled(
      nodes.map((node) => node.command(conference, 'son-la-chair', requested('son-la'))),
    )
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    await Promise.all(nodes.map((node) => node.close()))
  })
})
