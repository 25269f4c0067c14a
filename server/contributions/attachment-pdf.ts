import { extractTextItems } from 'unpdf'

interface Line {
  text: string
  readonly y: number
  readonly height: number
  readonly left: number
  right: number
}

/** In shares of a line's height: how far pieces of one line may stand above each other, and lines of one paragraph. */
const SAME_LINE = 0.5
const NEXT_LINE = 1.9
/** A line that ends this share before the widest one is the last of its paragraph; one this far in is a first. */
const SHORT = 0.12
const INDENT = 0.012

/**
 * The paragraphs of a PDF as far as its text can be read and its lines tell where one ends; none for a scanned page.
 * @throws what the reader throws for a file that is broken or locked by a password
 */
export async function paragraphsOfPdf(bytes: Uint8Array): Promise<readonly string[]> {
  const { items } = await extractTextItems(bytes)
  const pages = items.map((page) => {
    const lines: Line[] = []
    for (const { str, x, y, width, height } of page) {
      if (str.trim() === '') {
        const last = lines.at(-1)
        if (last && str !== '' && Math.abs(last.y - y) < last.height * SAME_LINE) last.text += ' '
        continue
      }
      const last = lines.at(-1)
      if (last && Math.abs(last.y - y) < last.height * SAME_LINE && x >= last.left) {
        const apart = x - last.right > last.height * 0.2 && !last.text.endsWith(' ')
        last.text += apart ? ` ${str}` : str
        last.right = Math.max(last.right, x + width)
      } else lines.push({ text: str, y, height: height || 1, left: x, right: x + width })
    }
    return lines.filter(({ text }) => !/^[\s\d–-]*$/.test(text))
  })
  const all = pages.flat()
  const left = Math.min(...all.map((line) => line.left))
  const right = Math.max(...all.map((line) => line.right))
  return joined(pages, { left, width: Math.max(1, right - left) })
}

function joined(
  pages: readonly (readonly Line[])[],
  column: { readonly left: number; readonly width: number },
): readonly string[] {
  const found: string[] = []
  let before: Line | null = null
  let isFirstOfPage = true
  for (const page of pages) {
    isFirstOfPage = true
    for (const line of page) {
      const apart = before && !isFirstOfPage && before.y - line.y > before.height * NEXT_LINE
      const short = before && before.right < column.left + column.width * (1 - SHORT)
      const indented = line.left > column.left + column.width * INDENT && line.left > (before?.left ?? 0) + 1
      const text = line.text.replace(/\s+/g, ' ').trim()
      if (before === null || apart || short || indented) found.push(text)
      else found[found.length - 1] += ` ${text}`
      before = line
      isFirstOfPage = false
    }
  }
  return found.map((text) => text.normalize('NFC'))
}
