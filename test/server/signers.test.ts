import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignatureField } from '../../domain/signing.ts'
import { type DocumentToSign, signRemotely } from '../../scripts/sign-agent/sign-remotely.ts'
import { SimulatedClock } from '../../server/clock.ts'
import { oids } from '../../server/signing/asn1/oids.ts'
import { type DemoPki, makeDemoPki } from '../../server/signing/demo-pki.ts'
import { sign } from '../../server/signing/sign.ts'
import type { Signer } from '../../server/signing/signer.ts'
import { demoTsa } from '../../server/signing/timestamp/demo-tsa.ts'
import { verify } from '../../server/signing/verify.ts'
import { makeAuthority } from '../signing/signed-pdf.ts'
import { stampedAnyhow } from '../signing/stamped-pdf.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { Page, request } from '../support/page.ts'
import { pkcs12File } from '../support/pkcs12-file.ts'
import { pngOf } from '../support/png.ts'
import { central, prepareConference, type Who } from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const PASSPHRASE = 'mật khẩu rất bí mật 1975'
const DAY = 86_400_000
const [secretary, chair] = [`${central}-secretary`, `${central}-chair`] as const
const clock = new SimulatedClock(Date.now())
let fresh: FreshDatabase
let server: RunningServer
let pki: DemoPki
let conference: string
const pages = new Map<Who, Page>()

beforeAll(async () => {
  fresh = await freshDatabase()
  pki = await makeDemoPki({ notBefore: clock.now() - DAY, notAfter: clock.now() + 365 * DAY })
  // Without the demonstration's keys: everybody brings their own.
  server = await startServer(fresh.url, { clock, roots: [pki.rootPem] })
})
beforeEach(async () => {
  conference = `hn-${randomUUID().slice(0, 8)}`
  const tokens = await prepareConference(server.conferences, server.database, conference)
  for (const page of pages.values()) page.close()
  for (const who of [chair, secretary, 'son-la-secretary'] as const)
    pages.set(who, await Page.enter(server.origin, tokens[who], conference))
  const by = pages.get(chair) as Page
  for (const type of ['conference/open', 'conference/conclude'] as const) await by.must({ type })
  await by.must({ type: 'minutes/seal', gapReason: 'Thử niêm phong' })
  await until('drawn', () => minutes()?.rendered, 60_000)
})
afterAll(async () => {
  for (const page of pages.values()) page.close()
  await server.close()
  await fresh.close()
})

function minutes() {
  const { minutes: held } = server.conferences.loaded(conference).state
  return held.kind === 'sealed' ? held : null
}

interface Answer {
  readonly status: number
  readonly body: Record<string, string> & { readonly detail?: Record<string, unknown> }
}

