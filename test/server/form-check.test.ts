import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { profileIds } from '../../domain/conference.ts'
import type { ProfileOverrides } from '../../domain/profile-overrides.ts'
import { checkForm } from '../../server/form-check/index.ts'
import { makeDemoPki } from '../../server/signing/demo-pki.ts'
import { sign } from '../../server/signing/sign.ts'
import { attendanceDocument, renderAttendance } from '../../templates/attendance.ts'
import { drawDocument } from '../../templates/draw-document.ts'
import { renderExtract } from '../../templates/extract.ts'
import { closingBlocks, closingItems, signatureBlocks } from '../../templates/minutes/closing.ts'
import { courseBlocks } from '../../templates/minutes/course.ts'
import { participantBlocks } from '../../templates/minutes/participants.ts'
import { renderMinutes } from '../../templates/minutes.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import { renderNotice } from '../../templates/notice.ts'
import { signatureItem } from '../../templates/page/signatures.ts'
import { documentNumber, PROFILES, type ProfileId, profileOf } from '../../templates/profiles/index.ts'
import { renderSignatureAppearance } from '../../templates/signature-appearance.ts'
import { renderSynthesis } from '../../templates/synthesis.ts'
import type { TextBlock } from '../../templates/text-block.ts'
import { type ConferenceFile, viewOf } from './../templates/conference-view.ts'
import { words } from './../templates/read-pdf.ts'
import { recordOf, synthesisOf } from './../templates/record-views.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('../templates/conference-132.json', import.meta.url), 'utf8'),
)
/** Enough for every part, on few pages. */
const short: ConferenceFile = {
  ...file,
  bridges: file.bridges.slice(0, 4),
  contributions: file.contributions.slice(0, 5),
}
/** Paragraphs of a page and more, which every page ends within. */
const long: ConferenceFile = {
  ...short,
  contributions: short.contributions.map((made) => ({ ...made, text: `${made.text} `.repeat(40).trim() })),
}

function minutesOf(profile: ProfileId, changes: Partial<MinutesView> = {}, of = short): MinutesView {
  const form = profileOf(profile, changes.profileOverrides)
  const number = changes.draft ? null : documentNumber(form, 1, 'BTCTW')
  return viewOf(of, { profile, number, ...changes })
}

const codes = (pdf: Uint8Array, profile: ProfileId, kind: Parameters<typeof checkForm>[2] = 'minutes') => [
  ...new Set(checkForm(pdf, profile, kind).map(({ code }) => code)),
]

/** Deviations are drawn by a changed profile, also by one that no body may ask for. */
const drawnBy = (overrides: unknown, changes: Partial<MinutesView> = {}, of = short) => {
  const profileOverrides = overrides as ProfileOverrides
  return renderMinutes(minutesOf('nd30', { ...changes, profileOverrides, number: 'Số: 01/BB-BTCTW' }, of))
}

