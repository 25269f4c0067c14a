import type { TextRule } from '../../templates/profiles/profile.ts'
import type { Findings } from './finding.ts'
import type { Lettered } from './lettered.ts'
import type { Line, Stretch } from './page-content.ts'
import { figure } from './words.ts'

/** In points. */
const SAME_SIZE = 0.25

export function sameSize(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME_SIZE
}

/** Pictographs come from a font of their own. */
export function isLetters({ font, text }: Stretch): boolean {
  return !/emoji/i.test(font) && text.trim() !== ''
}

const style = ({ bold, italic }: { bold?: boolean; italic?: boolean }) =>
  [bold ? 'đậm' : '', italic ? 'nghiêng' : ''].filter(Boolean).join(' ') || 'đứng, không đậm'

/** Whether the letters of lines have the size and the style that a rule asks for. */
export function checkLetters(
  found: Findings,
  what: Lettered,
  lines: readonly Line[],
  rule: TextRule,
  page: number,
): void {
  for (const stretch of lines.flatMap(({ stretches }) => stretches)) {
    if (!isLetters(stretch)) continue
    const { size, bold, italic } = stretch
    if (!sameSize(size, rule.size))
      found.add(`${what}/size`, page, { found: figure(size), expected: figure(rule.size) })
    if (bold !== (rule.bold ?? false) || italic !== (rule.italic ?? false))
      found.add(`${what}/style`, page, { found: style(stretch), expected: style(rule) })
  }
}
