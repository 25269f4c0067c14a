import type { Line, Stretch } from './page-content.ts'

/** Baselines closer than this are one line. */
const SAME_LINE = 1.2

/** Puts the stretches of a page into lines; a gap wider than some letters ends a line: columns, cells. */
export function linesOf(stretches: readonly Stretch[]): Line[] {
  const lines: Line[] = []
  const byHeight = stretches.filter(({ text }) => text.trim()).sort((a, b) => a.baseline - b.baseline)
  for (let from = 0; from < byHeight.length; ) {
    const top = byHeight[from] as Stretch
    let to = from + 1
    while (to < byHeight.length && (byHeight[to] as Stretch).baseline - top.baseline < SAME_LINE) to++
    const row = byHeight.slice(from, to).sort((a, b) => a.x0 - b.x0)
    let open: Stretch[] = []
    for (const stretch of row) {
      const before = open.at(-1)
      if (before && stretch.x0 - before.x1 > widest(before)) {
        lines.push(lineOf(open))
        open = []
      }
      open.push(stretch)
    }
    if (open.length > 0) lines.push(lineOf(open))
    from = to
  }
  return lines
}

/** A space that ends a stretch is not part of its width. */
function widest({ size, text }: Stretch): number {
  return Math.max(6, size * 0.7) + (/\s$/.test(text) ? size * 0.5 : 0)
}

function lineOf(stretches: readonly Stretch[]): Line {
  let text = ''
  let end = Number.POSITIVE_INFINITY
  for (const stretch of stretches) {
    const apart = stretch.x0 - end > stretch.size * 0.15
    text += apart && !/\s$/.test(text) && !/^\s/.test(stretch.text) ? ` ${stretch.text}` : stretch.text
    end = stretch.x1
  }
  const first = stretches[0] as Stretch
  return {
    text: text.replace(/\s+/g, ' ').trim(),
    x0: first.x0,
    x1: stretches.reduce((most, { x1 }) => Math.max(most, x1), 0),
    baseline: first.baseline,
    stretches,
  }
}