describe('our own documents are in form', () => {
  it.each(profileIds)('in the profile %s', async (profile) => {
    for (const draft of [false, true]) {
      const view = minutesOf(profile, { draft }, file)
      const { attendance: held, ...others } = recordOf(file, view)
      const bridges = held.bridges.map((hall) => ({ ...hall, isCentral: false, losses: [] }))
      const record = { ...others, attendance: { ...held, bridges } }
      expect(checkForm(await renderMinutes(view), profile, 'minutes')).toEqual([])
      const synthesis = await renderSynthesis(synthesisOf(file, { profile, draft }))
      expect(checkForm(synthesis, profile, 'synthesis')).toEqual([])
      const attendance = await renderAttendance(attendanceDocument(record))
      expect(checkForm(attendance, profile, 'attendance')).toEqual([])
      const notice = await renderNotice({
        ...view,
        number: documentNumber(profileOf(profile), 7, 'BTCTW', 'notice').replace('07', draft ? '……' : '07'),
        place: draft ? 'Hà Nội' : 'Thành phố Buôn Ma Thuột, tỉnh Đắk Lắk',
        issuedAt: draft ? null : Date.parse('2026-02-05T09:00:00+07:00'),
        madeAt: view.sealedAt,
        minutesNumber: view.number,
        bridges: view.bridges.length,
        signer: view.signers.chair,
        tasks: [{ work: 'Hoàn thiện dự thảo', lead: 'Vụ Tổ chức', coordinating: [], due: '2026-03-01' }],
      })
      expect(checkForm(notice, profile, 'notice')).toEqual([])
      const [bridge] = file.bridges
      const extract = await renderExtract({
        ...view,
        minutesNumber: view.number,
        madeAt: view.sealedAt,
        bridge: { name: bridge?.name ?? '', unit: bridge?.unit ?? '', chair: null, invited: 20, present: 18 },
        contributions: view.contributions
          .slice(0, 2)
          .map((made) => ({ ...made, confirmedAt: made.confirmed === 'no' ? null : view.endedAt })),
        declaredNone: false,
        confirmUntil: view.endedAt + 3_600_000,
        signers: { secretary: view.signers.secretary, bridge: null },
      })
      expect(checkForm(extract, profile, 'extract')).toEqual([])
    }
  })

  it('with the organ’s seal, and when they are signed', async () => {
    const { signers } = minutesOf('nd30')
    const view = minutesOf('nd30', { signers: { ...signers, organ: { name: 'Cơ quan (minh họa)' } } })
    const pdf = await renderMinutes(view)
    expect(checkForm(pdf, 'nd30', 'minutes')).toEqual([])
    const appearance = await renderSignatureAppearance({
      name: 'Thư ký (minh họa)',
      body: 'Ban Tổ chức Trung ương',
      at: view.sealedAt,
      width: 200,
      height: 70,
    })
    const validity = { notBefore: view.sealedAt - 86_400_000, notAfter: view.sealedAt + 86_400_000 }
    const { signers: keys } = await makeDemoPki({ seed: Buffer.from('form'), ...validity })
    const signed = await sign(pdf, {
      field: 'secretary',
      signer: keys.secretary.signer,
      at: view.sealedAt,
      reason: 'Ký biên bản',
      appearance,
    })
    expect(checkForm(signed, 'nd30', 'minutes')).toEqual([])
  })

  it('by the profile of their body, where it departs from the legal one', async () => {
    const profileOverrides: ProfileOverrides = {
      page: { left: 35, right: 20 },
      body: { size: 13, leading: 20, firstLineMm: 10 },
      documents: { minutes: { signatures: { chair: 'CHỦ TRÌ' } } },
    }
    const pdf = await renderMinutes(minutesOf('nd30', { profileOverrides }))
    expect(checkForm(pdf, profileOf('nd30', profileOverrides), 'minutes')).toEqual([])
    // A wrong margin is one departure: what stands in the middle of the text is still in its middle.
    expect(codes(pdf, 'nd30').toSorted()).toEqual([
      ...['margin/left', 'margin/right', 'signature/missing', 'text/first-line', 'text/size'],
      'text/spacing',
    ])
  })
})

const { nd30 } = PROFILES
const [state, motto] = nd30.heading.right

