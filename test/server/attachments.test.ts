import { createHash, randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { strToU8, zipSync } from 'fflate'
import PDFDocument from 'pdfkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contributionOf } from '../../domain/contributions.ts'
import { contributionDocument, plainText } from '../../domain/prose.ts'
import { openTexts } from '../../server/contributions/texts.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { Page, request } from '../support/page.ts'
import { central, prepareConference, type Who } from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const conference = 'hoi-nghi'
const tinos = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
)
let fresh: FreshDatabase
let server: RunningServer
const pages = new Map<Who, Page>()

beforeAll(async () => {
  fresh = await freshDatabase()
  server = await startServer(fresh.url)
  const tokens = await prepareConference(server.conferences, server.database, conference)
  for (const who of ['son-la-chair', 'son-la-secretary', 'ha-noi-secretary', `${central}-secretary`] as const)
    pages.set(who, await Page.enter(server.origin, tokens[who], conference))
})
afterAll(async () => {
  for (const page of pages.values()) page.close()
  await server.close()
  await fresh.close()
})

const paragraphs = [
  'Kính gửi Ban Tổ chức Trung ương. Đảng bộ tỉnh Sơn La nhất trí với dự thảo; tuy nhiên đề nghị lượng hóa tiêu chí xếp loại, để việc kiểm điểm cuối năm có căn cứ và so sánh được giữa các địa phương.',
  'Đề nghị bổ sung trách nhiệm nêu gương của người đứng đầu.',
]

async function pdf(): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margin: 72 })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  document.font(tinos).fontSize(14)
  for (const paragraph of paragraphs) document.text(paragraph, { indent: 28, paragraphGap: 6 })
  document.end()
  await new Promise((resolve) => document.on('end', resolve))
  return Buffer.concat(chunks)
}

