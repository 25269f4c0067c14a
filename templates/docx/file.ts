import {
  AlignmentType,
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type Table,
  TextRun,
} from 'docx'
import { unzipSync } from 'fflate'
import { DEMONSTRATION_MARK } from '../page/page-marks.ts'
import type { Sheet } from '../page/sheet.ts'
import { PRODUCER } from '../pdf/xmp.ts'
import { settledZip } from '../settled-zip.ts'
import { escapedXml } from '../xml-text.ts'
import { TablePlace, twips } from './blocks.ts'

export type DocxFacts = {
  readonly title: string
  readonly author: string
  readonly subject: string
  /** Milliseconds since 1970 (UTC). */
  readonly createdAt: number
  readonly demonstration: boolean
  readonly draft: boolean
}

const BODY = 'word/document.xml'
/** What is written in when no font of its own comes with the file. */
const FONT = 'Times New Roman'
const RED = 'B21217'

/** A WordprocessingML file (ECMA-376). The same content gives the same bytes. */
export async function packDocx(
  sheet: Sheet,
  children: readonly (Paragraph | Table)[],
  facts: DocxFacts,
): Promise<Uint8Array> {
  const { profile, paper, column } = sheet
  const marks = footer(facts, profile.heading.draft.text)
  const landscape = paper[0] > paper[1]
  const file = new Document({
    creator: PRODUCER,
    title: facts.title,
    styles: {
      default: {
        document: { run: { font: FONT, size: profile.body.size * 2, language: { value: 'vi-VN' } } },
        ...Object.fromEntries(
          ['heading2', 'heading3', 'heading4'].map((name) => [
            name,
            { run: { color: '000000', font: FONT } },
          ]),
        ),
      },
    },
    sections: [
      {
        properties: {
          titlePage: !profile.pageNumber.onFirstPage,
          page: {
            size: {
              // docx turns the paper itself.
              width: twips(Math.min(...paper)),
              height: twips(Math.max(...paper)),
              orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: {
              top: twips(sheet.top),
              bottom: twips(paper[1] - sheet.top - sheet.height),
              left: twips(column.x),
              right: twips(paper[0] - column.x - column.width),
              header: twips((profile.pageNumber.fromEdgeMm * 72) / 25.4 - profile.pageNumber.size / 2),
            },
          },
        },
        headers: { default: pageNumber(profile.pageNumber.size), first: new Header({ children: [] }) },
        footers: { default: marks, first: marks },
        children,
      },
    ],
  })
  const bytes = await Packer.pack(file, 'uint8array')
  const parts = unzipSync(bytes)
  const body = parts[BODY]
  if (!body) throw new Error('The document has no body')
  const tables = children.filter((child) => child instanceof TablePlace)
  return settledZip({
    ...parts,
    'docProps/core.xml': coreProperties(facts),
    [BODY]: withTables(body, tables),
  })
}

/** Puts each table in its place, which nothing that somebody wrote can look like: its style is markup. */
function withTables(body: Uint8Array, tables: readonly TablePlace[]): Uint8Array {
  const parts: string[] = []
  let rest = new TextDecoder().decode(body)
  for (const { style, xml } of tables) {
    const at = rest.indexOf(`<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr></w:p>`)
    if (at < 0) throw new Error(`No place for the table ${style}`)
    parts.push(rest.slice(0, at), xml)
    rest = rest.slice(rest.indexOf('</w:p>', at) + '</w:p>'.length)
  }
  return new TextEncoder().encode([...parts, rest].join(''))
}

function pageNumber(size: number): Header {
  const run = new TextRun({ children: [PageNumber.CURRENT], size: size * 2 })
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run] })] })
}

function footer({ demonstration, draft }: DocxFacts, draftText: string): Footer {
  const text = [demonstration ? DEMONSTRATION_MARK : '', draft ? draftText : ''].filter(Boolean).join(' – ')
  const run = new TextRun({ text, bold: true, color: RED, size: 22 })
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run] })] })
}

/** The library would date them by the clock. */
function coreProperties({ title, author, subject, createdAt }: DocxFacts): Uint8Array {
  const at = `${new Date(createdAt).toISOString().slice(0, 19)}Z`
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapedXml(title)}</dc:title><dc:subject>${escapedXml(subject)}</dc:subject><dc:creator>${escapedXml(author)}</dc:creator><dc:language>vi-VN</dc:language><cp:lastModifiedBy>${PRODUCER}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`,
  )
}
