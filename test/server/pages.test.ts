import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grantsOf } from '../../domain/authority.ts'
import { contributionDocument } from '../../domain/prose.ts'
import { project } from '../../domain/view.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { Page, request, signIn } from '../support/page.ts'
import {
  central,
  halls,
  people,
  prepareConference,
  type Tokens,
  type Who,
} from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { Typist } from '../support/typist.ts'

const conference = 'hoi-nghi'
let fresh: FreshDatabase
let server: RunningServer
let tokens: Tokens
const pages = new Map<Who, Page>()

beforeAll(async () => {
  fresh = await freshDatabase()
  server = await startServer(fresh.url)
  tokens = await prepareConference(server.conferences, server.database, conference)
})
afterAll(async () => {
  for (const page of pages.values()) page.close()
  await server.close()
  await fresh.close()
})

async function pageOf(who: Who): Promise<Page> {
  const known = pages.get(who)
  if (known) return known
  const page = new Page(server.origin, await signIn(server.origin, tokens[who]), conference)
  await page.connected()
  pages.set(who, page)
  return page
}

const state = () => server.conferences.loaded(conference).state
const speaker = (name: string) => ({ name, title: null })

/** A short conference with everything in it that some may see and some may not. */
async function hold(): Promise<void> {
  const chair = await pageOf(`${central}-chair`)
  const clerk = await pageOf(`${central}-secretary`)
  const son = await pageOf('son-la-secretary')
  const han = await pageOf('ha-noi-secretary')
  for (const page of [chair, clerk, son, han]) await page.join()
  await chair.must({ type: 'conference/open' })
  const request = await son.must({
    type: 'floor/request',
    bridge: 'son-la',
    speaker: speaker('Người nói ở Sơn La'),
    topics: ['ty-le'],
  })
  await chair.must({ type: 'floor/call', request, seconds: 60, outOfOrder: false })
  const turn = state().floor.turns.at(-1)?.id ?? 0
  await son.must({ type: 'floor/yield', turn })
  await han.must({
    type: 'contribution/file',
    bridge: 'ha-noi',
    speaker: speaker('Người viết ở Hà Nội'),
    topics: ['co-che'],
  })
  const written = state().contributions.at(-1)?.id ?? 0
  const typist = await han.typist(contributionDocument(written))
  await han.type(contributionDocument(written), typist.paragraph('Ý kiến bằng văn bản').take())
  await han.must({ type: 'contribution/confirm', contribution: written, docSeq: 1 })
  await clerk.must({ type: 'contribution/classify', contribution: written, topics: ['ty-le'] })
}

describe('a page of every role', () => {
  const everybody: readonly Who[] = [...people, ...halls]

  test('holds after every push exactly what a fresh snapshot shows, and so after coming back', async () => {
    for (const who of everybody) {
      const page = await pageOf(who)
      const joined = await page.join()
      if (!who.endsWith('-hall')) expect(joined, who).toMatchObject({ ok: true })
      else expect(joined, who).toMatchObject({ ok: false, code: 'hall/not-approved' })
    }
    const chair = await pageOf(`${central}-chair`)
    for (const [bridge, devices] of Object.entries(state().halls))
      for (const { device } of devices) await chair.must({ type: 'hall/approve', bridge, device })
    for (const hall of halls) {
      const page = await pageOf(hall)
      expect(page.heardOf('admitted').length, hall).toBe(1)
      expect(await page.join(), hall).toMatchObject({ ok: true })
    }
    const before = state().seq
    await hold()
    for (const who of everybody) {
      const page = await pageOf(who)
      const seen = await page.reaches(state().seq)
      expect(page.gap, who).toBeNull()
      const joined = await page.join()
      if (!joined.ok) throw new Error(joined.code)
      const { grants } = joined.value
      expect(seen, who).toEqual(JSON.parse(JSON.stringify(project(state(), { grants }))))
      expect(page.state, who).toEqual(seen)
      // Somebody who was away since before the conference began is told only what was missed.
      page.state = project(server.conferences.loaded(conference).stepsSince(before)[0]?.before ?? state(), {
        grants,
      })
      const back = await page.join(before)
      expect(back, who).toMatchObject({ ok: true, value: { catchUp: { kind: 'entries', from: before } } })
      expect(JSON.parse(JSON.stringify(page.state)), who).toEqual(seen)
    }
  })

  test('is told who it is, what it may act as, and the time', async () => {
    const page = await pageOf('son-la-secretary')
    const joined = await page.join()
    expect(joined).toMatchObject({
      ok: true,
      value: {
        identity: { kind: 'person', person: 'son-la-secretary' },
        grants: [{ role: 'secretary', bridge: 'son-la' }],
        owner: null,
      },
    })
    const actor = { kind: 'person', person: 'son-la-secretary', name: '' } as const
    expect(joined.ok && joined.value.grants).toEqual(grantsOf(state(), actor))
  })

  test.each([
    ['of an older build of the rules', 1, 0],
    ['from a seq that the log has not reached', 1_000_000, undefined],
  ])('%s is given a whole snapshot', async (_what, since, build) => {
    const page = await pageOf('ha-noi-chair')
    const joined = await page.join(since, build)
    expect(joined).toMatchObject({ ok: true, value: { catchUp: { kind: 'snapshot' } } })
  })
})

