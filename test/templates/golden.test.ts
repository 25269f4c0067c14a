import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allDocuments } from './all-documents.ts'
import { difference, sideBySide } from './golden/difference.ts'
import { type Picture, readGreyMaps, readPng, reduced, writePng } from './golden/picture.ts'

/*
 * Every page of every document as a small picture, compared with the one that a person has looked at. Another
 * rasteriser passes, a line that moved by a millimetre does not. `GOLDEN=write` stores the pictures anew: look at each
 * before they are committed.
 */

const stored = join(import.meta.dirname, 'golden', 'pages')
const artifacts = join(import.meta.dirname, '..', '..', 'artifacts', 'golden')
const writing = process.env.GOLDEN === 'write'
/** Points to the inch of the pictures that are kept, and how many times finer they are drawn first. */
const [RESOLUTION, FINER] = [40, 4]
/** Between what rasterisers make of one page (16 at the most) and what a moved line makes (28 at the least). */
const TOLERANCE = 21

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'diem-cau-golden-'))
  if (writing) rmSync(stored, { recursive: true, force: true })
  mkdirSync(stored, { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The pages as drawn, finer than they are kept. */
function drawn(bytes: Uint8Array): Picture[] {
  const file = join(folder, 'file.pdf')
  writeFileSync(file, bytes)
  return readGreyMaps(
    execFileSync('pdftoppm', ['-r', String(RESOLUTION * FINER), '-gray', file], { maxBuffer: 1e9 }),
  )
}

const kept = (name: string, page: number) => join(stored, `${name}-${page}.png`)

describe.each(allDocuments)('$name', ({ name, draw }) => {
  it('looks as it was approved, page by page', async () => {
    const pages = drawn(await draw()).map((page) => reduced(page, FINER))
    if (writing)
      for (const [index, page] of pages.entries()) writeFileSync(kept(name, index + 1), writePng(page))
    const approved = readdirSync(stored).filter((file) => new RegExp(`^${name}-\\d+\\.png$`).test(file))
    const changed = pages.flatMap((page, index) => {
      const number = index + 1
      const before = approved.includes(`${name}-${number}.png`)
        ? readPng(readFileSync(kept(name, number)))
        : null
      const apart = before ? difference(before, page) : Number.POSITIVE_INFINITY
      if (apart <= TOLERANCE) return []
      mkdirSync(artifacts, { recursive: true })
      const picture = join(artifacts, `${name}-${number}.png`)
      writeFileSync(picture, writePng(before ? sideBySide(before, page) : page))
      return [`page ${number} differs by ${apart.toFixed(1)}: ${picture}`]
    })
    expect(changed).toEqual([])
    expect(pages).toHaveLength(approved.length)
  })
})

describe('the comparison', () => {
  let page: Picture
  let bytes: Uint8Array
  beforeAll(async () => {
    bytes = (await allDocuments.find(({ kind }) => kind === 'minutes')?.draw()) ?? new Uint8Array()
    page = drawn(bytes)[0] as Picture
  })

  it('passes what another rasteriser makes of the page', () => {
    const file = join(folder, 'other.pdf')
    writeFileSync(file, bytes)
    const resolution = String(RESOLUTION * FINER)
    execFileSync('pdftocairo', [
      '-png',
      '-gray',
      '-r',
      resolution,
      '-f',
      '1',
      '-l',
      '1',
      '-singlefile',
      file,
      join(folder, 'other'),
    ])
    const other = readPng(readFileSync(join(folder, 'other.png')))
    expect(difference(reduced(page, FINER), reduced(other, FINER))).toBeLessThan(TOLERANCE)
  })

  it('fails a line that moved by a millimetre and a word that is gone', () => {
    const { width } = page
    const dots = (millimetres: number) => Math.round((millimetres * RESOLUTION * FINER) / 25.4)
    const spoilt = (change: (points: Uint8Array) => void): number => {
      const points = new Uint8Array(page.points)
      change(points)
      return difference(reduced(page, FINER), reduced({ ...page, points }, FINER))
    }
    const text = firstInk(page, dots(60))
    const moved = spoilt((points) => {
      const line = page.points.slice((text - 4) * width, (text + dots(6)) * width)
      points.fill(255, (text - 4) * width, (text + dots(6)) * width)
      points.set(line, (text - 4 + dots(1)) * width)
    })
    expect(moved).toBeGreaterThan(TOLERANCE)
    const wordless = spoilt((points) => {
      for (let y = text - 4; y < text + dots(5); y++)
        points.fill(255, y * width + dots(60), y * width + dots(75))
    })
    expect(wordless).toBeGreaterThan(TOLERANCE)
  })

  it('keeps its pictures below a megabyte', () => {
    const sizes = readdirSync(stored).map((file) => statSync(join(stored, file)).size)
    expect(sizes.length).toBeGreaterThan(40)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1e6)
  })
})

/** The first row at or below `from` with ink in it. */
function firstInk({ width, height, points }: Picture, from: number): number {
  for (let y = from; y < height; y++)
    if (points.subarray(y * width, (y + 1) * width).some((grey) => grey < 128)) return y
  throw new RangeError('an empty page')
}
