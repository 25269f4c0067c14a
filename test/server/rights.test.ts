import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PublicCommand, PublicCommand as Schema } from '../../domain/commands.ts'
import type { Actor } from '../../domain/rights.ts'
import { type Right, rights } from '../../domain/rights.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { Page, request, type SignIn, signIn } from '../support/page.ts'
import {
  bridges,
  central,
  halls,
  people,
  placeOf,
  prepareConference,
  type Tokens,
  type Who,
} from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'

import { type Row, recordRows } from './record-rows.ts'

/*
 * The table of rights, read here a second time and by other means: a holder is a string, and somebody holds a
 * right when one of their strings is in the table's row.
 */

const conference = 'hoi-nghi'
const own = 'son-la'
let fresh: FreshDatabase
let server: RunningServer
let tokens: Tokens
const signs = new Map<Who, SignIn>()
const pages = new Map<Who, Page>()

/** Everybody: each role at the central bridge, at the bridge that the matter belongs to, and at another. */
const everybody = [...people, ...halls].filter((who) => !who.startsWith('dien-bien')) as readonly Who[]

beforeAll(async () => {
  fresh = await freshDatabase()
  server = await startServer(fresh.url)
  tokens = await prepareConference(server.conferences, server.database, conference)
  for (const who of everybody) {
    const sign = await signIn(server.origin, tokens[who])
    const page = new Page(server.origin, sign, conference)
    signs.set(who, sign)
    pages.set(who, page)
    await page.connected()
    await page.join()
  }
  for (const bridge of bridges)
    for (const { device } of state().halls[bridge] ?? []) {
      await asSystem('organiser', { type: 'hall/approve', bridge, device })
    }
})
afterAll(async () => {
  for (const page of pages.values()) page.close()
  await server.close()
  await fresh.close()
})

const state = () => server.conferences.loaded(conference).state
const speaker = { name: 'Nguyễn Văn A', title: null }

async function asSystem(person: string, command: PublicCommand): Promise<number> {
  const actor: Actor = { kind: 'person', person, name: person }
  const result = await server.conferences.command(conference, randomUUID(), command, actor)
  if (result.kind === 'refused') throw new Error(`${command.type}: ${result.code}`)
  return result.first ?? 0
}

/** The strings that somebody holds in a matter of `bridge` (null: of none). */
function holdings(who: Who, bridge: string | null): readonly string[] {
  const place = placeOf(who)
  if (place.role === 'organiser') return ['organiser']
  return [
    `${place.role}@any`,
    ...(place.bridge === central ? [`${place.role}@central`] : []),
    ...(place.bridge === bridge ? [`${place.role}@own`] : []),
  ]
}

function mayHave(who: Who, right: Right, bridge: string | null): boolean {
  const row: readonly string[] = rights[right]
  return holdings(who, bridge).some((holding) => row.includes(holding))
}

async function waiting(): Promise<number> {
  const held = state().floor.queue.find((one) => one.bridge === own)
  return held?.id ?? asSystem(`${own}-chair`, { type: 'floor/request', bridge: own, speaker, topics: [] })
}

async function speaking(): Promise<number> {
  const turn = state().floor.turns.findLast((one) => one.state.kind === 'speaking')
  if (turn) return turn.id
  const call = { type: 'floor/call', request: await waiting(), seconds: 60, outOfOrder: true } as const
  return asSystem(`${central}-chair`, call)
}

async function filed(): Promise<number> {
  const held = state().contributions.find(
    (one) => one.bridge === own && one.source.kind === 'written' && one.standing.kind === 'standing',
  )
  const file: PublicCommand = { type: 'contribution/file', bridge: own, speaker, topics: [] }
  return held?.id ?? asSystem(`${own}-chair`, file)
}

/** So that the conference can be concluded. */
async function quiet(): Promise<PublicCommand> {
  for (const { id } of state().votes.filter((vote) => vote.state.kind === 'open')) {
    await asSystem(`${central}-chair`, { type: 'vote/cancel', vote: id, reason: 'Hỏi lại' })
  }
  return { type: 'conference/conclude' }
}

const nothingMeasured = {
  camera: null,
  microphone: null,
  loudspeaker: null,
  line: null,
  clockSkew: null,
}
const grant = { role: 'observer', bridge: own } as const

