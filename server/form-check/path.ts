import type { PdfValue } from '../signing/pdf/values.ts'
import { type Matrix, pointAt } from './matrix.ts'
import type { Post, Rule } from './page-content.ts'

type Point = readonly [number, number]

/** Filled shapes thinner than this are rules; a stroke leans less than this. In points. */
const THIN = 2.5
const STRAIGHT = 0.3
const MOST_PARTS = 20_000

/** The path that is being built, of which only straight rules count. */
export class Path {
  #strokes: (readonly [Point, Point])[] = []
  #boxes: (readonly [Point, Point])[] = []
  #at: Point = [0, 0]

  apply(
    operator: string,
    operands: readonly PdfValue[],
    matrix: Matrix,
    onto: { readonly rules: Rule[]; readonly posts: Post[] },
  ): void {
    const [a = 0, b = 0, c = 0, d = 0] = operands.map((operand) =>
      typeof operand === 'number' ? operand : 0,
    )
    switch (operator) {
      case 'm':
        this.#at = pointAt(matrix, a, b)
        return
      case 'l': {
        const to = pointAt(matrix, a, b)
        if (this.#strokes.length < MOST_PARTS) this.#strokes.push([this.#at, to])
        this.#at = to
        return
      }
      case 're':
        if (this.#boxes.length < MOST_PARTS)
          this.#boxes.push([pointAt(matrix, a, b), pointAt(matrix, a + c, b + d)])
        return
      case 'S':
      case 's':
      case 'B':
      case 'B*':
        for (const [from, to] of this.#strokes) keep(from, to, onto)
        for (const [[x0, y0], [x1, y1]] of this.#boxes) {
          for (const y of [y0, y1]) keep([x0, y], [x1, y], onto)
          for (const x of [x0, x1]) keep([x, y0], [x, y1], onto)
        }
        this.#clear()
        return
      case 'f':
      case 'F':
      case 'f*':
        for (const [[x0, y0], [x1, y1]] of this.#boxes) {
          const middle: Point = [(x0 + x1) / 2, (y0 + y1) / 2]
          if (Math.abs(y1 - y0) < THIN) keep([x0, middle[1]], [x1, middle[1]], onto)
          else if (Math.abs(x1 - x0) < THIN) keep([middle[0], y0], [middle[0], y1], onto)
        }
        this.#clear()
        return
      case 'n':
        this.#clear()
        return
    }
  }

  #clear(): void {
    this.#strokes = []
    this.#boxes = []
  }
}

function keep(
  [x0, y0]: Point,
  [x1, y1]: Point,
  onto: { readonly rules: Rule[]; readonly posts: Post[] },
): void {
  if (Math.abs(y1 - y0) < STRAIGHT) onto.rules.push({ x0: Math.min(x0, x1), x1: Math.max(x0, x1), y: y0 })
  else if (Math.abs(x1 - x0) < STRAIGHT)
    onto.posts.push({ x: x0, y0: Math.min(y0, y1), y1: Math.max(y0, y1) })
}
