import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { renderFile } from '../../templates/files.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import type { ConferenceFile } from './conference-view.ts'
import { squeezed } from './read-pdf.ts'
import { recordOf } from './record-views.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'),
)
/** The schema of OASIS is not to be had from the registries that tests use: this is the part of it that is used. */
const SCHEMA = fileURLToPath(new URL('./debate.rng', import.meta.url))

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('the debate as Akoma Ntoso', () => {
  const validate = (xml: Uint8Array) =>
    execFileSync('xmllint', ['--noout', '--relaxng', SCHEMA, '-'], { input: xml, stdio: 'pipe' })
  const xpath = (xml: Uint8Array, expression: string) =>
    execFileSync(
      'xmllint',
      ['--xpath', expression.replaceAll(/\b(speech|p|from)\b(?=[[/@ ])/g, "*[local-name()='$1']"), '-'],
      {
        input: xml,
        encoding: 'utf8',
        maxBuffer: 64e6,
      },
    )

  it('is valid, with lists, quotations, line breaks and styles', async () => {
    const view = recordOf(file)
    const [first, ...others] = view.minutes.contributions as [
      MinutesView['contributions'][number],
      ...MinutesView['contributions'],
    ]
    const paragraph = (words: string, ...marks: string[]) => ({
      type: 'paragraph',
      content: [
        { type: 'text', text: words, marks: marks.map((type) => ({ type })) },
        { type: 'hard_break' },
        { type: 'text', text: 'dòng hai \u0001 <&>' },
      ],
    })
    const item = (words: string) => ({ type: 'list_item', content: [paragraph(words)] })
    const rich = {
      type: 'doc',
      content: [
        paragraph('Đậm nghiêng', 'strong', 'em'),
        { type: 'blockquote', content: [paragraph('Trích khoản 2')] },
        { type: 'ordered_list', attrs: { order: 3 }, content: [item('Ba'), item('Bốn')] },
        { type: 'bullet_list', content: [item('Gạch')] },
      ],
    }
    const vote = {
      question: 'Thông qua',
      electorate: 'bridges',
      secret: true,
      topic: null,
      at: view.minutes.startedAt,
      result: { kind: 'counted', tally: { for: 3, against: 1, other: 0 }, voters: 4 },
    } as const
    const contributions = [{ ...first, text: rich, kind: 'question' as const }, ...others]
    const xml = await renderFile(
      { ...view, minutes: { ...view.minutes, draft: true, votes: [vote], contributions } },
      'debate.xml',
    )
    validate(xml)
    expect(text(xml)).toContain('<b><i>Đậm nghiêng</i></b><br/>dòng hai \ufffd &lt;&amp;&gt;')
    expect(text(xml)).toContain('<docStatus>DỰ THẢO</docStatus>')
  })

  it('has a speech for each contribution, by a person who is referred to, with the times of its turn', async () => {
    const view = recordOf(file)
    const xml = await renderFile(view, 'debate.xml')
    validate(xml)
    const spoken = view.minutes.contributions.filter(({ source }) => source === 'spoken')
    const count = (expression: string) => Number(xpath(xml, `count(${expression})`))
    expect(count('//speech[@startTime and @endTime]')).toBe(spoken.length)
    expect(count("//*[local-name()='writtenStatements']/speech[not(@startTime)]")).toBe(
      view.minutes.contributions.length - spoken.length,
    )
    expect(count("//speech[not(substring(@by, 2) = //*[local-name()='TLCPerson']/@eId)]")).toBe(0)
    expect(count("//speech[@refersTo and not(contains(@refersTo, '#topic_'))]")).toBe(0)
    const [made] = spoken
    const started = new Date((made?.turns[0]?.startedAt ?? 0) + 7 * 3_600_000).toISOString().slice(0, 19)
    expect(xpath(xml, `string(//speech[@GUID='contribution-${made?.id}']/@startTime)`).trim()).toBe(
      `${started}+07:00`,
    )
    for (const given of file.contributions) expect(squeezed(text(xml))).toContain(squeezed(given.text))
  })

  it('is found wrong by the schema where it is wrong', async () => {
    const xml = text(await renderFile(recordOf(file), 'debate.xml'))
    const broken = xml.replace(/ by="#person_\d+"/, '')
    expect(() => validate(new TextEncoder().encode(broken))).toThrow()
  })
})
