import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { attendanceDocument, renderAttendance } from '../../templates/attendance.ts'
import { renderExtract } from '../../templates/extract.ts'
import { renderMinutes } from '../../templates/minutes.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import { MissingGlyphError } from '../../templates/missing-glyph.ts'
import { renderNotice } from '../../templates/notice.ts'
import { renderSynthesis } from '../../templates/synthesis.ts'
import { unprintable, unprintableIn } from '../../templates/unprintable.ts'
import { allDocuments } from './all-documents.ts'
import { type ConferenceFile, prose, viewOf } from './conference-view.ts'
import { bodyText, judge, pageTexts, squeezed, words } from './read-pdf.ts'
import { extractOf, noticeOf, recordOf, synthesisOf } from './record-views.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'),
)
/** A hall without a roll call. */
const uncounted = { present: null, absent: [] }
const base = viewOf(file, { bridges: [] })

function contributions(...texts: string[]): Partial<MinutesView> {
  return {
    contributions: texts.map((text, index) => ({
      ...(base.contributions[index % base.contributions.length] as MinutesView['contributions'][number]),
      ordinal: index + 1,
      text: prose(text),
    })),
  }
}

const render = (changes: Partial<MinutesView>) => renderMinutes({ ...base, ...changes })

const VOWELS = 'aăâeêioôơuưy'
const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
const LETTERS = [...VOWELS].flatMap((vowel) => TONES.map((tone) => vowel + tone)).concat('đ')

describe('what was written is what can be read', () => {
  it('each Vietnamese letter, large and small, in four styles', async () => {
    const alphabet = LETTERS.flatMap((letter) => [letter, letter.toUpperCase()]).join(' ')
    const styles = [[], [{ type: 'strong' }], [{ type: 'em' }], [{ type: 'strong' }, { type: 'em' }]]
    const content = styles.map((marks) => ({
      type: 'paragraph',
      content: [{ type: 'text', text: alphabet, marks }],
    }))
    const text = bodyText(await render({ conclusion: { type: 'doc', content } }))
    expect(text.split(squeezed(alphabet)).length - 1).toBe(4)
  })

  it('decomposed Unicode as the same words composed', async () => {
    const words = 'Nghị quyết của Thường vụ Tỉnh ủy về đổi mới phương thức lãnh đạo'
    expect(bodyText(await render(contributions(words.normalize('NFD'))))).toContain(words)
  })

  it('markup, quotation marks, rare spaces and invisible marks', async () => {
    const given = '<b>&"\'</b> “trích” 20\u00a0% a\u200bb c\u00add e\u3000f'
    const text = bodyText(await render(contributions(given)))
    expect(text).toContain('<b>&"\'</b> “trích” 20 % ab cd e f')
  })

  it('pictographs, with joiners, selectors, flags, keycaps and skin tones', async () => {
    for (const emoji of ['😀', '👨‍👩‍👧', '❤️', '🇻🇳', '1️⃣', '👍🏽', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '☑']) {
      const bytes = await render(contributions(`Đồng ý ${emoji} với dự thảo`))
      expect(bodyText(bytes)).toContain(`Đồng ý ${emoji} với dự thảo`)
      expect(judge(bytes, 'pdffonts', 'FILE')).toContain('NotoEmoji')
    }
  })

  it('a name of 300 letters without a space, inside the margins', async () => {
    const name = 'Đặngthị'.repeat(43)
    const bytes = await render({
      ...contributions(`Ý kiến của ${name} về dự thảo`),
      body: name,
      bridges: [
        {
          ...uncounted,
          id: 'x',
          name,
          unit: name,
          level: 'province',
          delegates: 3,
          chair: { name, title: null },
        },
      ],
      signers: { secretary: { name }, chair: { name } },
    })
    const placed = words(bytes)
    expect(Math.max(...placed.map((word) => word.right))).toBeLessThan(((210 - 15) * 72) / 25.4 + 0.5)
    const joined = bodyText(bytes).replaceAll(' ', '')
    expect(joined.split(name).length - 1).toBeGreaterThanOrEqual(6)
    expect(joined).toContain(name.toUpperCase())
  })

  it('a row of the list of bridges that is taller than a page', async () => {
    const name = 'Đặngthị'.repeat(43)
    const chair = { name, title: `${name} ${name}` }
    const long = {
      ...uncounted,
      id: 'x',
      name: 'Dài',
      unit: 'Dài',
      level: 'province' as const,
      delegates: 3,
      chair,
    }
    const bytes = await render({ bridges: [long] })
    expect(bodyText(bytes).replaceAll(' ', '').split('Đặngthị').length - 1).toBeGreaterThan(3 * 43 - 6)
    expect(Math.max(...words(bytes).map((word) => word.bottom))).toBeLessThan((297 * 72) / 25.4)
    expect(pageTexts(bytes).filter((page) => page.includes('TT Điểm cầu')).length).toBe(2)
  })

  it('an opinion of twenty pages and three hundred contributions', async () => {
    const long = Array.from({ length: 1900 }, (_, n) => `Câu thứ ${n} của ý kiến rất dài này.`).join(' ')
    const texts = Array.from(
      { length: 300 },
      (_, n) => `Ý kiến có số riêng ${n}, không trùng với ý kiến khác.`,
    )
    const bytes = await render(contributions(long, ...texts))
    const text = bodyText(bytes)
    expect(text).toContain(long)
    for (const each of texts) expect(text).toContain(each)
    expect(pageTexts(bytes).filter((page) => page.includes('của ý kiến rất dài')).length).toBeGreaterThan(15)
  })

  it('lists and quotations with their labels', async () => {
    const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
    const item = (text: string) => ({ type: 'list_item', content: [paragraph(text)] })
    const conclusion = {
      type: 'doc',
      content: [
        { type: 'ordered_list', content: [item('Giao Văn phòng'), item('Giao các tỉnh ủy')] },
        { type: 'bullet_list', content: [item('trong tháng 6')] },
        { type: 'blockquote', content: [paragraph('Điều 5 khoản 2')] },
        {
          type: 'paragraph',
          content: [{ type: 'text', text: 'một' }, { type: 'hard_break' }, { type: 'text', text: 'hai' }],
        },
      ],
    }
    const text = bodyText(await render({ conclusion }))
    expect(text).toContain('1. Giao Văn phòng 2. Giao các tỉnh ủy – trong tháng 6 Điều 5 khoản 2 một hai')
  })
})

