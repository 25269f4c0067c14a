import type { Named } from '../../domain/named.ts'

/** Most names that one message carries. */
const AT_ONCE = 1000
const LONGEST = 500
/** What a list puts in front of a name: `12.`, `3)`, `- `, `• `. */
const NUMBER = /^\s*(?:\d+\s*[.)]|[-–—•*+])\s*/
/** A dash with room about it, a tab, a semicolon or a comma divides the name from the office. */
const DIVIDER = /\s+[-–—]+\s+|\t+|\s*[;,]\s*/

/** One person in each line: `Họ và tên – chức vụ`, the office left out where there is none. Empty lines are none. */
export function namesIn(text: string): readonly Named[] {
  return text
    .normalize('NFC')
    .split(/\r?\n/)
    .flatMap((line) => {
      const bare = line.replace(NUMBER, '').trim()
      const at = DIVIDER.exec(bare)
      const name = clipped(at ? bare.slice(0, at.index) : bare)
      const title = at ? clipped(bare.slice(at.index + at[0].length)) : ''
      return /[\p{L}\p{N}]/u.test(name) ? [{ name, title: title === '' ? null : title }] : []
    })
    .slice(0, AT_ONCE)
}

/** As the log takes it: one line, no more code points than it allows. */
function clipped(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, ' ').trim()
  return [...line].slice(0, LONGEST).join('')
}
