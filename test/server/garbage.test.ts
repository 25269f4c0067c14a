import { randomBytes, randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { base64Of } from '../../domain/base64.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { Page, type SignIn, signIn } from '../support/page.ts'
import { central, plan, prepareConference, type Tokens } from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'

/*
 * Whatever arrives, the server answers with a code of its own and goes on. It runs in this process: an exception or
 * rejection that nobody caught fails the run.
 */

const conference = 'hoi-nghi'
let fresh: FreshDatabase
let server: RunningServer
let tokens: Tokens
let organiser: SignIn

beforeAll(async () => {
  fresh = await freshDatabase()
  server = await startServer(fresh.url)
  tokens = await prepareConference(server.conferences, server.database, conference)
  organiser = await signIn(server.origin, tokens.organiser)
  await server.conferences.command(
    conference,
    'open-it-now',
    { type: 'conference/open' },
    { kind: 'person', person: 'organiser', name: '' },
  )
})
afterAll(async () => {
  await server.close()
  await fresh.close()
})

/** Words that programs stumble over. */
const evil = fc.constantFrom<unknown>(
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '\u0000',
  '\ud800',
  'a\u0301'.repeat(300),
  '../../etc/passwd',
  '%00',
  "'; DROP TABLE event; --",
  'x'.repeat(100_000),
  '',
  ' ',
  -1,
  0,
  2 ** 53,
  1e308,
  -0,
  0.5,
  null,
  true,
  [],
  {},
  [[[[]]]],
  { length: 5 },
  { type: 'Buffer', data: [1, 2, 3] },
  { _placeholder: true, num: 99 },
  'conference/create',
  'minutes/sealed',
)
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array))
const anything = fc.oneof(evil, bytes, fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>)

/** Messages that are right, to be spoilt in one place. */
const speaker = { name: 'Người nói', title: null }
const right: readonly (readonly [string, Record<string, unknown>])[] = [
  ['join', { conference, build: 1, since: 3 }],
  ...[
    { type: 'conference/open' },
    { type: 'role/grant', person: 'ai-do', named: speaker, grant: { role: 'observer', bridge: 'son-la' } },
    { type: 'role/revoke', person: 'ai-do', grant: { role: 'observer', bridge: 'son-la' } },
    { type: 'hall/approve', bridge: 'son-la', device: 'thiet-bi' },
    { type: 'floor/request', bridge: 'son-la', speaker, topics: ['ty-le'] },
    { type: 'floor/call', request: 30, seconds: 60, outOfOrder: true },
    { type: 'floor/move', request: 30, place: 0 },
    { type: 'floor/extend', turn: 31, seconds: 60 },
    { type: 'contribution/file', bridge: 'son-la', speaker, topics: ['ty-le'] },
    { type: 'contribution/classify', contribution: 32, topics: ['ty-le'] },
    { type: 'contribution/confirm', contribution: 32, docSeq: 1 },
    { type: 'minutes/propose-correction', contribution: 32, text: 'Sửa' },
    { type: 'minutes/seal' },
  ].map((command): [string, Record<string, unknown>] => [
    'command',
    { conference, id: `lenh-${randomUUID()}`, command },
  ]),
  ['prose:open', { document: 'opening', stateVector: Y.encodeStateVector(new Y.Doc()), client: 5 }],
  [
    'prose:update',
    { document: 'opening', updateId: randomUUID(), update: base64Of(Y.encodeStateAsUpdate(new Y.Doc())) },
  ],
  ['prose:cursor', { document: 'opening', cursor: { anchor: { tname: 'prose' }, head: { assoc: 0 } } }],
  ['prose:close', { document: 'opening' }],
  ['media-enter', {}],
  ['media', { type: 'capabilities' }],
  ['media-look', { gallery: ['son-la'] }],
]

/** Replaces, adds or removes something at a random place of a message. */
function spoil(message: unknown, path: readonly number[], by: unknown): unknown {
  if (typeof message !== 'object' || message === null || message instanceof Uint8Array || path.length === 0)
    return by
  const keys = Object.keys(message)
  const [step = 0, ...rest] = path
  if (keys.length === 0 || step % 7 === 6) return { ...message, [String(by).slice(0, 40)]: by }
  const key = keys[step % keys.length] ?? ''
  const inner = (message as Record<string, unknown>)[key]
  if (Array.isArray(message)) return message.map((one) => (one === inner ? spoil(inner, rest, by) : one))
  return { ...message, [key]: spoil(inner, rest, by) }
}
const spoilt = fc
  .tuple(fc.constantFrom(...right), fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), anything)
  .map(([[event, message], path, by]): [string, unknown[]] => [event, [spoil(message, path, by)]])

