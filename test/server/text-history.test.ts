import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ProseNode, plainText } from '../../domain/prose.ts'
import { groupUpdates } from '../../server/contributions/text-history.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { request, signIn } from '../support/page.ts'
import {
  nameOf,
  personCalled,
  prepareConference,
  type Tokens,
  type Who,
} from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { type WrittenOpinion, writtenOpinion } from '../support/written-opinion.ts'

describe('the updates of a text', () => {
  const by = (author: string, ...seconds: readonly number[]) =>
    seconds.map((second) => ({ author, at: second * 1000 }))
  const grouped = (...updates: readonly { readonly author: string; readonly at: number }[]) =>
    groupUpdates(updates.map((update, index) => ({ seq: index + 1, ...update }))).map(
      ({ author, from, to, begun, ended }) => `${author} ${from}–${to} ${begun / 1000}–${ended / 1000}`,
    )

  test('are one step while one author writes on', () => {
    expect(grouped(...by('an', 0, 10, 40, 70))).toEqual(['an 1–4 0–70'])
    expect(grouped()).toEqual([])
  })

  test('are another step after a pause, and when somebody else writes', () => {
    expect(grouped(...by('an', 0, 31), ...by('binh', 32), ...by('an', 33))).toEqual([
      'an 1–1 0–0',
      'an 2–2 31–31',
      'binh 3–3 32–32',
      'an 4–4 33–33',
    ])
  })

  test('are several steps when somebody never stops', () => {
    const every20 = Array.from({ length: 8 }, (_, index) => index * 20)
    expect(grouped(...by('an', ...every20))).toEqual(['an 1–7 0–120', 'an 8–8 140–140'])
  })

  test('each belong to exactly one step', () => {
    const updates = Array.from({ length: 200 }, (_, index) => ({
      seq: index + 1,
      author: `a${(index * 7) % 3}`,
      at: index * index * 100,
    }))
    const seqs = groupUpdates(updates).flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index),
    )
    expect(seqs).toEqual(updates.map(({ seq }) => seq))
  })
})

describe('how a text came to be', () => {
  const conference = 'hoi-nghi'
  let fresh: FreshDatabase
  let server: RunningServer
  let tokens: Tokens
  let opinion: WrittenOpinion

  beforeAll(async () => {
    fresh = await freshDatabase()
    server = await startServer(fresh.url)
    tokens = await prepareConference(server.conferences, server.database, conference)
    opinion = await writtenOpinion(server, conference, 'son-la', [], ['Một', 'Hai'])
  })
  afterAll(async () => {
    await server.close()
    await fresh.close()
  })

  const path = (rest: string) => `/api/conferences/${conference}/texts/${opinion.document}${rest}`
  async function get(who: Who, rest: string): Promise<Response> {
    return request(server.origin, await signIn(server.origin, tokens[who]), path(rest))
  }
  async function textAt(who: Who, rest: string): Promise<string> {
    const { seq, prose } = (await (await get(who, rest)).json()) as { seq: number; prose: ProseNode }
    return `${seq} ${plainText(prose)}`
  }

  test('is told with authors to the desks that may read it', async () => {
    for (const who of ['organiser', 'trung-uong-chair', 'son-la-secretary', 'son-la-chair'] as const) {
      const { steps } = (await (await get(who, '/history')).json()) as { steps: readonly object[] }
      const author = nameOf('trung-uong-secretary')
      expect(steps, who).toMatchObject([{ author, from: 1, to: 2 }])
    }
  })

  test('is nobody else’s to read, a neighbouring bridge’s least of all', async () => {
    for (const who of ['ha-noi-chair', 'ha-noi-secretary', 'son-la-technician', 'son-la-delegate'] as const)
      for (const rest of ['/history', '?at=1', '']) expect((await get(who, rest)).status, who).toBe(403)
    const opening = await request(
      server.origin,
      await signIn(server.origin, tokens['son-la-secretary']),
      `/api/conferences/${conference}/texts/opening/history`,
    )
    expect(opening.status).toBe(403)
    expect((await fetch(server.origin + path('/history'))).status).toBe(401)
  })

  test('is shown as it stood after any update, and after none that is yet to come', async () => {
    expect(await textAt('son-la-secretary', '?at=0')).toBe('0 ')
    expect(await textAt('son-la-secretary', '?at=1')).toBe('1 Một')
    expect(await textAt('son-la-secretary', '')).toBe('2 Một\nHai')
    expect((await get('son-la-secretary', '?at=3')).status).toBe(404)
    expect((await get('son-la-secretary', '?at=-1')).status).toBe(400)
  })

  test('goes on when an older state is taken back, under the name of who did it', async () => {
    const desk = personCalled('trung-uong-secretary')
    const { document } = opinion
    const restore = { type: 'review/restore', document, fromSeq: 1, docSeq: 2 } as const
    await server.conferences.command(conference, randomUUID(), restore, desk)
    expect(await textAt('organiser', '')).toBe('3 Một')
    expect(await textAt('organiser', '?at=2')).toBe('2 Một\nHai')
    const again = await server.conferences.command(conference, randomUUID(), restore, desk)
    expect(again).toMatchObject({ kind: 'refused', code: 'contribution/changed-meanwhile' })
  })
})
