import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { Page, request, type SignIn, signIn } from '../support/page.ts'
import { central, nameOf, prepareConference, type Tokens } from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const conference = 'hoi-nghi'
let fresh: FreshDatabase
let server: RunningServer
let tokens: Tokens
const opened: Page[] = []

beforeAll(async () => {
  fresh = await freshDatabase()
  server = await startServer(fresh.url)
  tokens = await prepareConference(server.conferences, server.database, conference)
})
afterEach(() => {
  for (const page of opened.splice(0)) page.close()
})
afterAll(async () => {
  await server.close()
  await fresh.close()
})

async function enter(sign: SignIn, options: object = {}): Promise<Page> {
  const page = new Page(server.origin, sign, conference, options)
  opened.push(page)
  await page.connected()
  return page
}

const whoami = async (sign: SignIn | null) => {
  const response = await request(server.origin, sign, '/api/session')
  return { status: response.status, ...((await response.json()) as object) }
}

/** The organiser makes somebody a link. */
async function invite(body: object): Promise<{ readonly id: string; readonly token: string }> {
  const organiser = await signIn(server.origin, tokens.organiser)
  const response = await request(server.origin, organiser, `/api/conferences/${conference}/invitations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(201)
  const { id, link } = (await response.json()) as { id: string; link: string }
  return { id, token: link.split('#')[1] ?? '' }
}

async function revoke(id: string): Promise<void> {
  const organiser = await signIn(server.origin, tokens.organiser)
  const path = `/api/conferences/${conference}/invitations/${id}`
  const response = await request(server.origin, organiser, path, { method: 'DELETE' })
  expect(response.status).toBe(204)
}

const guest = { kind: 'person', name: 'Khách mời', role: 'observer', bridge: 'son-la' }

describe('a link', () => {
  test('signs in whoever it was made for, and its token is in the fragment and in no database', async () => {
    const { token } = await invite(guest)
    const sign = await signIn(server.origin, token)
    expect(await whoami(sign)).toMatchObject({ status: 200, kind: 'person', name: 'Khách mời', conference })
    const { rows } = await server.database.query<{ all: string }>(
      `SELECT json_agg(invitation)::text || (SELECT json_agg(session)::text FROM session) AS all FROM invitation`,
    )
    const held = rows[0]?.all ?? ''
    const secret = sign.cookie.split('=')[1] ?? ''
    for (const text of [
      token,
      secret,
      Buffer.from(token).toString('hex'),
      Buffer.from(secret).toString('hex'),
    ])
      expect(held).not.toContain(text)
  })

  test('may be exchanged again by another browser, each with a session of its own', async () => {
    const first = await signIn(server.origin, tokens['son-la-chair'])
    const second = await signIn(server.origin, tokens['son-la-chair'])
    expect(second.slot).not.toBe(first.slot)
    expect(await whoami(first)).toMatchObject({ person: 'son-la-chair' })
    expect(await whoami(second)).toMatchObject({ person: 'son-la-chair' })
  })

  test('opened again in the same browser keeps the session that is there', async () => {
    const first = await signIn(server.origin, tokens['son-la-chair'])
    expect((await signIn(server.origin, tokens['son-la-chair'], first.cookie)).slot).toBe(first.slot)
  })

  test('that is revoked lets nobody in, and its sessions and sockets are dead at once', async () => {
    const { id, token } = await invite(guest)
    const sign = await signIn(server.origin, token)
    const page = await enter(sign)
    expect(await page.join()).toMatchObject({ ok: true })
    await revoke(id)
    expect(await whoami(sign)).toMatchObject({ status: 401, code: 'access/not-signed-in' })
    await until('the socket is dead', () => page.socket.disconnected)
    await expect(signIn(server.origin, token)).rejects.toThrow('access/link-invalid')
    await expect(enter(sign)).rejects.toThrow('access/not-signed-in')
  })

  test('of another conference cannot be revoked over this one', async () => {
    const other = await prepareConference(server.conferences, server.database, 'hoi-nghi-khac')
    const sign = await signIn(server.origin, other['son-la-chair'])
    const { rows } = await server.database.query<{ id: string }>(
      `SELECT id FROM invitation WHERE conference = 'hoi-nghi-khac' AND person = 'son-la-chair'`,
    )
    const organiser = await signIn(server.origin, tokens.organiser)
    const path = `/api/conferences/${conference}/invitations/${rows[0]?.id}`
    expect((await request(server.origin, organiser, path, { method: 'DELETE' })).status).not.toBe(204)
    expect(await whoami(sign)).toMatchObject({ status: 200 })
  })

  test('for a hall of a bridge that there is not is refused', async () => {
    const organiser = await signIn(server.origin, tokens.organiser)
    for (const body of [
      { kind: 'hall', bridge: 'khong-co' },
      { kind: 'person', name: 'Ai đó', role: 'observer', bridge: 'khong-co' },
      { kind: 'person', name: 'Ai đó', role: 'organiser', bridge: 'son-la' },
    ]) {
      const response = await request(server.origin, organiser, `/api/conferences/${conference}/invitations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      expect(response.status, JSON.stringify(body)).toBe(400)
    }
  })

  test('can be made right after a start, before any page has come', async () => {
    await server.close()
    server = await startServer(fresh.url)
    await invite(guest)
  })
})

