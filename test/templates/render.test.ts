import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { renderMinutes } from '../../templates/minutes.ts'
import { MissingGlyphError } from '../../templates/missing-glyph.ts'
import { openRenderer, type Renderer } from '../../templates/render.ts'
import { type ConferenceFile, viewOf } from './conference-view.ts'
import { judge, squeezed, words } from './read-pdf.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'),
)
let renderer: Renderer
afterEach(() => renderer.close())

describe('the rendering thread', () => {
  it('gives the same bytes as drawing here', async () => {
    renderer = openRenderer()
    const view = viewOf(file)
    expect(Buffer.compare(await renderer.minutes(view), await renderMinutes(view))).toBe(0)
  })

  it('answers several requests at once, each with its own result', async () => {
    renderer = openRenderer()
    const versions = await Promise.all(
      [1, 2, 3].map((version) => renderer.minutes(viewOf(file, { version }))),
    )
    const expected = await Promise.all([1, 2, 3].map((version) => renderMinutes(viewOf(file, { version }))))
    for (const [index, bytes] of versions.entries())
      expect(Buffer.compare(bytes, expected[index] as Uint8Array)).toBe(0)
  })

  it('passes a refusal on with its character and place, and goes on', async () => {
    renderer = openRenderer()
    const view = viewOf(file, { subject: 'Hội nghị 中' })
    const error = await renderer.minutes(view).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(MissingGlyphError)
    expect(error).toMatchObject({ character: '中', codePoint: 'U+4E2D', place: 'subject' })
    expect(await renderer.unprintable(view)).toEqual([
      { character: '中', codePoint: 'U+4E2D', place: 'subject' },
    ])
  })

  it('starts anew after it has ended from idleness', async () => {
    renderer = openRenderer({ idleMilliseconds: 1 })
    await renderer.minutes(viewOf(file))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await renderer.minutes(viewOf(file))).length).toBeGreaterThan(1000)
  })

  it('rejects what is under way when it is closed', async () => {
    renderer = openRenderer()
    const pending = renderer.minutes(viewOf(file))
    const rejected = expect(pending).rejects.toThrow('closed')
    await renderer.close()
    await rejected
  })
})

describe("a signature's appearance", () => {
  const appearance = {
    width: 216,
    height: 73,
    name: 'Thư ký (minh họa)',
    body: 'Ban Tổ chức Trung ương',
    at: Date.parse('2023-05-30T11:05:09+07:00'),
  }

  it('shows name, body and time of Vietnam on a page of exactly that size', async () => {
    renderer = openRenderer()
    const bytes = await renderer.appearance(appearance)
    expect(squeezed(judge(bytes, 'pdftotext', 'FILE', '-'))).toBe(
      'Ký số bởi: Thư ký (minh họa) Cơ quan: Ban Tổ chức Trung ương Thời gian ký: 2023-05-30T11:05:09+07:00',
    )
    expect(judge(bytes, 'pdfinfo', 'FILE')).toMatch(/Page size:\s+216 x 73 pts/)
    expect(Buffer.compare(await renderer.appearance(appearance), bytes)).toBe(0)
  })

  it('is the hand of the signer where there is an image of it, with its transparency', async () => {
    renderer = openRenderer()
    // Four pixels, two of them clear.
    const image = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAEUlEQVR4nGPg0pj2nwEGQBwAHMMDj367mlgAAAAASUVORK5CYII=',
      'base64',
    )
    const bytes = await renderer.appearance({ ...appearance, image })
    expect(judge(bytes, 'pdftotext', 'FILE', '-').trim()).toBe('')
    expect(judge(bytes, 'pdfimages', '-list', 'FILE')).toMatch(/ image .*rgb[\s\S]* smask .*gray/)
  })

  it('is in a demonstration a seal that says it is one, for an organ', async () => {
    renderer = openRenderer()
    const bytes = await renderer.appearance({ ...appearance, width: 102, height: 102, seal: 'demonstration' })
    expect(squeezed(judge(bytes, 'pdftotext', 'FILE', '-'))).toContain('MINH')
    expect(judge(bytes, 'pdftotext', 'FILE', '-')).not.toContain('Ban Tổ chức')
  })

  it('keeps its words clear of what a seal will cover', async () => {
    renderer = openRenderer()
    const bytes = await renderer.appearance({ ...appearance, covered: 72 })
    for (const word of words(bytes)) expect(word.left).toBeGreaterThan(72)
  })

  it('shrinks until a long name fits', async () => {
    renderer = openRenderer()
    const name = 'Nguyễn Thị Minh Khai '.repeat(9).trim()
    const bytes = await renderer.appearance({ ...appearance, name })
    expect(squeezed(judge(bytes, 'pdftotext', 'FILE', '-'))).toContain(name)
  })
})
