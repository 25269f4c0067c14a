import { createHash, randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { SimulatedClock } from '../../server/clock.ts'
import { AppError } from '../../server/errors.ts'
import type { CommandResult } from '../../server/log/job.ts'
import { getBlob, putBlob } from '../../server/minutes/blobs.ts'
import { FileTurns } from '../../server/minutes/file-turns.ts'
import { renewalAt } from '../../server/minutes/stamp-due.ts'
import { Stamping, type Stamps } from '../../server/minutes/stamping.ts'
import { oids } from '../../server/signing/asn1/oids.ts'
import { openStamps } from '../../server/signing/stamps.ts'
import { demoTsa } from '../../server/signing/timestamp/demo-tsa.ts'
import { preparedPdf } from '../signing/prepared-pdf.ts'
import { codes, judge, makeAuthority, now, pki, signAs } from '../signing/signed-pdf.ts'
import { reply, stamps, startWebServer, tsa, type WebServer } from '../signing/tsa-server.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { LogNode } from '../support/log-node.ts'
import { central, personCalled, prepareConference } from '../support/prepared-conference.ts'
import { until } from '../support/until.ts'

const fields = ['secretary', 'chair'] as const
let fresh: FreshDatabase
let authority: WebServer
let clock: SimulatedClock
let node: LogNode
let turns: FileTurns
let stamping: Stamping
let conference: string

beforeAll(async () => {
  fresh = await freshDatabase()
})
beforeEach(async () => {
  authority = await startWebServer(stamps)
  clock = new SimulatedClock(now)
  await open()
  conference = `hn-${randomUUID().slice(0, 8)}`
  await prepareConference(node.conferences, node.database, conference)
  const base = await preparedPdf()
  for (const type of ['conference/open', 'conference/conclude'] as const)
    await node.command(conference, `${central}-chair`, { type })
  const seal = { type: 'minutes/seal', gapReason: 'Thử niêm phong' } as const
  expect(await node.command(conference, `${central}-chair`, seal)).toMatchObject({ kind: 'accepted' })
  const sha256 = await putBlob(node.database, base)
  const rendered = { type: 'minutes/rendered', version: 1, sha256, size: base.length } as const
  await node.conferences.command(conference, 'rendered', rendered, { kind: 'system' })
})
afterEach(async () => {
  await close()
  await authority.close()
})
afterAll(() => fresh.close())

/** The node, with the demonstration's revocation and an authority over HTTP. */
async function open(given?: Stamps | null): Promise<void> {
  node = await LogNode.open(fresh.url, { clock })
  turns = new FileTurns()
  const own = openStamps({
    tsa: { url: authority.url, timeoutMs: 60_000 },
    pki: async () => pki,
    roots: [pki.rootPem],
    now: () => clock.now(),
  })
  const { database, conferences } = node
  stamping = new Stamping({
    ...{ database, conferences, clock, turns, retryAfterMs: 20, report: () => {} },
    stamps: given === undefined ? own : given,
  })
}

async function close(): Promise<void> {
  await stamping.close()
  await node.close()
}

function minutes() {
  const { minutes: held } = node.conferences.loaded(conference).state
  if (held.kind !== 'sealed') throw new Error('not sealed')
  return held
}

async function newestFile(): Promise<Uint8Array> {
  const bytes = await getBlob(node.database, minutes().newest ?? '')
  if (!bytes) throw new Error('no file')
  return bytes
}

/** Signs the newest file, as the server does. */
function sign(field: (typeof fields)[number]): Promise<CommandResult> {
  return turns.take(conference, async () => {
    const { newest } = minutes()
    const bytes = await signAs(await newestFile(), field, pki.signers[field].signer, clock.now())
    const sha256 = await putBlob(node.database, bytes)
    const said = { version: 1, field, base: newest ?? '', size: bytes.length, signer: 'Minh họa' }
    const certificate = createHash('sha256').update('chứng thư').digest('hex')
    const command = { type: 'minutes/signed', ...said, sha256, certificate } as const
    return node.conferences.command(conference, `sign-${field}`, command, personCalled(`${central}-${field}`))
  })
}

const kinds = () => minutes().stamps.map(({ kind }) => kind)
const stamped = (count: number) => until(`${count} stamps`, () => kinds().length === count)
const status = () => stamping.status(conference)

test('each signature gets its timestamp, and the file its archive stamp once all have signed', async () => {
  expect(await sign('secretary')).toMatchObject({ kind: 'accepted' })
  await stamped(1)
  expect(minutes().stamps[0]).toMatchObject({ by: 'Điểm Cầu – Dấu thời gian (minh họa)', time: now })
  expect(await sign('chair')).toMatchObject({ kind: 'accepted' })
  await stamped(3)
  expect(kinds()).toEqual(['signature', 'signature', 'archive'])
  const file = await newestFile()
  expect(createHash('sha256').update(file).digest('hex')).toBe(minutes().stamps[2]?.sha256)
  const verdict = judge(file, [pki.rootPem], now)
  expect([codes(verdict), codes(verdict, 'incomplete')]).toEqual([[], []])
  expect(status()).toEqual({ state: 'idle', since: null, attempts: 0, problem: null })
})

test('an authority that does not answer blocks nobody: the status says so, and the chair signs meanwhile', async () => {
  const waiting: (() => void)[] = []
  authority.answer = (response, request) => {
    waiting.push(() => void tsa.respond(request).then((bytes) => reply(response, bytes)))
  }
  await sign('secretary')
  await until('asked', () => waiting.length === 1)
  expect(status()).toEqual({ state: 'waiting', since: now, attempts: 0, problem: null })
  clock.moveTo(now + 131_000)
  const signed = await sign('chair')
  expect(signed).toMatchObject({ kind: 'accepted' })
  // The first answer comes too late for its signature: the next stamps prove its time.
  waiting[0]?.()
  for (const asked of [2, 3]) {
    await until(`asked ${asked} times`, () => waiting.length === asked)
    waiting[asked - 1]?.()
  }
  await stamped(2)
  expect(kinds()).toEqual(['signature', 'archive'])
  expect(codes(judge(await newestFile(), [pki.rootPem], clock.now()))).toEqual([])
})

const slow = demoTsa(pki.tsa.signer, () => now - 3_600_000)
const stranger = demoTsa(
  makeAuthority().issue({
    commonName: 'Người lạ',
    contents: { extendedKeyUsage: [oids.timeStamping], criticalExtendedKeyUsage: true },
  }),
  () => now,
)
const failing: [string, (response: ServerResponse, request: Uint8Array) => unknown, string][] = [
  ['fails', (response) => response.writeHead(500).end(), 'signing/timestamp-unreachable'],
  ['answers garbage', (response) => reply(response, Buffer.from('lỗi')), 'signing/timestamp-wrong'],
  [
    'has another clock',
    async (response, request) => reply(response, await slow.respond(request)),
    'signing/timestamp-wrong',
  ],
  [
    'nobody trusts',
    async (response, request) => reply(response, await stranger.respond(request)),
    'signing/timestamp-wrong',
  ],
  ['hangs up', (response) => response.destroy(), 'signing/timestamp-unreachable'],
]
test.each(failing)(
  'an authority that %s is asked again until it is right',
  async (_what, answer, problem) => {
    authority.answer = answer
    await sign('secretary')
    await until('two tries', () => status().attempts >= 2)
    expect(status()).toMatchObject({ state: 'waiting', since: now, problem })
    expect(kinds()).toEqual([])
    authority.answer = stamps
    await stamped(1)
    expect(status().state).toBe('idle')
  },
)

test('what was waiting is stamped after a restart, without anybody opening the conference', async () => {
  authority.answer = () => undefined
  await sign('secretary')
  await until('asked', () => authority.requests.length > 0)
  await close()
  authority.answer = stamps
  await open()
  await until('taken up', () => node.conferences.owns(conference))
  await stamped(1)
  expect(kinds()).toEqual(['signature'])
})

test('an archive stamp is renewed before its authority’s certificate ends, and once', async () => {
  for (const field of fields) await sign(field)
  await until('archived', () => kinds().includes('archive'))
  const first = minutes().stamps.find(({ kind }) => kind === 'archive')
  if (!first) throw new Error('no archive stamp')
  const before = kinds().length
  const archived = await newestFile()
  await close()
  clock.moveTo(renewalAt(first))
  authority.answer = async (response, request) => {
    reply(response, await demoTsa(pki.tsa.signer, () => clock.now()).respond(request))
  }
  await open()
  await until('taken up', () => node.conferences.owns(conference))
  await stamped(before + 1)
  expect(minutes().stamps.at(-1)).toMatchObject({ kind: 'archive', time: clock.now() })
  expect(Buffer.compare((await newestFile()).subarray(0, archived.length), archived)).toBe(0)
  expect(status().state).toBe('idle')
})

test('a file that somebody is signing outside stays as it is', async () => {
  turns.hold(conference, now + 60_000, now)
  await sign('secretary')
  await until('asked', () => authority.requests.length > 0)
  await turns.settled()
  expect(await sign('chair')).toMatchObject({ kind: 'accepted' })
  turns.release(conference)
  await until('archived', () => kinds().includes('archive'))
  expect(kinds()).toEqual(['signature', 'archive'])
})

test('without an authority nothing is stamped, and the status says why', async () => {
  await close()
  await open(null)
  await node.conferences.enter(conference)
  await sign('secretary')
  expect(status()).toMatchObject({ state: 'failed', problem: 'signing/no-timestamps', attempts: 0 })
  expect(kinds()).toEqual([])
})

test('revocation data that never comes is waited for two days, and then left out', async () => {
  await close()
  const own = openStamps({ tsa: null, pki: async () => pki, roots: [pki.rootPem], now: () => clock.now() })
  const asked: string[] = []
  await open({
    signature: (pdf, field) => own?.signature(pdf, field) ?? Promise.reject(new Error('no authority')),
    archive: (pdf, missing) => {
      asked.push(missing)
      if (missing === 'fail') return Promise.reject(new AppError('signing/revocation-unreachable'))
      return own?.archive(pdf, missing) ?? Promise.reject(new Error('no authority'))
    },
  })
  await node.conferences.enter(conference)
  for (const field of fields) await sign(field)
  await until('failed', () => status().problem === 'signing/revocation-unreachable')
  expect(kinds()).not.toContain('archive')
  clock.moveTo(now + 2 * 86_400_000)
  await until('archived', () => kinds().includes('archive'))
  expect(asked.at(-1)).toBe('leave-out')
})

test('a signature that cannot be stamped does not keep the file from its archive stamp', async () => {
  await close()
  const own = openStamps({ tsa: null, pki: async () => pki, roots: [pki.rootPem], now: () => clock.now() })
  const cramped: Stamps = {
    signature: () => Promise.reject(new AppError('signing/too-large')),
    archive: (pdf) => own?.archive(pdf) ?? Promise.reject(new Error('no authority')),
  }
  await open(cramped)
  await node.conferences.enter(conference)
  for (const field of fields) await sign(field)
  await stamped(1)
  expect(kinds()).toEqual(['archive'])
})