/** Each command on an object of one bridge; those that end the conference come last. */
const commands: Readonly<Record<PublicCommand['type'], Row>> = {
  'conference/open': { right: 'conference/open', bridge: null, command: () => ({ type: 'conference/open' }) },
  'role/grant': {
    right: 'role/grant',
    bridge: null,
    command: () => ({ type: 'role/grant', person: `p-${randomUUID()}`, named: speaker, grant }),
  },
  'role/revoke': {
    right: 'role/revoke',
    bridge: null,
    command: () => ({ type: 'role/revoke', person: 'khong-co', grant }),
  },
  'hall/approve': {
    right: 'hall/approve',
    bridge: own,
    command: () => ({ type: 'hall/approve', bridge: own, device: 'khong-co' }),
  },
  'hall/revoke': {
    right: 'hall/revoke',
    bridge: own,
    command: () => ({ type: 'hall/revoke', bridge: own, device: 'khong-co' }),
  },
  'rehearsal/report': {
    right: 'rehearsal/report',
    bridge: own,
    command: () => ({ type: 'rehearsal/report', bridge: own, measured: nothingMeasured }),
  },
  'floor/request': {
    right: 'floor/request',
    bridge: own,
    command: () => ({ type: 'floor/request', bridge: own, speaker, topics: [] }),
  },
  'floor/withdraw': {
    right: 'floor/withdraw',
    bridge: own,
    command: async () => ({ type: 'floor/withdraw', request: await waiting() }),
  },
  'floor/move': {
    right: 'floor/move',
    bridge: own,
    command: async () => ({ type: 'floor/move', request: await waiting(), place: 0 }),
  },
  'floor/call': {
    right: 'floor/call',
    bridge: own,
    command: async () => ({ type: 'floor/call', request: await waiting(), seconds: 60, outOfOrder: true }),
  },
  'floor/extend': {
    right: 'floor/extend',
    bridge: own,
    command: async () => ({ type: 'floor/extend', turn: await speaking(), seconds: 10 }),
  },
  'floor/yield': {
    right: 'floor/yield',
    bridge: own,
    command: async () => ({ type: 'floor/yield', turn: await speaking() }),
  },
  'floor/take-back': {
    right: 'floor/take-back',
    bridge: own,
    command: async () => ({ type: 'floor/take-back', turn: await speaking() }),
  },
  'floor/cut': { right: 'floor/cut', bridge: null, command: () => ({ type: 'floor/cut' }) },
  'floor/restore': { right: 'floor/restore', bridge: null, command: () => ({ type: 'floor/restore' }) },
  'stage/direct': {
    right: 'stage/direct',
    bridge: null,
    command: () => ({ type: 'stage/direct', layout: 'follow', pinned: [] }),
  },
  'screen/share': {
    right: 'screen/share',
    bridge: own,
    command: () => ({ type: 'screen/share', bridge: own }),
  },
  'screen/stop': {
    right: 'screen/stop',
    bridge: own,
    command: () => ({ type: 'screen/stop', bridge: own }),
  },
  'contribution/file': {
    right: 'contribution/file',
    bridge: own,
    command: () => ({ type: 'contribution/file', bridge: own, speaker, topics: [] }),
  },
  'contribution/classify': {
    right: 'contribution/classify',
    bridge: own,
    command: async () => ({ type: 'contribution/classify', contribution: await filed(), topics: [] }),
  },
  'contribution/confirm': {
    right: 'contribution/confirm',
    bridge: own,
    command: async () => ({ type: 'contribution/confirm', contribution: await filed(), docSeq: 1 }),
  },
  'minutes/propose-correction': {
    right: 'minutes/propose-correction',
    bridge: own,
    command: async () => ({ type: 'minutes/propose-correction', contribution: await filed(), text: 'Sửa' }),
  },
  ...recordRows({ own, centre: central, state, asSystem, filed }),
  'conference/conclude': { right: 'conference/conclude', bridge: null, command: quiet },
  'minutes/seal': {
    right: 'minutes/seal',
    bridge: null,
    command: () => ({ type: 'minutes/seal', gapReason: 'Đã nhắc' }),
  },
  'minutes/reopen': {
    right: 'minutes/reopen',
    bridge: null,
    command: () => ({ type: 'minutes/reopen', reason: 'Ghi thiếu' }),
  },
  'minutes/ask-signatures': {
    right: 'minutes/ask-signatures',
    bridge: null,
    command: () => ({ type: 'minutes/ask-signatures', until: 1 }),
  },
  'minutes/refuse-signature': {
    right: 'minutes/sign-chair',
    bridge: null,
    command: () => ({ type: 'minutes/refuse-signature', field: 'chair', reason: 'Ghi sai' }),
  },
  'minutes/issue': { right: 'minutes/issue', bridge: null, command: () => ({ type: 'minutes/issue' }) },
  'notice/number': { right: 'minutes/issue', bridge: null, command: () => ({ type: 'notice/number' }) },
}

