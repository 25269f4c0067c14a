import { docxMarks } from './docx-marks.ts'

/** Which list a paragraph style belongs to, itself or by the style that it is based on. */
export interface StyleNumbering {
  readonly list: string
  /** Null where the list's level names the style. */
  readonly level: number | null
  /** The style that says so. */
  readonly style: string
}

/** What paragraphs get from their styles. */
export interface DocxStyles {
  /** The numbering of a style; of the default one where `style` is null. */
  numberingOf(style: string | null): StyleNumbering | null
}

interface Style {
  basedOn: string | null
  list: string | null
  level: number | null
}

/** How far styles may be based on each other. */
const MOST_STEPS = 20

/** Reads the paragraph styles of `word/styles.xml` as far as they number (ISO/IEC 29500-1, 17.7). */
export function readStyles(xml: string): DocxStyles {
  const styles = new Map<string, Style>()
  let plain: string | null = null
  let style: Style | null = null
  for (const mark of docxMarks(xml)) {
    if (mark.kind === 'text') continue
    if (mark.kind === 'end') {
      if (mark.name === 'style') style = null
      continue
    }
    const value = mark.attributes('val') ?? ''
    switch (mark.name) {
      case 'style': {
        const id = mark.attributes('styleId') ?? ''
        const type = mark.attributes('type') ?? 'paragraph'
        style = { basedOn: null, list: null, level: null }
        if (type !== 'paragraph') break
        styles.set(id, style)
        const isDefault = mark.attributes('default')
        if (isDefault === '1' || isDefault === 'true') plain = id
        break
      }
      case 'basedOn':
        if (style) style.basedOn = value
        break
      case 'numId':
        if (style) style.list = value
        break
      case 'ilvl':
        if (style) style.level = Number(value) || 0
        break
    }
  }
  return {
    numberingOf(wanted) {
      let id = wanted !== null && styles.has(wanted) ? wanted : plain
      for (let steps = 0; id !== null && steps < MOST_STEPS; steps += 1) {
        const held = styles.get(id)
        if (!held) return null
        if (held.list !== null) return { list: held.list, level: held.level, style: id }
        id = held.basedOn
      }
      return null
    },
  }
}

/** Of a document without styles. */
export const noStyles: DocxStyles = { numberingOf: () => null }
