import { type ProseNode, plainText } from '../domain/prose.ts'
import { codePointLabel, type Unprintable } from './missing-glyph.ts'
import { clusters, isForbidden, isPlain, normalised } from './pdf/characters.ts'

/** A document's view: plain data with the two bodies of its heading. */
type Printed = { readonly superior: string | null; readonly body: string } & Readonly<Record<string, unknown>>

/**
 * Every character of a document's view that the document cannot show, once per place: what no embedded font has, controls,
 * bidirectional overrides, lone surrogates, private code points. Empty when the view can be printed.
 */
export function unprintable(view: Printed): Unprintable[] {
  const { attachments, superior, body, ...printed } = view
  return [
    ...unprintableIn(printed),
    // These two stand in capitals in the heading; a capital may lack a glyph that its small letter has.
    ...Object.entries({ superior: superior ?? '', body }).flatMap(([place, text]) =>
      unprintableText(`${text} ${text.toLocaleUpperCase('vi')}`, place),
    ),
  ]
}

/**
 * The same for every text in any JSON value, a conference file for example; `place` is the path of the value. A
 * ProseMirror document is one place.
 */
export function unprintableIn(value: unknown, place = ''): Unprintable[] {
  if (typeof value === 'string') return unprintableText(value, place)
  if (Array.isArray(value)) return value.flatMap((each, index) => unprintableIn(each, `${place}[${index}]`))
  if (value === null || typeof value !== 'object') return []
  if ('type' in value && value.type === 'doc') return unprintableText(plainText(value as ProseNode), place)
  return Object.entries(value).flatMap(([key, each]) => unprintableIn(each, place ? `${place}.${key}` : key))
}

/** The same for one text that stands at `place`. */
export function unprintableText(raw: string, place: string): Unprintable[] {
  const text = normalised(raw)
  if (isPlain(text)) return []
  const faults = new Map<string, Unprintable>()
  for (const cluster of clusters(text)) {
    if (cluster.font !== 'none') continue
    const culprit =
      [...cluster.text].find((character) => isForbidden(character) || !isPlain(character)) ?? cluster.text
    const codePoint = codePointLabel(culprit.codePointAt(0) ?? 0)
    const character = isForbidden(culprit) ? '\ufffd' : culprit
    faults.set(codePoint, { character, codePoint, place })
  }
  return [...faults.values()]
}