describe('what is not a page’s to see', () => {
  const secret = 'BÍ-MẬT-CỦA-ĐIỆN-BIÊN'

  test('does not cross the line to the secretary of another bridge in any form', async () => {
    const son = await pageOf('son-la-secretary')
    const technician = await pageOf('son-la-technician')
    const observer = await pageOf(`${central}-observer`)
    const delegate = await pageOf('dien-bien-delegate')
    const clerk = await pageOf(`${central}-secretary`)
    const strangers = [son, technician, observer, delegate]
    for (const page of [...strangers, clerk]) {
      await page.join()
      page.raw.length = 0
    }
    const bien = await pageOf('dien-bien-secretary')
    await bien.join()
    await bien.must({
      type: 'contribution/file',
      bridge: 'dien-bien',
      speaker: { name: `${secret} họ tên`, title: `${secret} chức vụ` },
      topics: ['ty-le'],
    })
    const ref = state().contributions.at(-1)?.id ?? 0
    const document = contributionDocument(ref)
    const typist = await bien.typist(document)
    expect(await clerk.openText(document)).toMatchObject({ kind: 'opened' })
    for (const page of strangers) {
      const opened = await page.openText(document)
      expect(opened).toEqual({ kind: 'refused', code: 'access/not-allowed' })
      const forged = new Typist('ai-do', 7).paragraph(`${secret} nháp`).take()
      expect(await page.type(document, forged)).toEqual({ kind: 'refused', code: 'prose/not-yours' })
    }
    await bien.type(document, typist.paragraph(`${secret} nội dung`).take())
    bien.socket.emit('prose:cursor', { document, cursor: null })
    await bien.must({ type: 'contribution/confirm', contribution: ref, docSeq: 1 })
    await bien.must({
      type: 'floor/request',
      bridge: 'dien-bien',
      speaker: speaker('Người xin phát biểu công khai'),
      topics: [],
    })
    for (const page of [...strangers, clerk]) await page.reaches(state().seq)
    const device = state().halls['dien-bien']?.[0]?.device ?? 'none'
    for (const page of strangers) {
      await page.join()
      await page.join(1)
      const all = page.raw.join('\n')
      expect(all).toContain('Người xin phát biểu công khai')
      expect(all).not.toContain(secret)
      expect(all).not.toContain(device)
      expect(all).not.toContain('dien-bien-secretary')
      // Not even that there is such a text, or who filed it.
      expect(all).not.toContain(`"contribution":${ref}`)
    }
    // The same watch sees everything where it may be seen: the test can fail.
    const seen = clerk.raw.join('\n')
    for (const words of [`${secret} họ tên`, `${secret} nội dung`, `"contribution":${ref}`])
      expect(seen).toContain(words)
  })

  test('is not in the seal either: texts of others are not even counted', async () => {
    const chair = await pageOf(`${central}-chair`)
    const son = await pageOf('son-la-secretary')
    await chair.must({ type: 'conference/conclude' })
    await chair.must({ type: 'minutes/seal', gapReason: 'Thử niêm phong' })
    await son.reaches(state().seq)
    const hidden = state().contributions.filter((held) => held.source.kind === 'written')
    expect(hidden.length).toBeGreaterThan(0)
    const { minutes } = son.state ?? {}
    const docs = minutes?.kind === 'sealed' ? minutes.docs.map((doc) => doc.id) : []
    const spoken = state().contributions.filter((held) => held.source.kind === 'spoken')
    expect(docs).toEqual(spoken.map(({ id }) => contributionDocument(id)))
  })

  test('who did it stays with the server', async () => {
    for (const who of people) {
      const page = await pageOf(who)
      for (const push of page.heardOf('log')) expect(JSON.stringify(push), who).not.toContain('"actor"')
    }
  })

  test('somebody of another conference is not let in, over no route', async () => {
    const other = await prepareConference(server.conferences, server.database, 'hoi-nghi-khac')
    // The same people hold links to both; this one holds a role in neither any more.
    const organiser = await Page.enter(server.origin, other.organiser, 'hoi-nghi-khac')
    const stranger = await Page.enter(server.origin, other['ha-noi-observer'], 'hoi-nghi-khac')
    const grant = { role: 'observer', bridge: 'ha-noi' } as const
    for (const page of [organiser, await pageOf('organiser')])
      await page.must({ type: 'role/revoke', person: 'ha-noi-observer', grant })
    const inside = new Page(server.origin, stranger.sign, conference)
    await inside.connected()
    inside.raw.length = 0
    expect(await inside.join()).toMatchObject({ ok: false, code: 'access/not-allowed' })
    expect(await inside.command({ type: 'conference/conclude' })).toMatchObject({
      code: 'access/not-allowed',
    })
    expect(inside.raw.join('')).not.toContain('Sơn La')
    const response = await request(server.origin, stranger.sign, `/api/conferences/${conference}/minutes`)
    expect(response.status).toBe(403)
    for (const page of [organiser, stranger, inside]) page.close()
  })
})
