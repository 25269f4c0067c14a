import { unzipSync } from 'fflate'

/** A main part larger than this is no opinion; what is unpacked is bounded by what the archive says of itself. */
const MOST_UNPACKED = 48 * 1024 * 1024
const MAIN_PART = 'word/document.xml'
const NAMESPACES = [
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
]
/** What a reader of the document does not see: deletions, moves away, and what stands twice for old programs. */
const unseen = new Set(['del', 'moveFrom', 'Fallback'])

/**
 * The paragraphs of a WordprocessingML document (ISO/IEC 29500-1, 17.3) as plain text, line breaks kept. Numbers that
 * the program makes by itself are not in the file.
 * @throws RangeError for a file without a main part, or with one that is too large
 */
export function paragraphsOfDocx(bytes: Uint8Array): readonly string[] {
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => name === MAIN_PART && originalSize <= MOST_UNPACKED,
  })
  const part = parts[MAIN_PART]
  if (!part) throw new RangeError('no main part')
  return paragraphsOf(new TextDecoder().decode(part))
}

function paragraphsOf(xml: string): readonly string[] {
  const prefix = prefixOf(xml)
  const found: string[] = []
  /** Paragraphs that stand open: a text box holds its own within another. */
  const open: string[] = []
  let hidden = 0
  let isText = false
  const add = (text: string) => {
    if (hidden === 0 && open.length > 0) open[open.length - 1] += text
  }
  for (const [, end, name = '', alone, text] of xml.matchAll(
    /<(\/?)([\w:.-]+)(?:\s[^<>]*?)?(\/?)>|([^<>]+)/g,
  )) {
    if (text !== undefined) {
      if (isText) add(decoded(text))
      continue
    }
    const local = name.slice(name.indexOf(':') + 1)
    if (unseen.has(local) && !alone) hidden += end ? -1 : 1
    if (!name.startsWith(prefix)) continue
    switch (local) {
      case 'p':
        if (alone) break
        if (!end) open.push('')
        else found.push(open.pop() ?? '')
        break
      case 't':
        isText = !end && !alone
        break
      case 'tab':
        if (!end) add(' ')
        break
      case 'br':
      case 'cr':
        if (!end) add('\n')
        break
      case 'noBreakHyphen':
        add('-')
        break
    }
  }
  return found
}

/** The prefix that the document gives the namespace of its text: `w:`. */
function prefixOf(xml: string): string {
  for (const [, prefix, namespace] of xml.matchAll(/xmlns:([\w.-]+)=["']([^"']+)["']/g))
    if (NAMESPACES.includes(namespace ?? '')) return `${prefix}:`
  throw new RangeError('no document')
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
  })
}
