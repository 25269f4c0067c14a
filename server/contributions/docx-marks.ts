const NAMESPACES = [
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
]
/** What a reader of the document does not see: deletions, moves away, how it once was, and what stands twice. */
const unseen = new Set(['del', 'moveFrom', 'Fallback', 'pPrChange', 'numberingChange'])

/** What follows upon what in a part of a WordprocessingML document. */
export type DocxMark =
  /** An element begins; `isAlone` where it ends at once. */
  | {
      readonly kind: 'begin'
      readonly name: string
      readonly isAlone: boolean
      readonly attributes: DocxAttributes
    }
  | { readonly kind: 'end'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

/** The value of an attribute by its name in the document's own namespace; undefined where there is none. */
export type DocxAttributes = (name: string) => string | undefined

/**
 * The elements of the document's own namespace (ISO/IEC 29500-1) and the text in them, without their prefix and
 * without what a reader does not see. Broken XML gives whatever can be made out.
 * @throws RangeError where the namespace is not named
 */
export function* docxMarks(xml: string): Generator<DocxMark> {
  const prefix = prefixOf(xml)
  let hidden = 0
  for (const [, end, name = '', written = '', alone, text] of xml.matchAll(
    /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<>]+)/g,
  )) {
    if (text !== undefined) {
      if (hidden === 0) yield { kind: 'text', text: decoded(text) }
      continue
    }
    const local = name.slice(name.indexOf(':') + 1)
    if (unseen.has(local)) {
      if (!alone) hidden += end ? -1 : 1
      continue
    }
    if (hidden > 0 || !name.startsWith(prefix)) continue
    if (end) yield { kind: 'end', name: local }
    else
      yield {
        kind: 'begin',
        name: local,
        isAlone: alone !== '',
        attributes: (of) => attribute(written, `${prefix}${of}`),
      }
  }
}

function attribute(written: string, wanted: string): string | undefined {
  for (const [, name, double, single] of written.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    if (name === wanted) return decoded(double ?? single ?? '')
  return undefined
}

/** The prefix that the document gives its namespace: `w:`, or none. */
function prefixOf(xml: string): string {
  for (const [, prefix, namespace] of xml.matchAll(/xmlns(?::([\w.-]+))?=["']([^"']+)["']/g))
    if (NAMESPACES.includes(namespace ?? '')) return prefix === undefined ? '' : `${prefix}:`
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
