import type { Line } from './page-content.ts'

const folded = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('vi')

/** Equal but for case and spaces. */
export function same(a: string, b: string): boolean {
  return folded(a) === folded(b)
}

/** Whether the text says this at its beginning, after a number or a bullet. */
export function beginsWith(text: string, words: string): boolean {
  return folded(text)
    .replace(/^(?:[ivx]+|\d+|[a-zđ]|[-–+])[.)]?\s+/, '')
    .startsWith(folded(words))
}

export function joined(lines: readonly Line[]): string {
  return lines
    .map(({ text }) => text)
    .join(' ')
    .trim()
}

/** Enough of a text to find it by. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** Millimetres or points as they are written in Vietnamese: `12,7`. */
export function figure(value: number): string {
  return String(Math.round(value * 10) / 10).replace('.', ',')
}