describe('what cannot be shown is refused by name', () => {
  const cases: [string, string, string][] = [
    ['another script', '中', 'U+4E2D'],
    ['a script from right to left', 'ש', 'U+05E9'],
    ['a pictograph without a glyph', '☐', 'U+2610'],
    ['a control character', '\u0007', 'U+0007'],
    ['a bidirectional override', '\u202e', 'U+202E'],
    ['a lone surrogate', '\ud83d', 'U+D83D'],
    ['a private code point', '\ue000', 'U+E000'],
    ['hidden tag characters', 'a\u{e0067}', 'U+E0067'],
  ]
  it.each(cases)('%s', async (_, text, codePoint) => {
    const changes = contributions('Nhất trí.', 'Nhất trí.', `Nhất trí ${text} với dự thảo`)
    const faults = unprintable({ ...base, ...changes })
    expect(faults).toMatchObject([{ codePoint, place: 'contributions[2].text' }])
    const error = await render(changes).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(MissingGlyphError)
    expect(error).toMatchObject({ codePoint, place: 'contributions[2].text' })
  })

  it('at every place that it stands in', () => {
    const bridges = [
      {
        ...uncounted,
        id: 'x',
        name: 'Điểm cầu 中',
        unit: '',
        level: 'province' as const,
        delegates: null,
        chair: null,
      },
    ]
    const faults = unprintable({
      ...base,
      subject: 'ก',
      bridges,
      signers: { ...base.signers, chair: { name: '文' } },
    })
    expect(faults.map((fault) => fault.place).toSorted()).toEqual([
      'bridges[0].name',
      'signers.chair.name',
      'subject',
    ])
  })

  it('in a conference file by the path in that file', () => {
    const contributions = [file.contributions[0], { ...file.contributions[1], text: 'Nhất trí \u0000' }]
    expect(unprintableIn({ ...file, contributions })).toEqual([
      { character: '\ufffd', codePoint: 'U+0000', place: 'contributions[1].text' },
    ])
  })

  it('while ordinary texts pass', () => {
    expect(unprintable(base)).toEqual([])
  })

  it('and a kind of prose that the minutes do not know is an error', async () => {
    const conclusion = { type: 'doc', content: [{ type: 'image' }] }
    await expect(render({ conclusion })).rejects.toThrow('image')
  })
})

describe('every kind of document', () => {
  it.each(allDocuments.map(({ name, draw }) => [name, draw] as const))(
    '%s embeds its fonts and keeps the spaces between its words',
    async (_, draw) => {
      const bytes = await draw()
      const fonts = judge(bytes, 'pdffonts', 'FILE').trim().split('\n').slice(2)
      expect(fonts.length).toBeGreaterThan(1)
      for (const row of fonts) expect(row).toMatch(/(Tinos|NotoEmoji).*Identity-H\s+yes yes yes/)
      const text = bodyText(bytes)
      expect(text).toContain(squeezed(file.title))
      // The longest word of Vietnamese has seven letters; hashes, links and numbers aside.
      expect(text.match(/(?<!\S)\p{L}{10,}(?!\S)/gu) ?? []).toEqual([])
    },
  )

  const spoilt = 'Hội nghị 中'
  const refusals: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
    ['the minutes', () => renderMinutes(viewOf(file, { subject: spoilt }))],
    ['the synthesis', () => renderSynthesis(synthesisOf(file, { subject: spoilt }))],
    ['the attendance list', () => renderAttendance(attendanceDocument(recordOf(file, { subject: spoilt })))],
    ['the notice', () => renderNotice(noticeOf(file, { subject: spoilt }))],
    [
      'the extract',
      () => renderExtract(extractOf(file, file.contributions[0]?.bridge ?? '', { subject: spoilt })),
    ],
  ]
  it.each(refusals)('%s names a character that it cannot show, and its place', async (_, draw) => {
    const error = await draw().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(MissingGlyphError)
    expect(error).toMatchObject({ character: '中', codePoint: 'U+4E2D', place: 'subject' })
  })
})
