import { type ProseNode, plainText } from '../domain/prose.ts'
import type { MinutesView } from './minutes-view.ts'
import { codePointLabel, type Unprintable } from './missing-glyph.ts'
import { clusters, isForbidden, isPlain, normalised } from './pdf/characters.ts'

/**
 * Every character of the view that the minutes cannot show, once per place: what no embedded font has, controls,
 * bidirectional overrides, lone surrogates, private code points. Empty when the view can be printed.
 */
export function unprintable(view: MinutesView): Unprintable[] {
  const { attachments, superior, body, ...printed } = view
  return [
    ...walk(printed, ''),
    // These two stand in capitals in the heading; a capital may lack a glyph that its small letter has.
    ...Object.entries({ superior: superior ?? '', body }).flatMap(([place, text]) =>
      textFaults(`${text} ${text.toLocaleUpperCase('vi')}`, place),
    ),
  ]
}

function walk(value: unknown, place: string): Unprintable[] {
  if (typeof value === 'string') return textFaults(value, place)
  if (Array.isArray(value)) return value.flatMap((each, index) => walk(each, `${place}[${index}]`))
  if (value === null || typeof value !== 'object') return []
  if ('type' in value && value.type === 'doc') return textFaults(plainText(value as ProseNode), place)
  return Object.entries(value).flatMap(([key, each]) => walk(each, place ? `${place}.${key}` : key))
}

/** The same for one text. */
export function textFaults(raw: string, place: string): Unprintable[] {
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