const events = [...new Set(right.map(([event]) => event)), 'error', 'log', 'snapshot', 'Ω', 'toString']
const random = fc.tuple(fc.constantFrom(...events), fc.array(anything, { maxLength: 3 }))

async function enter(who: keyof Tokens): Promise<Page> {
  return Page.enter(server.origin, tokens[who], conference)
}

/** What the server says to these messages; those that it does not answer within the time it does not answer. */
async function answersTo(page: Page, messages: readonly [string, unknown[]][]): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const [event, payload] of messages)
    page.socket.emit(event, ...payload, (answer: unknown) => void answers.push(answer))
  for (const [event, payload] of messages) page.socket.emit(event, ...payload)
  // Answered after everything before it was taken in.
  await page.join()
  return answers
}

describe('over a socket', () => {
  test.each([
    `${central}-secretary`,
    `${central}-chair`,
    'organiser',
    'son-la-secretary',
    'ha-noi-observer',
  ] as const)('messages spoilt or at random of %s are answered by name and harm nobody', async (who) => {
    const messages = [
      ...fc.sample(spoilt, { numRuns: 500, seed: 1 }),
      ...fc.sample(random, { numRuns: 300, seed: 2 }),
    ]
    const page = await enter(who)
    // A socket that a message has ended is a refusal too; the rest goes over another.
    let current = page
    for (let at = 0; at < messages.length; at += 40) {
      if (!current.socket.connected) current = await enter(who)
      const answers = await answersTo(current, messages.slice(at, at + 40)).catch(() => [])
      for (const answer of answers) {
        expect(answer).not.toMatchObject({ code: 'server/failed' })
        expect(JSON.stringify(answer)).not.toMatch(/TypeError|RangeError|at .*\.ts|SELECT|INSERT/)
      }
    }
    page.close()
    current.close()
    const after = await enter('son-la-chair')
    expect(after.state?.facts?.title).toBe(plan.title)
    after.close()
  })

  test.each([
    ['no protocol at all', Buffer.from('xin chào')],
    ['an unknown packet', '4999'],
    ['an event without a name', '42[]'],
    ['an event whose name is an object', '42[{"a":1}]'],
    ['broken JSON', '42["join",{'],
    ['a binary event without its bytes', '451-["prose:update",{"_placeholder":true,"num":0}]'],
    ['a placeholder that points nowhere', '42["prose:update",{"update":{"_placeholder":true,"num":7}}]'],
    ['an acknowledgement that nobody waits for', '43999[{}]'],
    ['another namespace', '40/quan-tri,'],
    ['the name of an event of the library', '42["disconnecting","x"]'],
    ['a second connection over the first', '40{"session":{}}'],
    ['a very deep message', `42["join",${'['.repeat(50_000)}${']'.repeat(50_000)}]`],
  ])('%s ends at most its own line', async (_what, packet) => {
    const page = await enter('ha-noi-chair')
    page.socket.io.engine.write(packet)
    await new Promise((resolve) => setTimeout(resolve, 100))
    page.close()
    const after = await enter('ha-noi-chair')
    expect(await after.join()).toMatchObject({ ok: true })
    after.close()
  })

  test('a handshake with anything in it lets nobody in and harms nobody', async () => {
    for (const auth of [
      { session: {} },
      { session: ['x'] },
      { session: null },
      { session: '__proto__' },
      {},
    ]) {
      const page = new Page(server.origin, { slot: '', cookie: 'dc-=; dc-a=b; dc-c=d' }, conference, { auth })
      await expect(page.connected()).rejects.toThrow()
      page.close()
    }
  })
})