/** Asked by a page, or under a link. */
async function ask(
  by: Who | { readonly link: string },
  step: string,
  body: object | Uint8Array,
): Promise<Answer> {
  const isFile = body instanceof Uint8Array
  const page = typeof by === 'string' ? (pages.get(by)?.sign ?? null) : null
  const path = `/api/conferences/${conference}/minutes/signatures${step}`
  const response = await request(server.origin, page, path, {
    method: 'POST',
    headers: {
      'content-type': isFile ? 'application/pdf' : 'application/json',
      ...(typeof by === 'string' ? {} : { authorization: `Bearer ${by.link}` }),
    },
    body: isFile ? Buffer.from(body) : JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

async function file(kind: string, version = 1): Promise<Buffer> {
  const path = `/api/conferences/${conference}/minutes/${kind}.pdf?version=${version}`
  const response = await request(server.origin, pages.get(secretary)?.sign ?? null, path)
  expect(response.status, kind).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const keyFile = (field: SignatureField) => {
  const { keyPem, certificatePem } = pki.signers[field]
  return base64(pkcs12File(`${keyPem}${certificatePem}${pki.issuingPem}`, PASSPHRASE))
}
const prepareBody = (field: SignatureField, { chain, algorithm }: Signer) => ({
  field,
  chain: chain.map(base64),
  algorithm,
})

async function prepared(by: Who | { readonly link: string }, field: SignatureField) {
  const { signer } = pki.signers[field]
  const { status, body } = await ask(by, '/prepare', prepareBody(field, signer))
  expect(status, JSON.stringify(body)).toBe(200)
  const toBeSigned = Buffer.from(body.toBeSigned ?? '', 'base64')
  expect(createHash('sha256').update(toBeSigned).digest('base64')).toBe(body.digest)
  const signature = base64(await signer.sign(toBeSigned))
  return { field, token: body.token, signature, id: `ky-o-${field}` }
}

describe('a PKCS#12 file', () => {
  test('signs once with its passphrase, and neither is found anywhere afterwards', async () => {
    const body = { field: 'secretary', id: 'thu-ky-ky-1', file: keyFile('secretary'), passphrase: PASSPHRASE }
    const wrong = await ask(secretary, '/pkcs12', { ...body, passphrase: 'khác' })
    expect(wrong).toMatchObject({ status: 422, body: { code: 'signing/pkcs12-unreadable' } })
    const noPicture = await ask(secretary, '/pkcs12', { ...body, image: base64(Buffer.from('ảnh')) })
    expect(noPicture).toMatchObject({ status: 422, body: { code: 'signing/image-refused' } })
    const shown = { ...body, image: base64(pngOf(60, 30)) }
    const first = await ask(secretary, '/pkcs12', shown)
    expect(first.status).toBe(200)
    expect(await ask(secretary, '/pkcs12', shown)).toEqual(first)
    expect((await file('secretary')).toString('latin1')).toMatch(/\/Subtype \/Image/)
    expect(minutes()?.signatures).toMatchObject([{ field: 'secretary', signer: 'Thư ký (minh họa)' }])
    const verdict = verify(await file('secretary'), { roots: [pki.rootPem], now: clock.now() })
    expect(verdict.signatures).toMatchObject([{ field: 'secretary', trusted: true }])
    const { rows: tables } = await server.database.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = current_schema()`,
    )
    expect(tables.length).toBeGreaterThan(5)
    for (const { name } of tables) {
      const found = await server.database.query(
        `SELECT 1 FROM ${name} AS row WHERE strpos(row::text, $1) > 0 OR strpos(row::text, $2) > 0`,
        [PASSPHRASE, Buffer.from(PASSPHRASE).toString('hex')],
      )
      expect(found.rowCount, name).toBe(0)
    }
    expect(JSON.stringify(wrong)).not.toContain('khác')
  })

  test('of somebody else is refused by name, and of nobody who is trusted too', async () => {
    const passphrase = PASSPHRASE
    const other = { field: 'secretary', id: 'thu-ky-ky-2', file: keyFile('chair'), passphrase }
    expect(await ask(secretary, '/pkcs12', other)).toMatchObject({
      status: 422,
      body: {
        code: 'signing/certificate-refused',
        detail: { reason: 'wrong-person', holder: 'Chủ trì (minh họa)', expected: 'Thư ký (minh họa)' },
      },
    })
    expect(await ask(chair, '/pkcs12', { ...other, file: keyFile('secretary') })).toMatchObject({
      status: 403,
    })
    expect(minutes()?.signatures).toEqual([])
  })
})

describe('two steps', () => {
  test('put the signature of a key that never was here into the file, and a retry gets the same answer', async () => {
    const body = await prepared(secretary, 'secretary')
    // Neither somebody else's try nor a signature over something else.
    expect(await ask(chair, '/complete', body)).toMatchObject({ status: 403 })
    const spoilt = { ...body, signature: base64(Buffer.alloc(256, 7)) }
    expect(await ask(secretary, '/complete', spoilt)).toMatchObject({
      body: { code: 'signing/wrong-signature' },
    })
    const [first, twin] = await Promise.all([
      ask(secretary, '/complete', body),
      ask(secretary, '/complete', body),
    ])
    expect(first.status).toBe(200)
    expect(twin).toEqual(first)
    expect(await ask(secretary, '/complete', body)).toEqual(first)
    expect(minutes()?.signatures).toHaveLength(1)
    const other = { ...body, id: 'thu-ky-ky-khac' }
    expect(await ask(secretary, '/complete', other)).toMatchObject({
      body: { code: 'signing/preparation-gone' },
    })
  })

  test('end after ten minutes, with a newer try, and with another file', async () => {
    const [old, newer] = [await prepared(secretary, 'secretary'), await prepared(secretary, 'secretary')]
    const gone = { status: 409, body: { code: 'signing/preparation-gone' } }
    expect(await ask(secretary, '/complete', old)).toMatchObject(gone)
    clock.moveTo(clock.now() + 10 * 60_000)
    expect(await ask(secretary, '/complete', newer)).toMatchObject(gone)
    const late = await prepared(secretary, 'secretary')
    await (pages.get(chair) as Page).must({ type: 'minutes/reopen', reason: 'Sửa một chữ' })
    await (pages.get(chair) as Page).must({ type: 'minutes/seal', gapReason: 'Thử niêm phong' })
    await until('drawn again', () => minutes()?.version === 2 && minutes()?.rendered, 60_000)
    expect(await ask(secretary, '/complete', late)).toMatchObject({
      status: 409,
      body: { code: 'signing/base-changed' },
    })
  })

  test('under a link sign that one field, once, for whoever made it and as long as they are signed in', async () => {
    const made = await ask(secretary, '/link', { field: 'secretary' })
    const by = { link: made.body.token ?? '' }
    expect(await ask(chair, '/link', { field: 'secretary' })).toMatchObject({ status: 403 })
    expect(await ask(by, '/link', { field: 'secretary' })).toMatchObject({ status: 403 })
    const refused = { status: 401, body: { code: 'signing/link-invalid' } }
    const chairSigner = pki.signers.chair.signer
    expect(await ask(by, '/prepare', prepareBody('chair', chairSigner))).toMatchObject(refused)
    const [key, id] = [keyFile('secretary'), 'thu-ky-ky-bang-lien-ket']
    const otherWays: [string, object | Uint8Array][] = [
      ['', { field: 'secretary', id }],
      ['/pkcs12', { field: 'secretary', id, file: key, passphrase: PASSPHRASE }],
      [`/upload?field=secretary&command=${id}`, Buffer.from('%PDF-')],
    ]
    for (const [step, asked] of otherWays) expect(await ask(by, step, asked), step).toMatchObject(refused)
    expect(await ask({ link: 'x'.repeat(43) }, '/prepare', prepareBody('chair', chairSigner))).toMatchObject(
      refused,
    )
    const body = await prepared(by, 'secretary')
    const first = await ask(by, '/complete', body)
    expect(first.status).toBe(200)
    expect(await ask(by, '/complete', body)).toEqual(first)
    expect(await ask(by, '/complete', { ...body, id: 'thu-ky-ky-lai' })).toMatchObject(refused)
    const { signer } = pki.signers.secretary
    expect(await ask(by, '/prepare', prepareBody('secretary', signer))).toMatchObject(refused)
    expect(server.conferences.loaded(conference).entries.at(-1)).toMatchObject({
      actor: { kind: 'person', person: secretary },
      event: { type: 'minutes-signed' },
    })

    const link = (await ask(chair, '/link', { field: 'chair' })).body.token ?? ''
    const where = { server: server.origin, conference, field: 'chair', link } as const
    const shown: DocumentToSign[] = []
    await signRemotely(where, async (document) => {
      shown.push(document)
      return chairSigner
    })
    expect(shown).toMatchObject([{ version: 1, sha256: minutes()?.signatures[0]?.sha256 }])
    expect(minutes()?.signatures).toMatchObject([{}, { field: 'chair', signer: 'Chủ trì (minh họa)' }])
    await expect(signRemotely(where, async () => chairSigner)).rejects.toMatchObject({
      code: 'signing/link-invalid',
    })
  })

  test('under a link end with the sign-in of whoever made it', async () => {
    const own = { link: (await ask(chair, '/link', { field: 'chair' })).body.token ?? '' }
    await request(server.origin, pages.get(chair)?.sign ?? null, '/api/session', { method: 'DELETE' })
    const { signer } = pki.signers.chair
    expect(await ask(own, '/prepare', prepareBody('chair', signer))).toMatchObject({
      status: 401,
      body: { code: 'access/not-signed-in' },
    })
  })
})

describe('a file signed elsewhere', () => {
  const upload = (who: Who, field: SignatureField, bytes: Uint8Array) =>
    ask(who, `/upload?field=${field}&command=${randomUUID()}`, bytes)
  const at = () => clock.now()

  test('is taken when it is ours with the one signature that is due, and kept byte by byte', async () => {
    const base = await file('unsigned')
    const plain = await sign(base, { field: 'secretary', signer: pki.signers.secretary.signer, at: at() })
    const { timestamp } = demoTsa(pki.tsa.signer, at)
    const signed = await stampedAnyhow(plain, 'secretary', (digest) => timestamp('sha256', digest))
    expect(await upload(secretary, 'secretary', signed)).toMatchObject({ status: 200 })
    expect((await file('secretary')).equals(signed)).toBe(true)
    expect(minutes()?.signatures).toMatchObject([{ signer: 'Thư ký (minh họa)' }])
  })

  test('is refused with the reason when it is anything else', async () => {
    const base = await file('unsigned')
    const own = pki.signers.secretary.signer
    const signed = Buffer.from(await sign(base, { field: 'secretary', signer: own, at: at() }))
    const both = await sign(signed, { field: 'chair', signer: pki.signers.chair.signer, at: at() })
    const other = Buffer.from(signed)
    other[2000] = (other[2000] ?? 0) ^ 1
    const stampOf = (tsa: Signer, later = 0) => {
      const { timestamp } = demoTsa(tsa, () => at() + later)
      return (digest: Uint8Array) => timestamp('sha256', digest)
    }
    const purpose = { extendedKeyUsage: [oids.timeStamping], criticalExtendedKeyUsage: true }
    const validity = { notBefore: at() - DAY, notAfter: at() + DAY }
    const contents = { ...purpose, ...validity }
    const stranger = makeAuthority('Gốc lạ', validity).issue({ commonName: 'Người lạ', contents })
    const spoilt = Buffer.from(signed)
    const within = signed.lastIndexOf('/Name ') + 8
    spoilt[within] = (spoilt[within] ?? 0) ^ 1
    const reasons: [Uint8Array, string][] = [
      [base, 'not-signed'],
      [other, 'other-file'],
      [both, 'several-signatures'],
      [spoilt, 'changed'],
      [Buffer.concat([signed, Buffer.from('thêm')]), 'changed'],
      [await stampedAnyhow(signed, 'secretary', stampOf(stranger)), 'untrusted-timestamp'],
      [await stampedAnyhow(signed, 'secretary', stampOf(pki.tsa.signer, 3_600_000)), 'untrusted-timestamp'],
    ]
    for (const [bytes, reason] of reasons)
      expect(await upload(secretary, 'secretary', bytes), reason).toMatchObject({
        status: 422,
        body: { code: 'signing/upload-refused', detail: { reason } },
      })
    expect(await upload(chair, 'chair', signed)).toMatchObject({ status: 409 })
    expect(minutes()?.signatures).toEqual([])
  })
})

test('a refusal to sign opens the minutes again, and what was signed stays to be read', async () => {
  const body = { field: 'secretary', id: 'thu-ky-ky', file: keyFile('secretary'), passphrase: PASSPHRASE }
  expect((await ask(secretary, '/pkcs12', body)).status).toBe(200)
  const refuse = {
    type: 'minutes/refuse-signature',
    field: 'chair',
    reason: 'Thiếu ý kiến của Hà Nội',
  } as const
  expect(await pages.get(secretary)?.command(refuse)).toMatchObject({ code: 'access/not-allowed' })
  await (pages.get(chair) as Page).must(refuse)
  expect(minutes()).toBeNull()
  const answer = await request(
    server.origin,
    pages.get(secretary)?.sign ?? null,
    `/api/conferences/${conference}/minutes`,
  )
  expect(await answer.json()).toMatchObject({
    current: null,
    demonstrates: false,
    former: [{ version: 1, reason: refuse.reason, files: [{ kind: 'unsigned' }, { kind: 'secretary' }] }],
  })
  expect((await file('secretary')).subarray(0, 5).toString()).toBe('%PDF-')
})
