import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { profileIds } from '../../domain/conference.ts'
import type { ProseNode } from '../../domain/prose.ts'
import { checkForm } from '../../server/form-check/index.ts'
import { renderMinutes } from '../../templates/minutes.ts'
import { documentNumber, PROFILES } from '../../templates/profiles/index.ts'
import { type ConferenceFile, viewOf } from '../templates/conference-view.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('../templates/conference-132.json', import.meta.url), 'utf8'),
)

const syllable = fc.constantFrom(
  ...'nhất trí với dự thảo quy định về kiểm điểm, đánh giá; đề nghị bổ sung.'.split(' '),
)
const words = (most: number) =>
  fc.array(syllable, { minLength: 1, maxLength: most }).map((some) => some.join(' '))
/** What stands in a document for something else must not be taken for it. */
const line = fc.oneof(
  { weight: 6, arbitrary: words(70) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('THƯ KÝ', 'Nơi nhận:', '- Lưu: VT,', 'Số: 7', '12', '😀 👍', 'DỰ THẢO'),
  },
)
const paragraph = line.map((text): ProseNode => ({ type: 'paragraph', content: [{ type: 'text', text }] }))
const broken = fc.array(words(12), { minLength: 2, maxLength: 5 }).map(
  (lines): ProseNode => ({
    type: 'paragraph',
    content: lines.flatMap((text) => [{ type: 'text', text }, { type: 'hard_break' }]),
  }),
)
const list = fc
  .tuple(
    fc.constantFrom('bullet_list', 'ordered_list'),
    fc.array(
      paragraph.map((each): ProseNode => ({ type: 'list_item', content: [each] })),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([type, content]): ProseNode => ({ type, content }))
const quotation = paragraph.map((each): ProseNode => ({ type: 'blockquote', content: [each] }))
const text = fc
  .array(fc.oneof(paragraph, broken, list, quotation), { minLength: 1, maxLength: 5 })
  .map((content): ProseNode => ({ type: 'doc', content }))

const minutes = fc.record({
  profile: fc.constantFrom(...profileIds),
  draft: fc.boolean(),
  demonstration: fc.boolean(),
  title: words(60),
  organiser: words(9).map((name) => `Ban ${name}`),
  superior: fc.option(words(6)),
  bridges: fc.integer({ min: 1, max: 12 }),
  texts: fc.array(text, { maxLength: 8 }),
  recipients: fc.array(words(20), { maxLength: 6 }),
  ordinal: fc.integer({ min: 1, max: 1200 }),
})

describe('minutes of whatever was said', () => {
  it('are found in form', async () => {
    await fc.assert(
      fc.asyncProperty(minutes, async ({ profile, title, organiser, bridges, texts, ordinal, ...given }) => {
        const base = viewOf(
          { ...file, title, organiser, bridges: file.bridges.slice(0, bridges) },
          {
            ...given,
            profile,
            number: given.draft ? null : documentNumber(PROFILES[profile], ordinal, 'BTCTW'),
          },
        )
        const contributions = base.contributions
          .slice(0, texts.length)
          .map((made, index) => ({ ...made, text: texts[index] ?? made.text }))
        const pdf = await renderMinutes({ ...base, contributions, opening: texts[0] ?? null })
        expect(checkForm(pdf, profile, 'minutes')).toEqual([])
      }),
      { numRuns: process.env.LONG ? 500 : 15 },
    )
  })
})