describe('a departure is found by its name', () => {
  const deviations: readonly (readonly [code: string, what: string, overrides: unknown])[] = [
    ['margin/left', 'the left margin 5 mm wider', { page: { left: 35 } }],
    ['margin/left', 'the left margin 5 mm narrower', { page: { left: 25 } }],
    ['margin/right', 'the right margin 5 mm wider', { page: { right: 20 } }],
    ['margin/right', 'the right margin 5 mm narrower', { page: { right: 10 } }],
    ['margin/top', 'the top margin 5 mm wider', { page: { top: 25 } }],
    ['margin/top', 'the top margin 5 mm narrower', { page: { top: 15 } }],
    ['page-number/on-first-page', 'a number on page 1', { pageNumber: { onFirstPage: true } }],
    ['page-number/missing', 'no page numbers', { pageNumber: { position: 'none' } }],
    ['page-number/size', 'page numbers 1 pt larger', { pageNumber: { size: 14 } }],
    ['page-number/style', 'slanted page numbers', { pageNumber: { italic: true } }],
    ['page-number/place', 'page numbers 3 mm higher', { pageNumber: { fromEdgeMm: 7 } }],
    [
      'heading/case',
      'the heading in lower case',
      { heading: { right: [{ ...state, text: 'Cộng hòa xã hội chủ nghĩa Việt Nam' }, motto] } },
    ],
    ['heading/missing', 'no motto', { heading: { right: [state] } }],
    ['heading/size', 'the heading 1 pt larger', { heading: { right: [{ ...state, size: 13 }, motto] } }],
    [
      'heading/style',
      'a heading that is not bold',
      { heading: { right: [{ ...state, bold: false }, motto] } },
    ],
    ['heading/rule', 'half the rule under the motto', { heading: { rightRule: 0.5 } }],
    ['superior/size', 'the superior body 1 pt larger', { heading: { superior: { size: 13 } } }],
    ['body/size', 'the body 1 pt larger', { heading: { body: { size: 13 } } }],
    ['body/missing', 'a body that is not bold', { heading: { body: { bold: false } } }],
    ['body/rule', 'an asterisk in place of the rule', { heading: { underBody: { kind: 'asterisk' } } }],
    ['number/size', 'the number 1 pt larger', { heading: { number: { size: 14 } } }],
    ['type/missing', 'another type', { documents: { minutes: { type: 'BÁO CÁO' } } }],
    ['type/case', 'the type in small letters', { documents: { minutes: { type: 'Biên bản' } } }],
    ['type/size', 'the type 1 pt larger', { title: { size: 15 } }],
    ['subject/size', 'the subject 1 pt smaller', { subject: { size: 13 } }],
    ['subject/style', 'a subject that is not bold', { subject: { bold: false } }],
    ['subject/rule', 'no rule under the subject', { subject: { rule: null } }],
    ['text/size', 'the text 1 pt smaller', { body: { size: 13 } }],
    ['text/spacing', 'lines 2 pt further apart', { body: { leading: 20 } }],
    ['text/first-line', 'first lines at 10 mm', { body: { firstLineMm: 10 } }],
    ['text/gap', 'paragraphs 3 pt closer', { body: { paragraphGap: 3 } }],
    ['text/not-justified', 'ragged text', { body: { align: 'left' } }],
    ['table/size', 'tables 1 pt smaller', { table: { size: 11 } }],
    [
      'signature/missing',
      'another title of the chair',
      { documents: { minutes: { signatures: { chair: 'CHỦ TRÌ' } } } },
    ],
    ['signature/size', 'titles of signers 1 pt smaller', { signature: { block: { size: 13 } } }],
    ['signer/style', 'names of signers not bold', { signature: { name: { bold: false } } }],
    [
      'recipients/style',
      'an upright heading of the recipients',
      { recipients: { headingText: { italic: false } } },
    ],
    [
      'recipients/style',
      'an underlined heading of the recipients',
      { recipients: { headingText: { underline: true } } },
    ],
    ['recipient/size', 'recipients 1 pt larger', { recipients: { items: { size: 12 } } }],
    ['recipients/archive', 'no line for the archive', { recipients: { archive: [] } }],
    ['recipients/mark', 'commas after the recipients', { recipients: { separator: ',' } }],
  ]
  it.each(deviations)('%s: %s', async (code, _, overrides) => {
    expect(codes(await drawnBy(overrides), 'nd30')).toContain(code)
  })

  it('margin/bottom: the lower margin 5 mm narrower, or 10 mm wider', async () => {
    expect(codes(await drawnBy({ page: { bottom: 15 } }, {}, file), 'nd30')).toContain('margin/bottom')
    expect(codes(await drawnBy({ page: { bottom: 30 } }, {}, long), 'nd30')).toEqual(['margin/bottom'])
    expect(codes(await drawnBy({}, {}, long), 'nd30')).toEqual([])
  })

  it('paper/size: portrait where landscape is asked for', async () => {
    expect(codes(await renderMinutes(minutesOf('nd30')), 'nd30', 'synthesis')).toContain('paper/size')
  })

  it('number/form and number/missing: a number after another pattern, and none', async () => {
    const numbered = (number: string | null) => renderMinutes(minutesOf('nd30', { number }))
    expect(codes(await numbered('Số 01-BB/BTCTW'), 'nd30')).toContain('number/form')
    expect(codes(await numbered('Số: 1/BB-BTCTW'), 'nd30')).toContain('number/form')
    expect(codes(await numbered('Số: 012/BB-BTCTW'), 'nd30')).toContain('number/form')
    expect(codes(await numbered(null), 'nd30')).toContain('number/missing')
  })

  it('place-date/unwanted: minutes with a date at their head', async () => {
    const placeAndDate = 'Hà Nội, ngày 30 tháng 5 năm 2023'
    expect(codes(await composed({ placeAndDate }), 'nd30')).toEqual(['place-date/unwanted'])
  })

  it('part/order: the chair named ahead of those who were there', async () => {
    expect(codes(await composed({ blocks: (blocks) => blocks.toReversed() }), 'nd30')).toContain('part/order')
  })

  it('part/missing: minutes that do not say when the meeting ended', async () => {
    expect(codes(await composed({ blocks: (blocks) => blocks, ended: false }), 'nd30')).toEqual([
      'part/missing',
    ])
  })

  it('recipients/missing: signatures alone at the end', async () => {
    expect(codes(await composed({ recipients: false }), 'nd30')).toEqual(['recipients/missing'])
  })

  it('signature/order: the chair on the left', async () => {
    expect(codes(await composed({ exchanged: true }), 'nd30')).toContain('signature/order')
  })

  it('part/order: the recipients above the signatures', async () => {
    expect(codes(await composed({ reversed: true }), 'nd30')).toEqual(['part/order'])
  })

  it('draft/mark-missing: minutes that nobody can sign and that do not say why', async () => {
    expect(codes(await composed({ fields: false }), 'nd30')).toEqual(['draft/mark-missing'])
  })
})

