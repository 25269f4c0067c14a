import { PdfError } from '../signing/pdf/pdf-error.ts'
import { as, type PdfDict, type PdfValue } from '../signing/pdf/values.ts'
import type { Font } from './font.ts'
import { IDENTITY, type Matrix, matrixOf, moved, times } from './matrix.ts'
import type { Operation } from './operators.ts'
import type { Post, Rule, Stretch } from './page-content.ts'
import { Path } from './path.ts'
import { stretchOf, type TextState } from './show-text.ts'

const MOST_SAVED = 64
/** Steps of the budget that something drawn costs, for the room that it takes. */
const COST = 60
const PAINTS = new Set(['S', 's', 'B', 'B*', 'f', 'F', 'f*', 'l', 're'])

/** Where names of a content stream lead. */
export interface Resources {
  readonly font: (name: string) => Font | undefined
  /** Draws a form XObject by its name. */
  readonly draw: (name: string, onto: Drawing) => void
}

interface State extends TextState {
  readonly matrix: Matrix
  readonly fillBlack: boolean
}

const FRESH: State = {
  matrix: IDENTITY,
  font: undefined,
  size: 0,
  spacing: 0,
  wordSpacing: 0,
  scale: 1,
  rise: 0,
  leading: 0,
  fillBlack: true,
}

/** What the operations of a page leave on it. Lifetime: one page. */
export class Drawing {
  readonly stretches: Stretch[] = []
  readonly rules: Rule[] = []
  readonly posts: Post[] = []
  state: State
  #saved: State[] = []
  #text: Matrix = IDENTITY
  #line: Matrix = IDENTITY
  #path: Path
  /** Letters are paid for where they are drawn: one form can be drawn many times. */
  readonly #spend: (steps: number) => void

  constructor(toPage: Matrix, spend: (steps: number) => void) {
    this.state = { ...FRESH, matrix: toPage }
    this.#spend = spend
    this.#path = new Path()
  }

  /** @throws PdfError */
  draw(operations: Iterable<Operation>, resources: Resources): void {
    const depth = this.#saved.length
    for (const { operator, operands } of operations) this.#apply(operator, operands, resources, depth)
    while (this.#saved.length > depth) this.#restore(depth)
  }

  #set(change: Partial<State>): void {
    this.state = { ...this.state, ...change }
  }

  #restore(depth: number): void {
    if (this.#saved.length > depth) this.state = this.#saved.pop() as State
  }

  #apply(operator: string, operands: readonly PdfValue[], resources: Resources, depth: number): void {
    const at = (index: number) => (typeof operands[index] === 'number' ? (operands[index] as number) : 0)
    switch (operator) {
      case 'q':
        if (this.#saved.length >= MOST_SAVED) throw new PdfError('too-complex', 'too many saved states')
        this.#saved.push(this.state)
        return
      case 'Q':
        this.#restore(depth)
        return
      case 'cm': {
        const matrix = matrixOf(operands)
        if (matrix) this.#set({ matrix: times(matrix, this.state.matrix) })
        return
      }
      case 'BT':
        this.#text = IDENTITY
        this.#line = IDENTITY
        return
      case 'Tf':
        this.#set({ font: resources.font(as('name', operands[0])?.name ?? ''), size: at(1) })
        return
      case 'Tc':
        this.#set({ spacing: at(0) })
        return
      case 'Tw':
        this.#set({ wordSpacing: at(0) })
        return
      case 'Tz':
        this.#set({ scale: at(0) / 100 })
        return
      case 'Ts':
        this.#set({ rise: at(0) })
        return
      case 'TL':
        this.#set({ leading: at(0) })
        return
      case 'TD':
        this.#set({ leading: -at(1) })
        this.#next(at(0), at(1))
        return
      case 'Td':
        this.#next(at(0), at(1))
        return
      case 'T*':
        this.#next(0, -this.state.leading)
        return
      case 'Tm': {
        const matrix = matrixOf(operands)
        if (matrix) this.#text = this.#line = matrix
        return
      }
      case 'Tj':
        this.#show(operands)
        return
      case 'TJ':
        this.#show(as('array', operands[0])?.items ?? [])
        return
      case "'":
      case '"':
        this.#next(0, -this.state.leading)
        this.#show(operands.slice(-1))
        return
      case 'rg':
      case 'g':
      case 'k':
      case 'sc':
      case 'scn':
        this.#set({ fillBlack: isBlack(operands) })
        return
      case 'Do':
        this.#form(as('name', operands[0])?.name ?? '', resources)
        return
      default:
        if (PAINTS.has(operator)) this.#spend(COST)
        this.#path.apply(operator, operands, this.state.matrix, this)
    }
  }

  #next(x: number, y: number): void {
    this.#line = moved(this.#line, x, y)
    this.#text = this.#line
  }

  #show(items: readonly PdfValue[]): void {
    const { stretch, after, letters } = stretchOf(items, this.state, this.#text, this.state.matrix)
    this.#spend(letters + COST)
    this.#text = after
    if (stretch) this.stretches.push({ ...stretch, black: this.state.fillBlack })
  }

  #form(name: string, resources: Resources): void {
    const before = this.state
    resources.draw(name, this)
    this.state = before
  }

  /** For a form XObject: its own matrix comes first. */
  enter(dict: PdfDict): void {
    const matrix = matrixOf(as('array', dict.entries.get('Matrix'))?.items ?? [])
    if (matrix) this.#set({ matrix: times(matrix, this.state.matrix) })
  }
}

/** Nearly, in grey, RGB or CMYK. */
function isBlack(operands: readonly PdfValue[]): boolean {
  const parts = operands.filter((operand) => typeof operand === 'number')
  if (parts.length === 4) return (parts[3] ?? 0) > 0.9
  return parts.length > 0 && parts.every((part) => part < 0.1)
}
