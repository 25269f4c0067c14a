import { describe, expect, it } from 'vitest'
import { type Kept, ThinLine } from '../../media/thin-line.ts'

/** What pictures cost on top of a voice, of what the line carries beside it (bits per second). */
const cost: Record<Kept, number> = {
  everything: 900_000,
  'no-gallery': 500_000,
  'low-layer': 150_000,
  'few-frames': 60_000,
  sound: 0,
}
const VOICE = 100_000

interface Line {
  /** Bits per second at a second of the time. */
  readonly carries: (second: number) => number
  /** Share that is lost whatever is sent. */
  readonly poor?: number
  /** Whether the pictures are adapted to what is left, down to the low layer, before anything is lost. */
  readonly adapts?: boolean
}

/** A page on that line, looked at twice a second. @returns what it was given at each look, and the voice's loss */
function on({ carries, poor = 0, adapts = false }: Line, seconds: number) {
  const thin = new ThinLine()
  const looks: { readonly kept: Kept; readonly voiceLost: number }[] = []
  let reported = 0
  for (let look = 0; look < 2 * seconds; look++) {
    const { kept } = thin
    const line = carries(look / 2)
    const adapted = adapts ? Math.max(cost['low-layer'], Math.min(cost[kept], line - VOICE)) : cost[kept]
    const sent = VOICE + Math.min(adapted, cost[kept])
    const loss = Math.max(poor, 1 - line / sent)
    // A report of the worker looks back some seconds, and stands still while no picture flows.
    if (kept !== 'sound') reported += (loss - reported) * 0.35
    thin.sample({
      loss: kept === 'sound' ? null : reported,
      voiceLoss: loss,
      available: adapts ? Math.max(100_000, line - VOICE) : 2_000_000,
      now: look * 500,
    })
    looks.push({ kept: thin.kept, voiceLost: loss })
  }
  return looks
}

const order: readonly Kept[] = ['everything', 'no-gallery', 'low-layer', 'few-frames', 'sound']
const share = <T>(looks: readonly T[], of: (look: T) => boolean) => looks.filter(of).length / looks.length
const first = (looks: ReturnType<typeof on>, kept: Kept) => looks.findIndex((look) => look.kept === kept)

describe('what a page is given of its pictures', () => {
  it('is everything on a line that carries it, and on one that loses a little by chance', () => {
    expect(share(on({ carries: () => 2e6 }, 600), ({ kept }) => kept === 'everything')).toBe(1)
    expect(share(on({ carries: () => 2e6, poor: 0.1 }, 600), ({ kept }) => kept === 'everything')).toBe(1)
  })

  it('is everything where the line is short for a moment only', () => {
    const looks = on({ carries: (second) => (second % 60 < 1 ? 500_000 : 2e6) }, 600)
    expect(share(looks, ({ kept }) => kept === 'everything')).toBe(1)
  })

  it('is given up in order: gallery, resolution, frames, and the picture last', () => {
    // A little too much at each step, so that none is passed over.
    const looks = on({ carries: (second) => Math.max(110_000, 800_000 - 30_000 * second) }, 60)
    const seen = [...new Set(looks.map(({ kept }) => kept))]
    expect(seen).toEqual(order)
  })

  it('is sound alone within ten seconds where nothing else fits, and seldom disturbs it after that', () => {
    const looks = on({ carries: () => 120_000 }, 1800)
    expect(first(looks, 'sound')).toBeGreaterThan(0)
    expect(first(looks, 'sound')).toBeLessThan(2 * 10)
    const later = looks.slice(2 * 300)
    expect(share(later, ({ kept }) => kept === 'sound')).toBeGreaterThan(0.95)
    expect(share(later, ({ voiceLost }) => voiceLost > 0.04)).toBeLessThan(0.03)
  })

  it.each([
    ['no-gallery', 650_000],
    ['low-layer', 260_000],
    ['few-frames', 170_000],
  ] as const)('is what fits: %s', (kept, carries) => {
    const looks = on({ carries: () => carries }, 1800).slice(2 * 300)
    expect(share(looks, (look) => look.kept === kept)).toBeGreaterThan(0.8)
    expect(share(looks, (look) => order.indexOf(look.kept) > order.indexOf(kept))).toBeLessThan(0.15)
  })

  it('has no gallery where the estimate leaves nothing for it, though nothing is lost', () => {
    const looks = on({ carries: () => 270_000, adapts: true }, 300)
    expect(share(looks.slice(2 * 30), ({ kept }) => kept === 'everything')).toBeLessThan(0.25)
    expect(first(looks, 'low-layer')).toBe(-1)
  })

  it('is whole again some minutes after its line is', () => {
    const looks = on({ carries: (second) => (second < 300 ? 120_000 : 2e6) }, 900)
    expect(share(looks.slice(2 * 660), ({ kept }) => kept === 'everything')).toBe(1)
  })

  it('stays where the line is poor and not thin: sound alone loses as much', () => {
    const looks = on({ carries: () => 2e6, poor: 0.14 }, 1200)
    expect(first(looks, 'sound')).toBeGreaterThan(0)
    expect(share(looks, ({ kept }) => kept === 'everything')).toBeGreaterThan(0.8)
  })
})
