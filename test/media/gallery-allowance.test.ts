import { describe, expect, it } from 'vitest'
import { GalleryAllowance } from '../../media/gallery-allowance.ts'

/** A line that carries the stage beside at most `carries(t)` small pictures of nine; what it showed each second. */
function shown(carries: (second: number) => number, seconds: number): number[] {
  const allowance = new GalleryAllowance()
  return Array.from({ length: seconds }, (_, second) => {
    const pictures = Math.min(9, allowance.most)
    allowance.sample({ lacks: pictures > carries(second), gallery: 9, now: second * 1000 })
    return Math.min(9, allowance.most)
  })
}

const share = (counts: readonly number[], of: (count: number) => boolean) =>
  counts.filter(of).length / counts.length

describe('the gallery on a line', () => {
  it('is whole where everything fits, and where the main picture lacks for a moment only', () => {
    expect(new Set(shown(() => 9, 600))).toEqual(new Set([9]))
    expect(new Set(shown((second) => (second % 10 < 3 ? 0 : 9), 600))).toEqual(new Set([9]))
  })

  it('gives way to the main picture, down to nothing on the thinnest line', () => {
    expect(shown(() => 0, 60)).toContain(0)
    expect(share(shown(() => 0, 1800).slice(300), (count) => count === 0)).toBeGreaterThan(0.85)
  })

  it('keeps what fits, and seldom tries for more', () => {
    const counts = shown(() => 3, 1800).slice(300)
    expect(share(counts, (count) => count <= 3)).toBeGreaterThan(0.85)
    expect(share(counts, (count) => count >= 1)).toBeGreaterThan(0.85)
  })

  it('is whole again some minutes after its line is', () => {
    expect(shown((second) => (second < 300 ? 0 : 9), 900).slice(600)).toEqual(Array(300).fill(9))
  })
})
