import type { TopicKind } from './topics.ts'

/** How a line of a legal document begins a provision. */
export interface ProvisionHead {
  readonly kind: TopicKind
  /** As it is cited: `Chương II`, `Điều 5a`, `khoản 2`, `điểm đ`. */
  readonly label: string
  /** Its number within what holds it, for ids: `2`, `5a`, `dd`, `1.2`. */
  readonly number: string
  /** The number to count by; a letter by its place in the alphabet, from 1. */
  readonly value: number
  /** How deep it stands: part 0, chapter 1, section 2, subsection 3, article 4, clause 5, point 6. */
  readonly rank: number
  /** What follows on the line. */
  readonly rest: string
  /** A bare Roman number (`II. Nhiệm vụ`), as documents without articles count their sections. */
  readonly isBare: boolean
}

const ordinals = ['nhất', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười']
/** The letters that points are counted by; a word processor counts by f, j, w and z too. */
const letters = 'abcdđefghijklmnopqrstuvwxyz'

const units = [
  { pattern: /^phần\s+(?:thứ\s+)?(\p{L}+|\d+)/iu, kind: 'part', word: 'Phần', key: 'p', rank: 0 },
  { pattern: /^chương\s+([ivxlc]+|\d+)/iu, kind: 'chapter', word: 'Chương', key: 'c', rank: 1 },
  { pattern: /^tiểu\s+mục\s+([ivxlc]+|\d+)/iu, kind: 'section', word: 'Tiểu mục', key: 't', rank: 3 },
  { pattern: /^mục\s+([ivxlc]+|\d+)/iu, kind: 'section', word: 'Mục', key: 'm', rank: 2 },
] as const

/** The first letter of an id says which unit it is. */
export function keyOf(head: ProvisionHead): string {
  const unit = units.find(({ rank }) => rank === head.rank)
  return `${unit?.key ?? (head.kind === 'article' ? 'd' : '')}${head.number}`
}

/** What provision a line begins, judged by the line alone; null for one that goes on. */
export function headOf(line: string): ProvisionHead | null {
  return (
    unitHead(line) ??
    articleHead(line) ??
    nestedHead(line) ??
    clauseHead(line) ??
    pointHead(line) ??
    bareHead(line)
  )
}

function unitHead(line: string): ProvisionHead | null {
  for (const { pattern, kind, word, rank } of units) {
    const [start, named] = pattern.exec(line) ?? []
    if (start === undefined || named === undefined) continue
    const rest = afterHead(line.slice(start.length))
    const value = countOf(named)
    if (rest === null || value === null) return null
    const ordinal = ordinals.includes(named.toLowerCase())
    const shown = ordinal ? `thứ ${named.toLowerCase()}` : named.toUpperCase()
    return { kind, label: `${word} ${shown}`, number: String(value), value, rank, rest, isBare: false }
  }
  return null
}

function articleHead(line: string): ProvisionHead | null {
  const [start, number, letter = ''] = /^điều\s+(\d{1,4})([a-zđ]?)(?![\p{L}\d])/iu.exec(line) ?? []
  if (start === undefined || number === undefined) return null
  const rest = afterHead(line.slice(start.length))
  if (rest === null) return null
  const shown = `${Number(number)}${letter.toLowerCase()}`
  const facts = { kind: 'article', label: `Điều ${shown}`, number: plain(shown), rank: 4 } as const
  return { ...facts, value: Number(number), rest, isBare: false }
}

function clauseHead(line: string): ProvisionHead | null {
  const [, number, letter = '', rest] = /^(\d{1,3})([a-zđ]?)[.)]\s*(?!\d)(\S.*)$/u.exec(line) ?? []
  if (number === undefined || rest === undefined) return null
  const shown = `${Number(number)}${letter}`
  const facts = { kind: 'clause', label: `khoản ${shown}`, number: plain(shown), rank: 5 } as const
  return { ...facts, value: Number(number), rest, isBare: false }
}

/** `1.2. …`: a clause that is counted on. */
function nestedHead(line: string): ProvisionHead | null {
  const [, number, rest] = /^(\d{1,3}\.\d{1,2})[.)]?\s+(\S.*)$/u.exec(line) ?? []
  if (number === undefined || rest === undefined) return null
  const value = Number(number.split('.')[1])
  return { kind: 'point', label: `điểm ${number}`, number, value, rank: 6, rest, isBare: false }
}

function pointHead(line: string): ProvisionHead | null {
  const [, letter, digits = '', rest] = /^([a-zđ])(\d{0,2})\s?\)\s*(\S.*)$/u.exec(line) ?? []
  if (letter === undefined || rest === undefined) return null
  const value = letters.indexOf(letter) + 1
  if (value === 0) return null
  const shown = `${letter}${digits}`
  return { kind: 'point', label: `điểm ${shown}`, number: plain(shown), value, rank: 6, rest, isBare: false }
}

function bareHead(line: string): ProvisionHead | null {
  const [, roman, rest] = /^([IVXLC]+)\s*[.–-]\s*(\p{Lu}.*)$/u.exec(line) ?? []
  const value = roman === undefined ? null : romanValue(roman)
  if (roman === undefined || rest === undefined || value === null) return null
  const facts = { kind: 'section', label: `Mục ${roman}`, number: String(value), rank: 2 } as const
  return { ...facts, value, rest, isBare: true }
}

/**
 * What follows a number, if the number ends a heading: nothing, a stop with words, or words all in capitals. Else
 * the line only mentions a provision (`Điều 5 Quy định này…`) and the answer is null.
 */
function afterHead(tail: string): string | null {
  const [stop, rest] = /^\s*[.:–-]\s*(.*)$/u.exec(tail)?.slice(0, 2) ?? []
  if (stop !== undefined) return rest ?? ''
  const words = tail.trim()
  if (words === '') return ''
  return /^\s/u.test(tail) && words === words.toUpperCase() && /\p{L}/u.test(words) ? words : null
}

function countOf(named: string): number | null {
  if (/^\d+$/.test(named)) return Number(named)
  const ordinal = ordinals.indexOf(named.toLowerCase())
  return ordinal >= 0 ? ordinal + 1 : romanValue(named.toUpperCase())
}

function romanValue(roman: string): number | null {
  if (!/^(X{0,3}|XL|LX{0,3})(IX|IV|V?I{0,3})$/.test(roman) || roman === '') return null
  const worth: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50 }
  const values = [...roman].map((letter) => worth[letter] ?? 0)
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0)
}

/** For ids, which have no `đ`. */
function plain(number: string): string {
  return number.replace('đ', 'dd')
}
