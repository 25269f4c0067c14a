import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PublicCommand } from '../../domain/commands.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { LogNode } from '../support/log-node.ts'
import { Page, signIn } from '../support/page.ts'
import { central, prepareConference, type Tokens } from '../support/prepared-conference.ts'
import { ServerProcess } from '../support/server-process.ts'
import { until } from '../support/until.ts'

let fresh: FreshDatabase
let tokens: Tokens
let conference: string
const servers: ServerProcess[] = []
const directories: string[] = []
const closing: (() => void | Promise<void>)[] = []

beforeAll(async () => {
  fresh = await freshDatabase()
})
beforeEach(async () => {
  conference = `hn-${randomUUID().slice(0, 8)}`
  const node = await LogNode.open(fresh.url)
  tokens = await prepareConference(node.conferences, node.database, conference)
  await node.command(conference, `${central}-chair`, { type: 'conference/open' })
  await node.close()
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await Promise.all(servers.splice(0).map((server) => server.stop()))
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})
afterAll(() => fresh.close())

async function start(): Promise<ServerProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-drain-'))
  directories.push(directory)
  const server = await ServerProcess.start(directory, fresh.url)
  servers.push(server)
  return server
}

async function page(origin: string, who: keyof Tokens): Promise<Page> {
  const made = new Page(origin, await signIn(origin, tokens[who]), conference)
  closing.push(() => made.close())
  await made.connected()
  return made
}

async function joinedAt(origin: string, who: keyof Tokens): Promise<Page> {
  const made = await page(origin, who)
  expect(await made.join()).toMatchObject({ ok: true, value: { owner: null } })
  return made
}

const health = async ({ origin }: ServerProcess) => {
  const response = await fetch(`${origin}/healthz`)
  return { code: response.status, ...((await response.json()) as { status: string }) }
}
const becomes = (server: ServerProcess, status: string) =>
  until(status, async () => (await health(server)).status === status)
const requested: PublicCommand = {
  type: 'floor/request',
  bridge: 'son-la',
  speaker: { name: 'Người nói', title: null },
  topics: [],
}

describe('a node that is emptied for maintenance', () => {
  test('says so, hands over what rests, and tells every page where', async () => {
    const [first, second] = await Promise.all([start(), start()])
    const here = await joinedAt(first.origin, 'son-la-chair')
    first.signal('SIGUSR2')
    await becomes(first, 'draining')
    expect(await health(first)).toMatchObject({ code: 503, status: 'draining', failing: [] })
    await until('told', () => here.heardOf('moved').length > 0)
    expect(here.heardOf('moved')).toEqual([{ conference, owner: second.origin }])
    // At once, not when a lease has run out: the other node is asked only now.
    const there = await joinedAt(second.origin, 'son-la-chair')
    await there.must(requested)
    expect(await here.command(requested)).toMatchObject({
      code: 'node/not-owner',
      detail: { owner: second.origin },
    })
    const late = await page(first.origin, 'ha-noi-chair')
    expect(await late.join()).toMatchObject({ ok: true, value: { owner: second.origin } })
    // Nobody is sent here any more.
    await until('not named as a server', async () => {
      const answer = await late.join()
      return answer.ok && !answer.value.nodes.includes(first.origin)
    })
  })

  test('keeps a conference until its turn has ended', async () => {
    const [first, second] = await Promise.all([start(), start()])
    const chair = await joinedAt(first.origin, `${central}-chair`)
    const son = await joinedAt(first.origin, 'son-la-chair')
    const asked = await son.must(requested)
    const turn = await chair.must({ type: 'floor/call', request: asked, seconds: 300, outOfOrder: false })
    first.signal('SIGUSR2')
    await becomes(first, 'draining')
    // The other node knows of the conference, and does not take it.
    const watching = await page(second.origin, 'ha-noi-chair')
    expect(await watching.join()).toMatchObject({ ok: true, value: { owner: first.origin } })
    await chair.must({ type: 'floor/extend', turn, seconds: 60 })
    expect(chair.heardOf('moved')).toEqual([])
    await son.must({ type: 'floor/yield', turn })
    await until('moved', () => chair.heardOf('moved').length > 0)
    const there = await joinedAt(second.origin, `${central}-chair`)
    expect(there.state?.floor.turns).toMatchObject([{ id: turn, seconds: 360, state: { kind: 'ended' } }])
  })

  test('takes conferences again after the second signal', async () => {
    const [first, second] = await Promise.all([start(), start()])
    first.signal('SIGUSR2')
    await becomes(first, 'draining')
    first.signal('SIGUSR2')
    await becomes(first, 'ok')
    const here = await joinedAt(first.origin, 'son-la-chair')
    second.signal('SIGUSR2')
    await becomes(second, 'draining')
    await here.must(requested)
    expect(here.heardOf('moved')).toEqual([])
  })
})

describe('a node that is emptied while it is the only one', () => {
  test('keeps what it has, takes what comes, and says so once', async () => {
    const said: string[] = []
    const node = await LogNode.open(fresh.url, { log: (line) => void said.push(line) })
    closing.push(() => node.close())
    node.conferences.drain()
    expect((await node.conferences.enter(conference)).kind).toBe('owner')
    const keeps = () => said.filter((line) => line.startsWith('No other node is live: keeping'))
    await until('said', () => keeps().length > 0)
    expect(keeps()[0]).toContain(conference)
    expect(await node.command(conference, 'son-la-chair', requested)).toMatchObject({ kind: 'accepted' })
    // Another one comes: it is handed over after all.
    const other = await LogNode.open(fresh.url, { port: 2 })
    closing.push(() => other.close())
    await until('handed over', async () => (await other.conferences.enter(conference)).kind === 'owner')
    expect(other.conferences.loaded(conference).state.floor.queue).toHaveLength(1)
    expect(keeps()).toHaveLength(1)
    // Nor does it begin one.
    const begun = prepareConference(node.conferences, node.database, `${conference}-moi`)
    await expect(begun).rejects.toMatchObject({
      code: 'node/not-owner',
      detail: { owner: 'http://localhost:2' },
    })
    await node.conferences.endDraining()
    await prepareConference(node.conferences, node.database, `${conference}-moi`)
    expect(node.conferences.owns(`${conference}-moi`)).toBe(true)
  })
})