function docx(body: string | Uint8Array): Buffer {
  const main = typeof body === 'string' ? strToU8(body) : body
  return Buffer.from(zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': main }))
}

const wordprocessing = (body: string) =>
  `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`

function filed(): Promise<number> {
  const speaker = { name: 'Nguyễn Văn A', title: null }
  const page = pages.get('son-la-chair') as Page
  return page.must({ type: 'contribution/file', bridge: 'son-la', speaker, topics: [] })
}

const base = (ref: number) => `/api/conferences/${conference}/contributions/${ref}/attachments`

async function attach(who: Who, ref: number, bytes: Buffer, command: string = randomUUID()) {
  const name = encodeURIComponent('Góp ý của Sơn La.pdf')
  const response = await request(
    server.origin,
    pages.get(who)?.sign ?? null,
    `${base(ref)}?name=${name}&command=${command}`,
    { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: new Uint8Array(bytes) },
  )
  return { status: response.status, body: (await response.json()) as { code?: string; text?: unknown } }
}

const held = (ref: number) => contributionOf(server.conferences.loaded(conference).state, ref)?.attachments

async function words(ref: number): Promise<string> {
  const texts = openTexts(server.database)
  const json = await texts.json(conference, contributionDocument(ref))
  await texts.close()
  return plainText(json)
}

test('a PDF becomes the text of an opinion that has none, paragraph by paragraph, and is kept byte for byte', async () => {
  const [ref, bytes] = [await filed(), await pdf()]
  const command = randomUUID()
  const first = await attach('son-la-secretary', ref, bytes, command)
  expect(first).toMatchObject({ status: 200, body: { text: { kind: 'placed' } } })
  expect(await words(ref)).toBe(paragraphs.join('\n'))
  // An act sent again is the same act.
  expect(await attach('son-la-secretary', ref, bytes, command)).toEqual(first)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(held(ref)).toEqual([
    { sha256, name: 'Góp ý của Sơn La.pdf', mediaType: 'application/pdf', size: bytes.length },
  ])

  const ask = (who: Who | null, path: string) =>
    request(server.origin, (who && pages.get(who)?.sign) ?? null, path)
  for (const who of ['son-la-chair', `${central}-secretary`] as const) {
    const response = await ask(who, `${base(ref)}/${sha256}`)
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
  }
  expect((await ask('ha-noi-secretary', `${base(ref)}/${sha256}`)).status).toBe(403)
  expect((await ask(null, `${base(ref)}/${sha256}`)).status).toBe(401)
  // A file of another opinion is none of this one.
  const other = await filed()
  expect((await ask('son-la-chair', `${base(other)}/${sha256}`)).status).toBe(404)
})

test('words are offered, not written, where a text stands or the person may not write', async () => {
  const body = wordprocessing(
    '<w:p><w:r><w:t>Nhất trí &amp; đề nghị </w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>' +
      '<w:r><w:t xml:space="preserve">giữ Điều&#160;5.</w:t><w:br/><w:t>Dòng sau.</w:t></w:r></w:p><w:p/>' +
      '<w:p><w:r><w:t>Đoạn hai.</w:t></w:r></w:p>',
  )
  const offered = { kind: 'offered', words: 'Nhất trí & đề nghị giữ Điều\u00a05.\nDòng sau.\nĐoạn hai.' }
  const ref = await filed()
  expect(await attach('son-la-chair', ref, docx(body))).toMatchObject({
    status: 200,
    body: { text: offered },
  })
  expect(await words(ref)).toBe('')
  expect(await attach('son-la-secretary', ref, await pdf())).toMatchObject({
    body: { text: { kind: 'placed' } },
  })
  expect(await attach('son-la-secretary', ref, docx(body))).toMatchObject({ body: { text: offered } })
  expect(await words(ref)).toBe(paragraphs.join('\n'))
})

test('whatever a file holds, the server goes on: a broken one is kept and not read, another kind is not taken', async () => {
  const ref = await filed()
  const bomb = docx(new Uint8Array(100 * 1024 * 1024))
  const broken = [
    Buffer.from('%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj trailer << /Root 1 0 R >>'),
    (await pdf()).subarray(0, 900),
    docx('<w:document><w:p><w:t>không có không gian tên'),
    docx(Buffer.from([0xff, 0xfe, 0x00, 0x3c])),
    bomb,
  ]
  for (const bytes of broken) {
    const { status, body } = await attach('son-la-secretary', ref, bytes)
    expect(status).toBe(200)
    expect(body.text).toMatchObject({ kind: expect.stringMatching(/^(unreadable|none)$/) })
  }
  expect(held(ref)).toHaveLength(broken.length)
  expect(await words(ref)).toBe('')
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('MZ\u0000\u0001'),
    Buffer.from(zipSync({ a: strToU8('b') })),
  ])
    expect(await attach('son-la-secretary', ref, bytes)).toMatchObject({
      status: 415,
      body: { code: 'attachment/not-a-document' },
    })
  const large = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(20 * 1024 * 1024)])
  expect(await attach('son-la-secretary', ref, large)).toMatchObject({ status: 413 })
  expect(await attach('ha-noi-secretary', ref, await pdf())).toMatchObject({ status: 403 })
  expect(held(ref)).toHaveLength(broken.length)
})

test('the document under discussion is read for the central desk and forgotten', async () => {
  const read = async (who: Who, bytes: Buffer) => {
    const response = await request(
      server.origin,
      pages.get(who)?.sign ?? null,
      `/api/conferences/${conference}/provisions/read`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
      },
    )
    return { status: response.status, body: (await response.json()) as unknown }
  }
  const secretary = `${central}-secretary` as const
  const stored = () => server.database.query('SELECT count(*)::int AS count FROM blob')
  const before = (await stored()).rows
  expect(await read(secretary, await pdf())).toEqual({ status: 200, body: { text: paragraphs.join('\n') } })
  const body = wordprocessing('<w:p><w:r><w:t>Điều 1. Phạm vi</w:t></w:r></w:p>')
  expect(await read(secretary, docx(body))).toEqual({ status: 200, body: { text: 'Điều 1. Phạm vi' } })
  expect(await read(secretary, docx(wordprocessing('<w:p/>')))).toMatchObject({
    status: 422,
    body: { code: 'attachment/no-text' },
  })
  expect(await read(secretary, docx('<w:document>'))).toMatchObject({
    status: 422,
    body: { code: 'attachment/unreadable' },
  })
  expect(await read(secretary, Buffer.from('Điều 1.'))).toMatchObject({ status: 415 })
  expect(await read('son-la-chair', await pdf())).toMatchObject({ status: 403 })
  expect((await stored()).rows).toEqual(before)
})
