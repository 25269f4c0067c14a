import { EventEmitter } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { base64Of, bytesOf } from '../../domain/base64.ts'
import type { ProseColleague, ProseOpened, ProseStored, ProseUpdated } from '../../domain/prose-messages.ts'
import type { Grant } from '../../domain/rights.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import { ProseRooms } from '../../server/contributions/prose-rooms.ts'
import { type ProseRegistration, registerProse } from '../../server/contributions/prose-sockets.ts'
import type { ProseResult } from '../../server/log/job.ts'
import { mayWrite } from '../../server/log/prose-rights.ts'
import type { ProseUpdate } from '../../server/log/text-stage.ts'
import { textDesk } from '../support/texts.ts'
import { Typist } from '../support/typist.ts'
import { until } from '../support/until.ts'

const desk = textDesk()
const nothing = Y.encodeStateVector(new Y.Doc())

const named = { an: 'Nguyễn Thị An', binh: 'Trần Văn Bình', khach: 'Khách' } as const
type Who = keyof typeof named

let state: ConferenceState
let server: Server
let url: string
let registrations: Map<Who, ProseRegistration>
let pages: Page[]
/** Set to make the writer fail, as with the database away. */
let broken: Error | undefined
let failures: unknown[]

beforeEach(async () => {
  const central = { role: 'secretary', bridge: 'tw' } as const
  state = {
    ...emptyConference,
    bridges: [
      {
        id: 'tw',
        name: 'Trung ương',
        unit: 'Ban Tổ chức Trung ương',
        level: 'central',
        parent: null,
        delegates: null,
        chair: null,
        line: { kind: 'never' },
      },
    ],
    people: { an: person('an', central), binh: person('binh', central), khach: person('khach') },
  }
  broken = undefined
  failures = []
  registrations = new Map()
  pages = []
  const rooms = new ProseRooms()
  const http = createServer()
  server = new Server(http)
  server.on('connection', (socket) => {
    const who = socket.handshake.auth.who as Who
    const registration = registerProse(socket, {
      conference: desk.conference,
      actor: () => ({ kind: 'person', person: who, name: named[who] }),
      now: () => 0,
      state: () => state,
      submit: (update) => store(update, who, rooms),
      texts: desk.texts,
      rooms,
      failed: (error) => failures.push(error),
    })
    registrations.set(who, registration)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})

afterEach(async () => {
  for (const page of pages) page.socket.close()
  await server.close()
})

function person(who: Who, ...grants: Grant[]): ConferenceState['people'][string] {
  return { name: named[who], title: null, grants }
}

/** The log's writer, for one update at a time. */
async function store(update: ProseUpdate, who: Who, rooms: ProseRooms): Promise<ProseResult> {
  if (broken) throw broken
  const actor = { kind: 'person', person: who, name: named[who] } as const
  const refusal = mayWrite(state, actor, update.document, 0)
  if (refusal) return { kind: 'refused', code: refusal }
  const [staged] = await desk.commit([update])
  if (staged?.kind !== 'staged') return staged as Extract<ProseResult, { kind: 'refused' }>
  rooms.committed([{ ...update, seq: staged.seq }])
  return { kind: 'stored', seq: staged.seq, at: 1000 }
}

interface Page {
  readonly socket: Socket
  readonly heard: ProseUpdated[]
  readonly colleagues: ProseColleague[]
  readonly left: string[]
  accessChanges: number
  open(more?: object): Promise<ProseOpened>
  send(update: Uint8Array, updateId?: string): Promise<ProseStored>
}

async function page(who: Who): Promise<Page> {
  const socket = io(url, { auth: { who }, transports: ['websocket'] })
  await new Promise<void>((resolve) => socket.on('connect', resolve))
  const made: Page = {
    socket,
    heard: [],
    colleagues: [],
    left: [],
    accessChanges: 0,
    open: (more = {}) =>
      socket.emitWithAck('prose:open', { document: 'conclusion', stateVector: nothing, ...more }),
    send: (update, updateId = crypto.randomUUID()) =>
      socket.emitWithAck('prose:update', { document: 'conclusion', updateId, update: base64Of(update) }),
  }
  socket.on('prose:update', (message) => made.heard.push(message))
  socket.on('prose:cursor', (message) => made.colleagues.push(message))
  socket.on('prose:left', (message) => made.left.push(message.session))
  socket.on('prose:access', () => {
    made.accessChanges += 1
  })
  pages.push(made)
  return made
}

async function writing(who: Who): Promise<{ page: Page; typist: Typist }> {
  const made = await page(who)
  const opened = await made.open()
  if (opened.kind !== 'opened' || opened.client === null) throw new Error(`not opened: ${opened.kind}`)
  return { page: made, typist: new Typist(who, opened.client, new Uint8Array(opened.update)) }
}

describe('A page that opens a text', () => {
  test('gets what it lacks, a client id, and then what others commit, but not its own', async () => {
    const an = await writing('an')
    const binh = await writing('binh')
    const stored = await an.page.send(an.typist.paragraph('Kết luận').take())
    expect(stored).toEqual({ kind: 'stored', seq: 1, at: 1000 })
    await until('the update at the colleague', () => binh.page.heard.length > 0)
    const [heard] = binh.page.heard
    expect(heard).toMatchObject({ document: 'conclusion', seqs: [1] })
    binh.typist.receive(bytesOf(heard?.update ?? ''))
    expect(binh.typist.fragment.toString()).toContain('Kết luận')

    await binh.page.send(binh.typist.type(' số 1').take())
    await until('the answer of the colleague', () => an.page.heard.length > 0)
    expect(an.page.heard.flatMap((one) => one.seqs)).toEqual([2])

    const late = await page('an')
    const opened = await late.open()
    expect(opened).toMatchObject({ kind: 'opened', access: 'write', seq: 2 })
    if (opened.kind !== 'opened') return
    const copy = new Typist('an', 1, new Uint8Array(opened.update))
    expect(copy.fragment.toString()).toContain('Kết luận số 1')
    expect(Y.decodeStateVector(new Uint8Array(opened.stateVector)).size).toBe(2)
  })

  test('is acknowledged before its colleagues hear, and both after the commit', async () => {
    const order: string[] = []
    const rooms = new ProseRooms()
    const [an, binh] = (['an', 'binh'] as const).map((who) => {
      const line = new EventEmitter()
      const socket = {
        id: who,
        on: (event: string, listener: (...args: unknown[]) => void) => line.on(event, listener),
        off: (event: string, listener: (...args: unknown[]) => void) => line.off(event, listener),
        emit: () => {},
        nsp: {
          to: (ids: string[]) => ({
            emit: (event: string) => event === 'prose:update' && order.push(`broadcast to ${ids}`),
          }),
        },
      }
      registerProse(socket, {
        conference: desk.conference,
        actor: () => ({ kind: 'person', person: who, name: named[who] }),
        now: () => 0,
        state: () => state,
        submit: async (update) => {
          const result = await store(update, who, rooms)
          order.push('committed')
          return result
        },
        texts: desk.texts,
        rooms,
      })
      return (event: string, message: object) =>
        new Promise((answer) => line.emit(event, message, answer)) as Promise<ProseOpened>
    })
    const document = 'conclusion'
    const opened = await an?.('prose:open', { document, stateVector: nothing })
    await binh?.('prose:open', { document, stateVector: nothing })
    const client = opened?.kind === 'opened' ? opened.client : null
    const update = new Typist('an', client ?? 0).paragraph('một').take()
    await an?.('prose:update', { document, updateId: 'the-update', update: base64Of(update) })
    order.push('acknowledged')
    await until('the broadcast', () => order.length > 2)
    expect(order).toEqual(['committed', 'acknowledged', 'broadcast to binh'])
  })

  test('only reads where it may only read, and gets no client id', async () => {
    state = { ...state, people: { ...state.people, khach: person('khach', { role: 'chair', bridge: 'tw' }) } }
    const chair = await page('khach')
    expect(await chair.open()).toMatchObject({ kind: 'opened', access: 'read', client: null, seq: 0 })
    const update = new Typist('khach', 77).paragraph('x').take()
    expect(await chair.send(update)).toEqual({ kind: 'refused', code: 'prose/not-yours' })
  })

  test('is refused where it may not read, and hears nothing', async () => {
    const khach = await page('khach')
    expect(await khach.open()).toEqual({ kind: 'refused', code: 'access/not-allowed' })
    const an = await writing('an')
    const binh = await writing('binh')
    await an.page.send(an.typist.paragraph('kín').take())
    await until('the colleague to hear', () => binh.page.heard.length > 0)
    expect(khach.heard).toEqual([])
  })

  test('may go on under the client id that it holds', async () => {
    const an = await writing('an')
    const again = await an.page.open({ client: an.typist.doc.clientID })
    expect(again).toMatchObject({ client: an.typist.doc.clientID })
    const binh = await page('binh')
    const other = await binh.open({ client: an.typist.doc.clientID })
    expect(other.kind === 'opened' && other.client !== an.typist.doc.clientID).toBe(true)
  })

  test('of a sealed text may read it, and is told so', async () => {
    const an = await writing('an')
    state = { ...state, phase: 'sealed' }
    expect(await an.page.send(an.typist.paragraph('muộn').take())).toEqual({
      kind: 'refused',
      code: 'prose/sealed',
    })
    expect(await an.page.open()).toMatchObject({ kind: 'opened', access: 'sealed', client: null })
  })
})

describe('When rights change', () => {
  test('whoever may no longer read hears no more and is told', async () => {
    const an = await writing('an')
    const binh = await writing('binh')
    const chi = await writing('an')
    state = { ...state, people: { ...state.people, binh: person('binh') } }
    registrations.get('binh')?.recheck()
    await until('the notice', () => binh.page.accessChanges === 1)
    await until('the colleagues to see', () => an.page.left.includes(binh.page.socket.id ?? ''))
    await an.page.send(an.typist.paragraph('kín').take())
    await until('a colleague to hear', () => chi.page.heard.length > 0)
    expect(binh.page.heard).toEqual([])
    expect(await binh.page.open()).toEqual({ kind: 'refused', code: 'access/not-allowed' })
  })

  test('whoever may read still hears on, and learns whether it may write', async () => {
    const binh = await writing('binh')
    state = { ...state, people: { ...state.people, binh: person('binh', { role: 'chair', bridge: 'tw' }) } }
    registrations.get('binh')?.recheck()
    await until('the notice', () => binh.page.accessChanges === 1)
    expect(await binh.page.open()).toMatchObject({ kind: 'opened', access: 'read' })
    registrations.get('binh')?.recheck()
    const an = await writing('an')
    await an.page.send(an.typist.paragraph('vẫn đọc').take())
    await until('the reader to hear', () => binh.page.heard.length > 0)
    expect(binh.page.accessChanges).toBe(1)
  })
})

describe('Carets', () => {
  const cursor = { anchor: { tname: 'prose', assoc: 0 }, head: { item: { client: 5, clock: 3 }, assoc: -1 } }

  test('are shown to the others under the name that the server knows, also to whoever comes later', async () => {
    const an = await writing('an')
    const binh = await writing('binh')
    await until(
      'both to see each other',
      () => an.page.colleagues.length > 0 && binh.page.colleagues.length > 0,
    )
    expect(an.page.colleagues[0]).toMatchObject({ name: named.binh, cursor: null })
    binh.page.socket.emit('prose:cursor', { document: 'conclusion', cursor, name: 'Bộ trưởng' })
    binh.page.socket.emit('prose:cursor', { document: 'conclusion', cursor })
    await until('the caret', () => an.page.colleagues.length > 1)
    const session = binh.page.socket.id
    expect(an.page.colleagues.slice(1)).toEqual([
      { document: 'conclusion', session, name: named.binh, cursor },
    ])
    const late = await writing('an')
    await until('the newcomer to see it', () => late.page.colleagues.some((one) => one.cursor !== null))

    binh.page.socket.close()
    await until('the caret to go', () => an.page.left.includes(session ?? ''))
  })

  test('go when the text is closed', async () => {
    const an = await writing('an')
    const binh = await writing('binh')
    binh.page.socket.emit('prose:close', { document: 'conclusion' })
    await until('the notice', () => an.page.left.length === 1)
    await an.page.send(an.typist.paragraph('x').take())
    expect(await binh.page.open()).toMatchObject({ seq: 1 })
    expect(binh.page.heard).toEqual([])
  })
})

describe('A malformed message', () => {
  test.each<[string, string, unknown]>([
    ['an unknown text', 'prose:open', { document: 'minutes', stateVector: nothing }],
    [
      'a state vector that is none',
      'prose:open',
      { document: 'opening', stateVector: new Uint8Array([9, 9]) },
    ],
    ['a state vector as text', 'prose:open', { document: 'opening', stateVector: 'AAA=' }],
    ['nothing', 'prose:open', undefined],
    ['an id out of bounds', 'prose:update', { document: 'opening', updateId: '../..', update: 'AAA=' }],
    ['an update as numbers', 'prose:update', { document: 'opening', updateId: '12345678', update: [1, 2] }],
    [
      'more than it may say',
      'prose:update',
      { document: 'opening', updateId: '12345678', update: 'AAA=', at: 1 },
    ],
  ])('with %s is refused by name', async (_, event, message) => {
    const an = await page('an')
    expect(await an.socket.emitWithAck(event, message)).toEqual({ kind: 'refused', code: 'prose/malformed' })
    expect(failures).toEqual([])
  })

  test('without a way to answer, or a caret that is none, is passed over', async () => {
    const an = await writing('an')
    const binh = await writing('binh')
    await until('both to see each other', () => an.page.colleagues.length === 1)
    binh.page.socket.emit('prose:open', {})
    binh.page.socket.emit('prose:cursor', {
      document: 'conclusion',
      cursor: { anchor: {}, head: { item: 5 } },
    })
    binh.page.socket.emit('prose:cursor', 5)
    binh.page.socket.emit('prose:close', null)
    await an.page.send(an.typist.paragraph('x').take())
    await until('the colleague to hear', () => binh.page.heard.length > 0)
    expect(an.page.colleagues.length).toBe(1)
  })
})

test('While nothing can be stored the page is told to try again, and the same id is then stored once', async () => {
  const an = await writing('an')
  const update = an.typist.paragraph('giữ lấy').take()
  broken = new Error('the database is away')
  expect(await an.page.send(update, 'the-same-id')).toEqual({ kind: 'unavailable' })
  expect(failures).toEqual([broken])
  broken = undefined
  expect(await an.page.send(update, 'the-same-id')).toMatchObject({ kind: 'stored', seq: 1 })
  expect(await desk.words('conclusion')).toBe('giữ lấy')
})
