import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import qrcode from 'qrcode-generator'
import { describe, expect, it } from 'vitest'
import { preparedFields } from '../../server/signing/prepared-fields.ts'
import { renderMinutes } from '../../templates/minutes.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import { type ConferenceFile, viewOf } from './conference-view.ts'
import { openObjects, type PdfValue, pageTexts, words } from './read-pdf.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'),
)
const mm = (length: number) => (length * 72) / 25.4
const sealed = (changes: Partial<MinutesView> = {}) => {
  const view = viewOf(file, changes)
  return renderMinutes({
    ...view,
    signers: { ...view.signers, organ: { name: 'Con dấu cơ quan (minh họa)' } },
  })
}

/** Each field's rectangle: left, bottom, right, top. */
function placesOf(bytes: Uint8Array): Readonly<Record<string, readonly [number, number, number, number]>> {
  const { root, get } = openObjects(bytes)
  const fields = get(root, '/AcroForm', '/Fields') as PdfValue[]
  return Object.fromEntries(
    fields.map((field) => [
      String(get(field, '/T')).replace('u:', ''),
      get(field, '/Rect') as [number, number, number, number],
    ]),
  )
}

describe.each(['nd30', 'party-hd36-2018', 'party-hd05-2026'] as const)(
  'the places of signatures in %s',
  (profile) => {
    it('are three where the organ’s seal goes on the minutes, the seal over the left third of the chair’s', async () => {
      const bytes = await sealed({ profile })
      const { secretary, chair, organ } = placesOf(bytes)
      if (!secretary || !chair || !organ) throw new Error('three fields')
      expect(organ[2] - organ[0]).toBeCloseTo(mm(36), 1)
      expect(organ[3] - organ[1]).toBeCloseTo(mm(36), 1)
      expect((organ[2] - chair[0]) / (chair[2] - chair[0])).toBeCloseTo(1 / 3, 2)
      expect(organ[0]).toBeLessThan(chair[0])
      expect(organ[1]).toBeLessThanOrEqual(chair[1])
      expect(organ[3]).toBeGreaterThanOrEqual(chair[3])
      expect(secretary[2]).toBeLessThanOrEqual(organ[0])
    })

    it('tell the chair’s words to keep clear of the seal, and nobody else’s', async () => {
      const fields = preparedFields(await sealed({ profile }))
      const covered = fields.map(({ name, covered, width }) => [name, Math.round((covered / width) * 30)])
      expect(covered).toEqual([
        ['secretary', 0],
        ['chair', 10],
        ['organ', 0],
      ])
    })

    it('cover no word of the page', async () => {
      const bytes = await sealed({ profile })
      const page = pageTexts(bytes).length
      const onPage = words(bytes).filter((word) => word.page === page)
      for (const [left, bottom, right, top] of Object.values(placesOf(bytes)))
        for (const word of onPage) {
          const apart =
            word.right <= left ||
            word.left >= right ||
            mm(297) - word.bottom >= top ||
            mm(297) - word.top <= bottom
          expect(apart, word.text).toBe(true)
        }
    })
  },
)

describe('the place to check minutes at', () => {
  const verifyUrl = `https://diem-cau.example/verify?c=hoi-nghi-132&v=2&h=${'5e'.repeat(8)}`

  it('stands on the last page as a link and as the code of that link, dark where it is dark', async () => {
    const bytes = await renderMinutes(viewOf(file, { verifyUrl }))
    const page = pageTexts(bytes).length
    const link = words(bytes).find((word) => word.text.startsWith('https://diem-cau.example/verify?'))
    expect(link?.page).toBe(page)
    const dpi = 300
    const image = execFileSync('pdftoppm', ['-r', `${dpi}`, '-f', `${page}`, '-l', `${page}`, '-gray', '-'], {
      input: bytes,
      maxBuffer: 64e6,
    })
    const [header = ''] = /^P5\s+\d+\s+\d+\s+\d+\s/.exec(image.subarray(0, 40).toString('latin1')) ?? []
    const width = Number(header.split(/\s+/)[1])
    const dark = (x: number, y: number) => (image[header.length + y * width + x] ?? 255) < 128
    const pixel = (points: number) => Math.round((points * dpi) / 72)
    const column = [pixel(mm(30)), pixel(mm(54))] as const
    const rows = [pixel((link?.top ?? 0) - mm(14)), pixel((link?.bottom ?? 0) + mm(12))] as const
    const found: [number, number][] = []
    for (let y = rows[0]; y < rows[1]; y++)
      for (let x = column[0]; x < column[1]; x++) if (dark(x, y)) found.push([x, y])
    const xs = found.map(([x]) => x)
    const ys = found.map(([, y]) => y)
    const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b))
    const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b))
    const [left, top] = [least(xs), least(ys)]
    const code = qrcode(0, 'M')
    code.addData(verifyUrl)
    code.make()
    const count = code.getModuleCount()
    const size = (most(xs) + 1 - left) / count
    expect((most(ys) + 1 - top) / count).toBeCloseTo(size, 0)
    for (let row = 0; row < count; row++)
      for (let at = 0; at < count; at++) {
        const shown = dark(Math.floor(left + (at + 0.5) * size), Math.floor(top + (row + 0.5) * size))
        expect(shown, `${row} ${at}`).toBe(code.isDark(row, at))
      }
  })

  it('is not on minutes that no server answers for', async () => {
    expect(pageTexts(await renderMinutes(viewOf(file, { verifyUrl: null }))).join('')).not.toContain(
      'Quét mã',
    )
  })
})