describe('a session', () => {
  test.each([
    ['no cookie', () => ''],
    ['a forged token', (sign: SignIn) => `dc-${sign.slot}=${'A'.repeat(43)}`],
    ['the name of the slot alone', (sign: SignIn) => `dc-${sign.slot}=${sign.slot}`],
    ['a token under another slot', (sign: SignIn) => `dc-00000000=${sign.cookie.split('=')[1]}`],
    ['the link instead of the session', (sign: SignIn) => `dc-${sign.slot}=${tokens['son-la-chair']}`],
    ['a cookie that cannot be decoded', () => 'dc-x=%E0%A4%A; =;;; dc-'],
  ])('is not there with %s', async (_what, cookie) => {
    const sign = await signIn(server.origin, tokens['son-la-chair'])
    const forged = { ...sign, cookie: cookie(sign) }
    expect(await whoami(forged)).toMatchObject({ status: 401 })
    await expect(enter(forged)).rejects.toThrow('access/not-signed-in')
  })

  test('is held beside others in one browser, each page naming its own', async () => {
    const chair = await signIn(server.origin, tokens[`${central}-chair`])
    const clerk = await signIn(server.origin, tokens['son-la-secretary'], chair.cookie)
    const cookie = `${chair.cookie}; ${clerk.cookie}`
    expect(await whoami({ ...chair, cookie })).toMatchObject({ name: nameOf(`${central}-chair`) })
    expect(await whoami({ ...clerk, cookie })).toMatchObject({ name: nameOf('son-la-secretary') })
    const page = await enter({ ...clerk, cookie })
    expect(await page.join()).toMatchObject({ ok: true, value: { identity: { person: 'son-la-secretary' } } })
    // Two sign-ins and no word of which: neither is guessed.
    const response = await fetch(`${server.origin}/api/session`, { headers: { cookie } })
    expect(response.status).toBe(401)
    await expect(enter({ slot: '', cookie }, { auth: {} })).rejects.toThrow('access/not-signed-in')
  })

  test('ends by signing out, this one alone', async () => {
    const one = await signIn(server.origin, tokens['ha-noi-chair'])
    const other = await signIn(server.origin, tokens['ha-noi-chair'])
    expect((await request(server.origin, one, '/api/session', { method: 'DELETE' })).status).toBe(204)
    expect(await whoami(one)).toMatchObject({ status: 401 })
    expect(await whoami(other)).toMatchObject({ status: 200 })
  })

  test('that has run out is none', async () => {
    const sign = await signIn(server.origin, tokens['ha-noi-chair'])
    await server.database.query(
      `UPDATE session SET expires_at = now() WHERE left(encode(token_hash, 'hex'), 8) = $1`,
      [sign.slot],
    )
    expect(await whoami(sign)).toMatchObject({ status: 401 })
    await expect(enter(sign)).rejects.toThrow('access/not-signed-in')
  })

  test('is kept by the browser where no script and no other site reaches it', async () => {
    const response = await fetch(`${server.origin}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: tokens['ha-noi-chair'] }),
    })
    const [cookie] = response.headers.getSetCookie()
    expect(cookie).toMatch(/; HttpOnly/i)
    expect(cookie).toMatch(/; SameSite=Lax/i)
    expect(cookie).toMatch(/; Path=\//i)
  })
})

describe('a socket', () => {
  test.each(['https://ke-la.example', 'null', 'http://localhost:1', 'không phải địa chỉ'])(
    'from a page of %s is refused, cookie or not',
    async (origin) => {
      const sign = await signIn(server.origin, tokens['ha-noi-chair'])
      const extraHeaders = { cookie: sign.cookie, origin: encodeURI(origin) }
      await expect(enter(sign, { extraHeaders })).rejects.toThrow()
    },
  )

  test('from our own page, and from a page of another node that is alive, is let in', async () => {
    const sign = await signIn(server.origin, tokens['ha-noi-chair'])
    const other = await startServer(fresh.url)
    for (const origin of [server.origin, other.origin]) {
      const page = await enter(sign, { extraHeaders: { cookie: sign.cookie, origin } })
      expect(await page.join()).toMatchObject({ ok: true })
    }
    await other.close()
  })
})

describe('a role', () => {
  test('that is taken away dismisses the page at once: it hears, sees and does nothing more', async () => {
    const { token } = await invite({
      kind: 'person',
      name: 'Thư ký tạm',
      role: 'secretary',
      bridge: 'son-la',
    })
    const page = await enter(await signIn(server.origin, token))
    const joined = await page.join()
    const person = joined.ok && joined.value.identity.kind === 'person' ? joined.value.identity.person : ''
    const organiser = await enter(await signIn(server.origin, tokens.organiser))
    await organiser.join()
    const grant = { role: 'secretary', bridge: 'son-la' } as const
    const opened = await page.openText('opening')
    expect(opened).toEqual({ kind: 'refused', code: 'access/not-allowed' })
    await organiser.must({ type: 'role/revoke', person, grant })
    await until('dismissed', () => page.heardOf('dismissed').length === 1)
    const heard = page.heardOf('log').length
    await organiser.must({
      type: 'role/grant',
      person: 'ai-do',
      named: { name: 'Ai đó', title: null },
      grant,
    })
    expect(await page.join()).toMatchObject({ ok: false, code: 'access/not-allowed' })
    expect(await page.command({ type: 'conference/open' })).toMatchObject({ code: 'access/not-allowed' })
    expect(page.heardOf('log')).toHaveLength(heard)
    // And given back, the page is called in again on the same line.
    await organiser.must({ type: 'role/grant', person, named: { name: 'Thư ký tạm', title: null }, grant })
    await until('admitted', () => page.heardOf('admitted').length === 1)
    expect(await page.join()).toMatchObject({ ok: true, value: { grants: [grant] } })
  })

  test('that is added shows more of the past at once', async () => {
    const page = await enter(await signIn(server.origin, tokens['ha-noi-observer']))
    await page.join()
    const file = await enter(await signIn(server.origin, tokens['ha-noi-secretary']))
    await file.join()
    await file.must({
      type: 'contribution/file',
      bridge: 'ha-noi',
      speaker: { name: 'Người viết', title: null },
      topics: [],
    })
    await page.reaches(file.state?.seq ?? 0)
    expect(page.state?.contributions).toHaveLength(0)
    const organiser = await enter(await signIn(server.origin, tokens.organiser))
    await organiser.join()
    const grant = { role: 'secretary', bridge: 'ha-noi' } as const
    const named = { name: nameOf('ha-noi-observer'), title: null }
    await organiser.must({ type: 'role/grant', person: 'ha-noi-observer', named, grant })
    await until('the text is seen', () => page.state?.contributions.length === 1)
    expect(page.heardOf('snapshot')).toHaveLength(1)
    await organiser.must({ type: 'role/revoke', person: 'ha-noi-observer', grant })
    await until('the text is gone', () => page.state?.contributions.length === 0)
  })
})
