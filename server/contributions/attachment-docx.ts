import { unzipSync } from 'fflate'
import { DocxCounting } from './docx-counting.ts'
import { docxMarks } from './docx-marks.ts'
import { type Numbering, readNumbering } from './docx-numbering.ts'
import { noStyles, readStyles } from './docx-styles.ts'

/** A part larger than this (bytes) is no opinion; what is unpacked is bounded by what the archive says of itself. */
const MOST_UNPACKED = 48 * 1024 * 1024
const MAIN_PART = 'word/document.xml'
const NUMBERING_PART = 'word/numbering.xml'
const STYLES_PART = 'word/styles.xml'
const noNumbering: Numbering = { lists: new Map() }

interface OpenParagraph {
  text: string
  style: string | null
  list: string | null
  level: number | null
}

/**
 * The paragraphs of a WordprocessingML document (ISO/IEC 29500-1, 17.3) as plain text, line breaks kept, with the
 * numbers that a word processor makes by itself (17.9).
 * @throws RangeError for a file without a main part, or with one that is too large
 */
export function paragraphsOfDocx(bytes: Uint8Array): readonly string[] {
  const wanted = [MAIN_PART, NUMBERING_PART, STYLES_PART]
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => wanted.includes(name) && originalSize <= MOST_UNPACKED,
  })
  const [main, numbering, styles] = wanted.map((name) => {
    const part = parts[name]
    return part && new TextDecoder().decode(part)
  })
  if (main === undefined) throw new RangeError('no main part')
  const counting = new DocxCounting(
    numbering === undefined ? noNumbering : readNumbering(numbering),
    styles === undefined ? noStyles : readStyles(styles),
  )
  return paragraphsOf(main, counting)
}

function paragraphsOf(xml: string, counting: DocxCounting): readonly string[] {
  const found: string[] = []
  /** Paragraphs that stand open: a text box holds its own within another. */
  const open: OpenParagraph[] = []
  let isText = false
  for (const mark of docxMarks(xml)) {
    const paragraph = open.at(-1)
    const { kind } = mark
    if (kind === 'text') {
      if (isText && paragraph) paragraph.text += mark.text
      continue
    }
    if (mark.name === 't') isText = kind === 'begin' && !mark.isAlone
    if (kind === 'end') {
      if (mark.name !== 'p') continue
      const ended = open.pop()
      if (ended) found.push(`${counting.next(ended)}${ended.text}`)
      continue
    }
    const value = mark.attributes('val')
    switch (mark.name) {
      case 'p':
        if (!mark.isAlone) open.push({ text: '', style: null, list: null, level: null })
        break
      case 'pStyle':
        if (paragraph) paragraph.style = value ?? null
        break
      case 'numId':
        if (paragraph) paragraph.list = value ?? null
        break
      case 'ilvl':
        if (paragraph) paragraph.level = Number(value) || 0
        break
      case 'tab':
        // Also what a paragraph's stops are called, each of which has a place.
        if (paragraph && mark.attributes('pos') === undefined) paragraph.text += ' '
        break
      case 'br':
      case 'cr':
        if (paragraph) paragraph.text += '\n'
        break
      case 'noBreakHyphen':
        if (paragraph) paragraph.text += '-'
        break
    }
  }
  return found
}
