import { formattedNumber } from './docx-number-format.ts'
import type { Numbering, NumberingLevel, NumberingList } from './docx-numbering.ts'
import type { DocxStyles } from './docx-styles.ts'

/** What a paragraph says of its own numbering. */
export interface ParagraphNumbering {
  readonly style: string | null
  /** The list that it names; `0` takes it out of every list. */
  readonly list: string | null
  readonly level: number | null
}

/** Signs of a list that are characters of the text themselves; others come from fonts of symbols. */
const PLAIN_BULLET = /^[-–—+*•]$/u

/** Counts the numbered paragraphs of a document in their order, as a word processor does when it shows them. */
export class DocxCounting {
  readonly #numbering: Numbering
  readonly #styles: DocxStyles
  /** The counts of a definition, by level; lists of one definition go on with each other's. */
  readonly #counts = new Map<string, Map<number, number>>()
  /** Lists that have begun at a level where they begin anew. */
  readonly #begun = new Set<string>()

  constructor(numbering: Numbering, styles: DocxStyles) {
    this.#numbering = numbering
    this.#styles = styles
  }

  /** The number that stands before the next paragraph, with what divides it from the words; empty where none does. */
  next(paragraph: ParagraphNumbering): string {
    const place = this.#placeOf(paragraph)
    const level = place?.list.levels.get(place.level)
    if (!place || !level) return ''
    this.#count(place.id, place.list, place.level, level)
    const number = this.#written(place.list, level)
    return number === '' ? '' : `${number}${level.after === 'nothing' ? '' : ' '}`
  }

  #placeOf({ style, list, level }: ParagraphNumbering) {
    const styled = this.#styles.numberingOf(style)
    const id = list ?? styled?.list
    const held = id === undefined ? undefined : this.#numbering.lists.get(id)
    if (id === undefined || !held) return null
    if (level !== null || list !== null) return { id, list: held, level: level ?? 0 }
    const named = [...held.levels].find(([, { style: of }]) => of !== null && of === styled?.style)
    return { id, list: held, level: styled?.level ?? named?.[0] ?? 0 }
  }

  #count(id: string, list: NumberingList, at: number, level: NumberingLevel): void {
    const counts = this.#counts.get(list.definition) ?? new Map<number, number>()
    this.#counts.set(list.definition, counts)
    const anew = list.starts.get(at)
    const before = counts.get(at)
    const isFirst = anew !== undefined && !this.#begun.has(`${id} ${at}`)
    this.#begun.add(`${id} ${at}`)
    counts.set(at, isFirst || before === undefined ? (anew ?? level.start) : before + 1)
    for (const [deeper, { restartsAfter }] of list.levels)
      if (deeper > at && at < restartsAfter) counts.delete(deeper)
  }

  #written(list: NumberingList, level: NumberingLevel): string {
    if (level.format === 'bullet')
      return level.text === '' ? '' : PLAIN_BULLET.test(level.text) ? level.text : '•'
    const counts = this.#counts.get(list.definition)
    return level.text.replace(/%([1-9])/g, (_, place: string) => {
      const at = Number(place) - 1
      const of = list.levels.get(at)
      if (!of) return ''
      const value = counts?.get(at) ?? list.starts.get(at) ?? of.start
      return formattedNumber(value, level.isLegal ? 'decimal' : of.format)
    })
  }
}
