import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConferenceState } from '../../domain/state.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { Page } from '../support/page.ts'
import {
  central,
  personCalled,
  prepareConference,
  type Tokens,
  type Who,
} from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { bodyText } from '../templates/read-pdf.ts'

const conference = 'hoi-nghi'
let fresh: FreshDatabase
let server: RunningServer
let tokens: Tokens
const pages = new Map<Who, Page>()
const at = (who: Who) => pages.get(who) as Page

beforeAll(async () => {
  fresh = await freshDatabase()
  server = await startServer(fresh.url)
  tokens = await prepareConference(server.conferences, server.database, conference)
  for (const who of [
    'organiser',
    `${central}-chair`,
    `${central}-secretary`,
    'son-la-secretary',
    'son-la-observer',
  ] as const)
    pages.set(who, await Page.enter(server.origin, tokens[who], conference))
})
afterAll(async () => {
  for (const page of pages.values()) page.close()
  await server.close()
  await fresh.close()
})

const state = () => server.conferences.loaded(conference).state

async function out(who: Who, file: string) {
  const response = await at(who).get(`/api/conferences/${conference}/out/${file}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, bytes, text: new TextDecoder().decode(bytes) }
}

describe('the record on its way out', () => {
  beforeAll(async () => {
    const [chair, secretary, bridge] = [
      at(`${central}-chair`),
      at(`${central}-secretary`),
      at('son-la-secretary'),
    ]
    await chair.must({ type: 'conference/open' })
    await bridge.must({ type: 'attendance/count', bridge: 'son-la', present: 17 })
    const speaker = { name: 'Lò Văn Giàng', title: 'Ủy viên' }
    await bridge.must({ type: 'contribution/file', bridge: 'son-la', speaker, topics: ['ty-le'] })
    const id = state().contributions.at(-1)?.id ?? 0
    const typist = await bridge.typist(`c${id}`)
    await bridge.type(`c${id}`, typist.paragraph('=Đề nghị giữ tỷ lệ hiện hành').take())
    await at('organiser').must({
      type: 'synthesis/answer',
      topic: 'ty-le',
      contributions: [id],
      verdict: 'partly',
      text: 'Tiếp thu về nguyên tắc.',
    })
    await secretary.must({
      type: 'conclusion/add',
      task: { work: 'Hoàn thiện dự thảo', lead: 'Vụ Pháp chế', coordinating: [], due: '2026-06-15' },
    })
    await chair.must({ type: 'conference/conclude' })
  })

  test('a draft is named and marked as one, in Vietnamese', async () => {
    const { status, headers, text } = await out('organiser', 'contributions.csv')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('text/csv')
    const disposition = headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(/^attachment; filename="danh-muc-y-kien-hoi-nghi-[^"]*\.csv"; /)
    const named = decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(disposition)?.[1] ?? '')
    expect(named).toBe('danh-muc-y-kien-hoi-nghi-truc-tuyen-gop-y-du-thao-du-thao.csv')
    expect(text).toContain('DỰ THẢO – TÀI LIỆU MINH HỌA')
    expect(text).toContain(",'=Đề nghị giữ tỷ lệ hiện hành,")
    expect(text).toContain('Tiếp thu một phần (Tỷ lệ): Tiếp thu về nguyên tắc.')
  })

  test('each file comes as what it says it is', async () => {
    const begins: Record<string, string> = { pdf: '%PDF-1.7', docx: 'PK', xlsx: 'PK', xml: '<?xml' }
    for (const file of [
      'minutes.pdf',
      'synthesis.pdf',
      'minutes.docx',
      'synthesis.docx',
      'ledger.xlsx',
      'debate.xml',
    ]) {
      const { status, bytes } = await out(`${central}-secretary`, file)
      expect(status, file).toBe(200)
      expect(new TextDecoder('latin1').decode(bytes.subarray(0, 8)), file).toContain(
        begins[file.split('.')[1] ?? ''],
      )
    }
    expect((await out('organiser', 'attendance.csv')).text).toContain('đếm được 17 người')
    expect((await out('organiser', 'ledger.csv')).text).toMatch(
      /Điểm cầu Sơn La,Cơ quan Sơn La,1 văn bản,thiếu/,
    )
  })

  test('a bridge takes its own extract and no other, the central desk any, an observer none', async () => {
    const { status, bytes, headers } = await out('son-la-secretary', 'extract.pdf?bridge=son-la')
    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toContain(
      'trich-bien-ban-diem-cau-son-la-hoi-nghi-truc-tuyen-gop-y-du-thao-du-thao.pdf',
    )
    const read = bodyText(bytes)
    expect(read).toContain('Phần ý kiến của Điểm cầu Sơn La')
    expect(read).toContain('=Đề nghị giữ tỷ lệ hiện hành')
    const other = await out(`${central}-secretary`, 'extract.pdf?bridge=ha-noi')
    expect(bodyText(other.bytes)).not.toMatch(/Sơn La|Đề nghị giữ/)
    expect((await out('son-la-secretary', 'extract.pdf?bridge=ha-noi')).status).toBe(403)
    expect((await out('son-la-observer', 'extract.pdf?bridge=son-la')).status).toBe(403)
    expect((await out('organiser', 'extract.pdf?bridge=khong-co')).status).toBe(404)
  })

  test('the attendance list and the notice are drafts before the seal', async () => {
    const attendance = bodyText((await out('organiser', 'attendance.pdf')).bytes)
    expect(attendance).toContain('17 người lúc')
    const notice = await out(`${central}-secretary`, 'notice.pdf')
    expect(notice.headers.get('content-disposition')).toContain(
      'thong-bao-ket-luan-hoi-nghi-truc-tuyen-gop-y-du-thao-du-thao.pdf',
    )
    expect(bodyText(notice.bytes)).toMatch(/Số ……-TB\/BTCTW.*Hoàn thiện dự thảo/)
    expect((await out('son-la-secretary', 'notice.pdf')).status).toBe(403)
  })

  test('the JSON of everything holds the state, every text and the head of the log', async () => {
    const { text } = await out('organiser', 'conference.json')
    const read = JSON.parse(text) as {
      head: { seq: number; hash: string }
      state: ConferenceState
      texts: Record<string, unknown>
      draft: boolean
    }
    expect(read.state).toEqual(JSON.parse(JSON.stringify(state())))
    expect(read.head.seq).toBe(read.state.seq)
    const log = await at('organiser').get(`/api/conferences/${conference}/log.jsonl`)
    const last = (await log.text()).trimEnd().split('\n').at(-1) ?? ''
    expect(JSON.parse(last)).toMatchObject({ seq: read.head.seq, hash: read.head.hash })
    expect(Object.keys(read.texts)).toEqual([
      'opening',
      ...state().contributions.map(({ id }) => `c${id}`),
      'conclusion',
    ])
    expect(read.draft).toBe(true)
  })

  test('a bridge takes nothing out, and a file that is none is unknown', async () => {
    expect((await out('son-la-secretary', 'synthesis.docx')).status).toBe(403)
    expect((await out('son-la-secretary', 'conference.json')).status).toBe(403)
    expect((await out('organiser', 'minutes.exe')).status).toBe(400)
  })

  test('sealed minutes come as the file that was sealed, and the rest without the mark of a draft', async () => {
    await at(`${central}-chair`).must({ type: 'minutes/seal', gapReason: 'Thử niêm phong' })
    const sealed = await until(
      'drawn',
      () => {
        const { minutes } = state()
        return minutes.kind === 'sealed' && minutes.rendered !== null ? minutes.rendered : undefined
      },
      60_000,
    )
    const { bytes, headers } = await out('organiser', 'minutes.pdf')
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
    expect(digest).toBe(sealed)
    expect(headers.get('content-disposition')).toContain('gop-y-du-thao-phien-ban-1-chua-ky.pdf')
    const debate = await out('organiser', 'debate.xml')
    expect(debate.text).not.toContain('DỰ THẢO')
    expect(debate.text).toContain('Đề nghị giữ tỷ lệ hiện hành')
    expect(debate.text).toMatch(/<FRBRnumber value="Số 01-BB\/BTCTW"\/>/)
  })

  test('the notice takes its number once the chair has signed, and bears it from then on', async () => {
    const secretary = at(`${central}-secretary`)
    const refused = await secretary.command({ type: 'notice/number' })
    expect(refused).toMatchObject({ ok: false, code: 'minutes/not-signed' })
    for (const [field, sha256] of [
      ['secretary', 'a1'.repeat(32)],
      ['chair', 'b2'.repeat(32)],
    ] as const) {
      const { minutes } = state()
      const base = minutes.kind === 'sealed' ? (minutes.newest ?? '') : ''
      const file = { base, sha256, size: 9, signer: 'Ký (minh họa)', certificate: 'c3'.repeat(32) }
      const command = { type: 'minutes/signed', version: 1, field, ...file } as const
      const by = personCalled(`${central}-${field}`)
      const signed = await server.conferences.command(conference, `sign-${field}`, command, by)
      expect(signed.kind).toBe('accepted')
    }
    const told = async () => (await secretary.get(`/api/conferences/${conference}/notice`)).json()
    expect(await told()).toEqual({ number: null })
    await secretary.must({ type: 'notice/number' })
    expect(await told()).toEqual({ number: 'Số 01-TB/BTCTW' })
    expect((await out('organiser', 'minutes.docx')).headers.get('content-disposition')).toContain(
      'phien-ban-1.docx',
    )
    expect(state().notice?.number).toMatchObject({ kind: 'notice', number: 1 })
    const { headers, bytes } = await out('organiser', 'notice.pdf')
    expect(headers.get('content-disposition')).toContain('gop-y-du-thao-phien-ban-1.pdf')
    expect(bodyText(bytes)).toMatch(/Số 01-TB\/BTCTW.*theo Biên bản số 01-BB\/BTCTW/)
    expect(Buffer.compare((await out('organiser', 'notice.pdf')).bytes, bytes)).toBe(0)
  })
})