describe('what is no document', () => {
  it('is said to be unreadable, whatever its bytes are', async () => {
    const pdf = await renderMinutes(minutesOf('nd30'))
    for (const bytes of [new Uint8Array(), Buffer.from('%PDF-1.7\n%%EOF'), pdf.subarray(0, pdf.length / 2)])
      expect(codes(bytes, 'nd30')).toEqual(['file/unreadable'])
  })

  it('never stops the check, whichever byte is wrong', async () => {
    const pdf = await renderMinutes(minutesOf('nd30'))
    for (let step = 1; step <= (process.env.LONG ? 5_000 : 150); step++) {
      const changed = Uint8Array.from(pdf)
      for (let flip = 0; flip < 3; flip++)
        changed[(step * 7919 + flip * 104_729) % pdf.length] = step * 37 + flip
      expect(Array.isArray(checkForm(changed, 'nd30', 'minutes'))).toBe(true)
    }
  })
})

describe('poppler, as an outside judge', () => {
  it.each(profileIds)(
    'finds the words of %s within the margins, and the heading where it belongs',
    async (id) => {
      const { page, body } = PROFILES[id]
      const mm = (points: number) => (points / 72) * 25.4
      const all = words(await renderMinutes(minutesOf(id, { demonstration: false, draft: false }, file)))
      const text = all.filter(({ top }) => mm(top) > 15)
      const least = (values: readonly number[]) =>
        values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
      const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0)
      expect(mm(least(text.map(({ left }) => left)))).toBeCloseTo(page.left, 1)
      expect(mm(most(text.map(({ right }) => right)))).toBeCloseTo(210 - page.right, 0)
      expect(mm(least(text.map(({ top }) => top)))).toBeGreaterThan(page.top - 0.5)
      expect(mm(most(text.map(({ bottom }) => bottom)))).toBeLessThan(297 - page.bottom + 0.5)
      const first = all.find((word) => word.text === 'I.')
      expect(mm(first?.left ?? 0)).toBeCloseTo(page.left + body.firstLineMm, 1)
      const numbers = all.filter(({ top }) => mm(top) <= 15)
      expect(numbers.map((word) => word.text)).toEqual(
        Array.from({ length: (all.at(-1)?.page ?? 0) - 1 }, (_, index) => String(index + 2)),
      )
      for (const { left, right, top, bottom } of numbers) {
        expect(mm((left + right) / 2)).toBeCloseTo(105, 1)
        expect(mm((top + bottom) / 2)).toBeGreaterThan(8)
        expect(mm((top + bottom) / 2)).toBeLessThan(12)
      }
    },
  )
})

/** Minutes put together otherwise than the template does. */
function composed(otherwise: {
  readonly placeAndDate?: string
  readonly blocks?: (participants: readonly TextBlock[]) => readonly TextBlock[]
  readonly ended?: boolean
  readonly recipients?: boolean
  readonly exchanged?: boolean
  readonly reversed?: boolean
  readonly fields?: boolean
}): Promise<Uint8Array> {
  const view = minutesOf('nd30')
  const { blocks = (each) => each, ended = true, recipients = true, exchanged, fields = true } = otherwise
  return drawDocument(view, {
    kind: 'minutes',
    number: view.number,
    placeAndDate: otherwise.placeAndDate ?? null,
    blocks: [
      ...blocks(participantBlocks(view)),
      ...courseBlocks(view),
      ...closingBlocks(view).slice(ended ? 0 : 1),
    ],
    closing: (sheet) => {
      const signers = signatureBlocks(sheet.profile, view)
      if (!recipients) return [signatureItem(sheet, signers, false)]
      if (exchanged)
        return [signatureItem(sheet, signers.toReversed(), false), ...closingItems(sheet, view).slice(2)]
      const items = closingItems(sheet, { ...view, draft: !fields })
      return otherwise.reversed ? [...items.slice(2), ...items.slice(0, 2)] : items
    },
    createdAt: view.sealedAt,
    seed: 'composed',
  })
}
