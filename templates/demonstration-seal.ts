import { setLines } from './pdf/paragraph.ts'
import type { Colour, Pen } from './pdf/pen.ts'

const RED: Colour = [0.8, 0.07, 0.09]
/** Control points that make four Bézier curves a circle. */
const KAPPA = 0.5523
/** Parts of the radius. */
const RINGS = { outer: 0.97, inner: 0.66, above: 0.76, below: 0.86 }
const ABOVE = 'TÀI LIỆU MINH HỌA'
const BELOW = 'KHÔNG CÓ GIÁ TRỊ'
const CENTRE = ['MINH', 'HỌA']
/** Within a circle that a seal of `side` points fills. */
const SIZES = { ring: 0.075, centre: 0.15, gap: 0.01 }

/**
 * A round red seal that names nobody: what stands for an organ's seal in a demonstration. It has no ground, so that
 * what it covers shows through.
 */
export function drawDemonstrationSeal(pen: Pen, side: number, middle: { x: number; y: number }): void {
  const radius = side / 2
  circle(pen, middle, radius * RINGS.outer, side * 0.02)
  circle(pen, middle, radius * RINGS.inner, side * 0.008)
  ringText(pen, ABOVE, middle, radius * RINGS.above, side, 1)
  ringText(pen, BELOW, middle, radius * RINGS.below, side, -1)
  const size = side * SIZES.centre
  const leading = size * 1.15
  const top = middle.y - (CENTRE.length * leading) / 2
  for (const [index, text] of CENTRE.entries()) {
    const [line] = setLines([{ text, bold: true }], { size, leading, align: 'left' }, side)
    if (line) pen.line(line, middle.x - line.width / 2, top + (index + 0.78) * leading, RED)
  }
}

function circle(pen: Pen, { x, y }: { x: number; y: number }, r: number, width: number): void {
  const k = r * KAPPA
  const curves = [
    [x + r, y + k, x + k, y + r, x, y + r],
    [x - k, y + r, x - r, y + k, x - r, y],
    [x - r, y - k, x - k, y - r, x, y - r],
    [x + k, y - r, x + r, y - k, x + r, y],
  ]
  const path = [`${point(x + r, y)} m`, ...curves.map((each) => `${each.map(fixed).join(' ')} c`)]
  pen.writer.addContent(`${RED.map(fixed).join(' ')} RG ${fixed(width)} w ${path.join(' ')} s`)
}

/** Letters that stand on a circle: `turn` 1 along its upper half, -1 along its lower, both read from the left. */
function ringText(
  pen: Pen,
  text: string,
  { x, y }: { x: number; y: number },
  radius: number,
  side: number,
  turn: 1 | -1,
): void {
  const size = side * SIZES.ring
  const letters = [...text.normalize('NFC')].map((letter) => {
    const [line] = setLines([{ text: letter, bold: true }], { size, leading: size, align: 'left' }, side)
    return { line, width: (letter === ' ' ? size * 0.3 : (line?.width ?? 0)) + side * SIZES.gap }
  })
  let at = -letters.reduce((sum, { width }) => sum + width, 0) / 2
  for (const { line, width } of letters) {
    const angle = ((at + width / 2) / radius) * turn
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
    at += width
    if (!line || line.width === 0) continue
    const origin = [x + radius * sin * turn, y - radius * cos * turn]
    const matrix = [cos, sin, -sin, cos, ...origin].map(fixed).join(' ')
    pen.writer.addContent(`q ${matrix} cm`)
    pen.line(line, -line.width / 2, 0, RED)
    pen.writer.addContent('Q')
  }
}

const fixed = (value: number) => value.toFixed(4)
const point = (x: number, y: number) => `${fixed(x)} ${fixed(y)}`
