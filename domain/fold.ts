/**
 * Vietnamese letters as one types them in haste: without marks and capitals, đ as d. Each UTF-16 unit of the result
 * comes from one place of the original.
 */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/gu, 'd').toLowerCase()
}

/** A passage of a text: from UTF-16 unit `from` up to `to`. */
export interface Passage {
  readonly from: number
  readonly to: number
}

/** Every passage that reads as `query` when marks, capitals and the width of spaces are passed over. */
export function findFolded(text: string, query: string): readonly Passage[] {
  const wanted = folded(query).replace(/\s+/gu, ' ').trim()
  if (wanted === '') return []
  const { line, places } = laidOut(text)
  const found: Passage[] = []
  for (let at = line.indexOf(wanted); at >= 0; at = line.indexOf(wanted, at + wanted.length))
    found.push({ from: places[at] ?? 0, to: places[at + wanted.length] ?? text.length })
  return found
}

/** The folded text with single spaces, and where in the original each of its units begins; one more for the end. */
function laidOut(text: string): { readonly line: string; readonly places: readonly number[] } {
  const places: number[] = []
  let line = ''
  let at = 0
  for (const letter of text) {
    const bare = folded(letter)
    const isSpace = /^\s$/u.test(bare)
    if (!(isSpace && line.endsWith(' '))) {
      for (let unit = 0; unit < bare.length; unit++) places.push(at)
      line += isSpace ? ' ' : bare
    }
    at += letter.length
  }
  places.push(at)
  return { line, places }
}