describe('over HTTP', () => {
  const paths = fc.constantFrom(
    '/api/conferences',
    '/api/conferences?id=',
    `/api/conferences/${conference}/log.jsonl`,
    `/api/conferences/${conference}/minutes`,
    `/api/conferences/${conference}/minutes/chair.pdf`,
    `/api/conferences/${conference}/minutes/signatures`,
    `/api/conferences/${conference}/invitations`,
    `/api/conferences/${conference}/invitations/x`,
    '/api/session',
    '/api/verify',
    '/api/openapi.json',
    '/healthz',
    '/socket.io/?EIO=4&transport=websocket',
    '/socket.io/?EIO=9&transport=polling',
    '/vao',
    '/',
  )
  const rubbish = fc.oneof(
    paths,
    fc
      .tuple(
        paths,
        fc.constantFrom('%00', '%ff', '%', '..%2f..%2f', '%E0%A4%A', '__proto__', 'a'.repeat(3000)),
      )
      .map(([path, word]) => path.replace(conference, word)),
    fc
      .tuple(paths, fc.constantFrom('?s[]=1', '?s=1&s=2', '?id=__proto__', '?s=%00', '?%'))
      .map((parts) => parts.join('')),
    fc.constantFrom(
      '//',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/..;/',
      '/api/',
      '/api/conferences/%00/minutes',
      '/\u00e9',
    ),
  )
  const body = fc.oneof(
    anything.map((value) => (Buffer.isBuffer(value) ? value : (JSON.stringify(value) ?? ''))),
    fc.constantFrom(
      '{',
      '[',
      '"',
      'null',
      '{"__proto__":{"a":1}}',
      '{"constructor":{"prototype":{}}}',
      '%PDF-1.7\n',
    ),
    fc
      .tuple(fc.nat(20), fc.nat(20), anything)
      .map(([one, two, by]) =>
        JSON.stringify(
          spoil({ kind: 'person', name: 'A', role: 'observer', bridge: 'son-la' }, [one, two], by),
        ),
      ),
    fc.tuple(fc.nat(20), fc.nat(20), anything).map(([one, two, by]) =>
      JSON.stringify(
        spoil(
          {
            profile: 'party-hd36-2018',
            title: 'Hội nghị',
            organiser: 'Ban',
            startsAt: '2026-01-01T08:00:00+07:00',
            topics: [{ id: 'a', title: 'A' }],
            bridges: [{ id: 'tw', name: 'TW', unit: 'TW', level: 'central' }],
            contributions: [],
          },
          [one, two],
          by,
        ),
      ),
    ),
  )
  const type = fc.constantFrom(
    'application/json',
    'application/pdf',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    '',
    'rác',
  )
  const method = fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS', 'HEAD')

  test('no request is answered with a failure of the server', async () => {
    const asked = fc.sample(fc.tuple(method, rubbish, type, body), { numRuns: 1200, seed: 3 })
    for (const [verb, path, contentType, content] of asked) {
      // Signing out would keep the rest from going any deeper.
      if (verb === 'DELETE' && path.startsWith('/api/session')) continue
      const status = await ask(verb, path, contentType, content)
      expect(status, `${verb} ${path} ${contentType} ${String(content).slice(0, 200)}`).toBeLessThan(500)
    }
    expect(await ask('GET', '/healthz', '', '')).toBe(200)
  })

  test('too much is refused as such', async () => {
    const big = randomBytes(2 * 1024 * 1024).toString('hex')
    expect(await ask('POST', '/api/session', 'application/json', JSON.stringify({ token: big }))).toBe(413)
    const headers = await ask('GET', '/api/session', '', '', { 'x-session': 'x'.repeat(20_000) })
    expect(headers).toBe(431)
  })

  /** Node's own client, which sends what `fetch` would mend. */
  function ask(
    verb: string,
    path: string,
    contentType: string,
    content: string | Buffer,
    more: Record<string, string> = {},
  ): Promise<number> {
    const { hostname, port } = new URL(server.origin)
    const withBody = verb !== 'GET' && verb !== 'HEAD'
    return new Promise((resolve, reject) => {
      const request = httpRequest({
        hostname,
        port,
        method: verb,
        path: path.replace(/[^\u0021-\u00ff]/g, '_'),
        headers: {
          cookie: organiser.cookie,
          'x-session': organiser.slot,
          ...(contentType ? { 'content-type': Buffer.from(contentType).toString('latin1') } : {}),
          ...(withBody ? { 'content-length': Buffer.byteLength(content) } : {}),
          ...more,
        },
      })
      request.on('response', (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
        response.on('error', () => resolve(response.statusCode ?? 0))
      })
      request.on('upgrade', (response, socket) => {
        socket.destroy()
        resolve(response.statusCode ?? 0)
      })
      request.on('error', (error: NodeJS.ErrnoException) => {
        // The server may hang up on a body that it does not want to read.
        if (error.code === 'EPIPE' || error.code === 'ECONNRESET') resolve(413)
        // A request that is none is refused before its method is known, with a body that HEAD cannot have.
        else if (verb === 'HEAD' && error.code?.startsWith('HPE_')) resolve(400)
        else reject(new Error(`${verb} ${path} ${contentType}: ${error.message}`))
      })
      request.setTimeout(20_000, () => request.destroy(new Error(`no answer to ${verb} ${path}`)))
      request.end(withBody ? content : undefined)
    })
  }
})