describe('every command of every role', () => {
  test('has a row here', () => {
    const types = Schema.anyOf.map((one) => one.properties.type.const)
    expect(Object.keys(commands).sort()).toEqual([...types].sort())
  })

  test.each(Object.entries(commands))('%s passes the table of rights', async (type, row) => {
    const passed: string[] = []
    for (const who of everybody) {
      const answer = await (pages.get(who) as Page).command(await row.command())
      if (answer.ok || answer.code !== 'access/not-allowed') passed.push(who)
    }
    const entitled = everybody.filter((who) => mayHave(who, row.right, row.bridge))
    expect(passed.sort(), type).toEqual([...entitled].sort())
    expect(entitled.length).toBeGreaterThan(0)
  })
})

/** A file of each kind that a conference can be taken out as, with the right that it needs. */
const outOf = [
  ['minutes.docx', 'minutes/read-unsigned'],
  ['synthesis.docx', 'synthesis/see'],
  ['contributions.csv', 'log/export'],
  ['ledger.csv', 'ledger/see'],
  ['attendance.csv', 'log/export'],
  ['attendance.pdf', 'log/export'],
  ['notice.pdf', 'record/read'],
  ['debate.xml', 'record/read'],
  ['conference.json', 'log/export'],
] as const

describe('every route for every role', () => {
  const base = `/api/conferences/${conference}`
  const json = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

  /** Path as the route is declared, method, and who may: a right, everybody with a role, or the whole world. */
  const routes: readonly {
    readonly route: string
    readonly path: string
    readonly ask: RequestInit
    readonly who: Right | 'member' | 'signed-in' | 'organises' | 'anybody'
  }[] = [
    { route: 'GET /api/conferences', path: '/api/conferences', ask: {}, who: 'signed-in' },
    { route: 'POST /api/conferences', path: '/api/conferences', ask: json('POST', {}), who: 'organises' },
    { route: 'GET /api/conferences/{id}/log.jsonl', path: `${base}/log.jsonl`, ask: {}, who: 'log/export' },
    ...outOf.map(([file, who]) => ({
      route: 'GET /api/conferences/{id}/out/{file}',
      path: `${base}/out/${file}`,
      ask: {},
      who,
    })),
    { route: 'GET /api/conferences/{id}/notice', path: `${base}/notice`, ask: {}, who: 'record/read' },
    // Of no bridge that there is: a matter of the central desk.
    {
      route: 'GET /api/conferences/{id}/out/extract.pdf',
      path: `${base}/out/extract.pdf?bridge=khong-co`,
      ask: {},
      who: 'contribution/read',
    },
    {
      route: 'GET /api/conferences/{id}/form/{document}',
      path: `${base}/form/minutes`,
      ask: {},
      who: 'minutes/read-unsigned',
    },
    {
      route: 'POST /api/conferences/{id}/form/{document}',
      path: `${base}/form/minutes`,
      ask: { method: 'POST', headers: { 'content-type': 'application/pdf' }, body: '%PDF-1.7 nothing' },
      who: 'minutes/read-unsigned',
    },
    { route: 'GET /api/conferences/{id}/minutes', path: `${base}/minutes`, ask: {}, who: 'member' },
    ...(['unsigned', 'secretary', 'chair'] as const).map((kind) => ({
      route: 'GET /api/conferences/{id}/minutes/{kind}.pdf',
      path: `${base}/minutes/${kind}.pdf`,
      ask: {},
      who: kind === 'chair' ? ('minutes/read' as const) : ('minutes/read-unsigned' as const),
    })),
    ...(['secretary', 'chair'] as const).map((field) => ({
      route: 'POST /api/conferences/{id}/minutes/signatures',
      path: `${base}/minutes/signatures`,
      ask: json('POST', { field, id: `sign-${field}-1` }),
      who: `minutes/sign-${field}` as const,
    })),
    ...(
      [
        ['link', {}],
        ['document', {}],
        ['pkcs12', { file: 'AAAA', passphrase: 'x', id: 'sign-pkcs12-1' }],
        ['prepare', { chain: ['AAAA'], algorithm: { scheme: 'ecdsa', hash: 'sha256' } }],
        ['complete', { token: 'x'.repeat(43), signature: 'AAAA', id: 'sign-complete-1' }],
      ] as const
    ).map(([step, body]) => ({
      route: `POST /api/conferences/{id}/minutes/signatures/${step}`,
      path: `${base}/minutes/signatures/${step}`,
      ask: json('POST', { field: 'secretary', ...body }),
      who: 'minutes/sign-secretary' as const,
    })),
    {
      route: 'POST /api/conferences/{id}/minutes/signatures/upload',
      path: `${base}/minutes/signatures/upload?field=secretary&command=sign-upload-1`,
      ask: { method: 'POST', headers: { 'content-type': 'application/pdf' }, body: '%PDF-1.7 nothing' },
      who: 'minutes/sign-secretary',
    },
    ...(['dossier', 'dossier.zip'] as const).map((file) => ({
      route: `GET /api/conferences/{id}/${file}`,
      path: `${base}/${file}`,
      ask: {},
      who: 'log/export' as const,
    })),
    { route: 'POST /api/dossiers', path: '/api/dossiers', ask: { method: 'POST' }, who: 'organises' },
    {
      route: 'POST /api/conferences/{id}/provisions/read',
      path: `${base}/provisions/read`,
      ask: { method: 'POST' },
      who: 'topic/edit',
    },
    // Of a contribution that is not there: a matter of no bridge.
    {
      route: 'POST /api/conferences/{id}/contributions/{ref}/attachments',
      path: `${base}/contributions/999999/attachments?name=a.pdf&command=attach-1`,
      ask: { method: 'POST' },
      who: 'contribution/attach',
    },
    {
      route: 'GET /api/conferences/{id}/contributions/{ref}/attachments/{sha256}',
      path: `${base}/contributions/999999/attachments/${'0'.repeat(64)}`,
      ask: {},
      who: 'contribution/read',
    },
    {
      route: 'GET /api/conferences/{id}/invitations',
      path: `${base}/invitations`,
      ask: {},
      who: 'role/grant',
    },
    {
      route: 'POST /api/conferences/{id}/invitations',
      path: `${base}/invitations`,
      ask: json('POST', { kind: 'hall', bridge: own }),
      who: 'role/grant',
    },
    {
      route: 'DELETE /api/conferences/{id}/invitations/{invitation}',
      path: `${base}/invitations/khong-co`,
      ask: { method: 'DELETE' },
      who: 'role/grant',
    },
    // Whoever may not read a text gets an answer without it.
    {
      route: 'GET /api/conferences/{id}/texts',
      path: `${base}/texts?documents=opening`,
      ask: {},
      who: 'signed-in',
    },
    { route: 'GET /api/conferences/{id}/find', path: `${base}/find?q=a`, ask: {}, who: 'signed-in' },
    ...['', '/history'].map((what) => ({
      route: `GET /api/conferences/{id}/texts/{document}${what}`,
      path: `${base}/texts/opening${what}`,
      ask: {},
      who: 'record/read' as const,
    })),
    {
      route: 'GET /api/conferences/{id}/recordings/{recording}.opus',
      path: `${base}/recordings/1.opus`,
      ask: {},
      who: 'recording/hear',
    },
    { route: 'GET /api/session', path: '/api/session', ask: {}, who: 'signed-in' },
    {
      route: 'POST /api/session',
      path: '/api/session',
      ask: json('POST', { token: 'x'.repeat(43) }),
      who: 'anybody',
    },
    { route: 'POST /api/verify', path: '/api/verify', ask: { method: 'POST' }, who: 'anybody' },
    {
      route: 'GET /api/verify/{conference}/{version}/{hash}',
      path: `/api/verify/${conference}/1/${'0'.repeat(16)}`,
      ask: {},
      who: 'anybody',
    },
    { route: 'GET /healthz', path: '/healthz', ask: {}, who: 'anybody' },
    { route: 'GET /metrics', path: '/metrics', ask: {}, who: 'anybody' },
    // Last: whoever it lets in is not signed in any more.
    { route: 'DELETE /api/session', path: '/api/session', ask: { method: 'DELETE' }, who: 'anybody' },
  ]

  test('has a row here', async () => {
    const response = await request(server.origin, null, '/api/openapi.json')
    const { paths } = (await response.json()) as { paths: Record<string, Record<string, unknown>> }
    const declared = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect([...new Set(routes.map(({ route }) => route))].sort()).toEqual(declared.sort())
  })

  test.each(routes.map((row) => [row.ask.method ?? 'GET', row.path, row] as const))(
    '%s %s',
    async (_method, path, { ask, who }) => {
      const nobody = await request(server.origin, null, path, ask)
      if (who !== 'anybody') expect(nobody.status).toBe(401)
      else expect(nobody.status).not.toBe(403)
      const passed: Who[] = []
      for (const one of everybody) {
        const response = await request(server.origin, signs.get(one) ?? null, path, ask)
        expect(response.status, one).not.toBe(500)
        if (response.status !== 403) passed.push(one)
      }
      const entitled = everybody.filter((one) => {
        if (who === 'organises') return one === 'organiser'
        if (who === 'member' || who === 'signed-in' || who === 'anybody') return true
        return mayHave(one, who, null)
      })
      expect(passed.sort()).toEqual([...entitled].sort())
    },
  )
})
