import { createHash } from 'node:crypto'
import type { Font } from 'fontkit'
import PDFDocument from 'pdfkit'
import { type Face, openFace } from './faces.ts'
import { writeAsSubset } from './font-program.ts'
import { type Metadata, PRODUCER, xmpPacket } from './xmp.ts'

/** An indirect object of pdfkit. Strings are names, `new String()` literal strings, bytes hexadecimal. */
export type PdfObject = {
  data: Record<string, unknown>
  compress: boolean
  write(chunk: Uint8Array | string): void
  end(chunk?: Uint8Array | string): void
}

export type EmbeddedFont = {
  readonly id: string
  readonly font: Font
  readonly subset: { readonly glyphs: number[]; encode(): Uint8Array }
  readonly widths: number[]
  readonly unicode: number[][]
  readonly dictionary: PdfObject
  /** Called once, when the document ends. */
  embed(): void
  toUnicodeCmap(): PdfObject
  ref(): PdfObject
}

export type Bookmark = {
  readonly children: readonly Bookmark[]
  readonly dictionary: PdfObject
  addItem(title: string, options: { readonly fit: boolean }): Bookmark
}

export type StructureElement = {
  readonly dictionary: PdfObject
  add(child: unknown): StructureElement
  end(): void
}

/** pdfkit with the parts of it that its type declarations leave out. */
export type Writer = Omit<typeof PDFDocument.prototype, 'page' | 'outline'> & {
  _root: PdfObject
  _id: Uint8Array
  _font: EmbeddedFont
  outline: Bookmark
  getStructParentTree(): { limits: boolean }
  endMetadata(): void
  endOutline(): void
  endAcroForm(): void
  annotate(x: number, y: number, width: number, height: number, options: Record<string, unknown>): void
  markStructureContent(tag: string): unknown
  endMarkedContent(): void
  struct(type: string, options?: Record<string, unknown>): StructureElement
  addStructure(element: StructureElement): void
  addContent(operators: string): void
  page: {
    readonly width: number
    readonly height: number
    readonly fonts: Record<string, PdfObject>
    readonly dictionary: PdfObject
  }
}

/**
 * Opens a document without pages: PDF 1.7, tagged, Vietnamese, sRGB output intent, XMP of PDF/A-3a. The file
 * identifier comes from `seed`, so the same content gives the same bytes.
 */
export function openWriter(size: readonly [number, number], metadata: Metadata, seed: string): Writer {
  const writer = new PDFDocument({
    size: [...size],
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: 'vi',
    displayTitle: true,
    autoFirstPage: false,
    font: openFace('regular'),
    info: {
      Title: metadata.title,
      Author: metadata.author,
      Subject: metadata.subject,
      Creator: PRODUCER,
      Producer: PRODUCER,
      CreationDate: metadata.created,
      ModDate: metadata.created,
    },
  } as unknown as PDFKit.PDFDocumentOptions) as unknown as Writer
  writer._id = createHash('sha256').update(seed).digest().subarray(0, 16)
  // The root of a number tree has no limits (ISO 32000-1, table 37).
  writer.getStructParentTree().limits = false
  const names = writer._root.data.Names as PdfObject
  names.data = {}
  const { endOutline } = writer
  const bookmarked = () => writer.outline.children.length > 0
  writer.endOutline = () => {
    if (bookmarked()) endOutline.call(writer)
  }
  // pdfkit's own packet does not escape the title, the author and the subject.
  writer.endMetadata = () => {
    const packet = spare() ?? object(writer, {})
    Object.assign(packet.data, { Type: 'Metadata', Subtype: 'XML' })
    packet.compress = false
    packet.end(xmpPacket(metadata))
    writer._root.data.Metadata = packet
  }
  /** pdfkit numbers an outline and names in any case: where there are none, their number is free. */
  const spare = (): PdfObject | null => {
    if (!bookmarked()) return writer.outline.dictionary
    if (Object.keys(names.data).length > 0) return null
    Object.defineProperty(writer._root.data, 'Names', { value: { end() {} }, enumerable: false })
    return names
  }
  return writer
}

/** A new indirect object; it is written when `end` is called. */
export function object(writer: Writer, data: Record<string, unknown>): PdfObject {
  return (writer as unknown as { ref(data: Record<string, unknown>): PdfObject }).ref(data)
}

/** Embeds a face (as a subset) and returns its font object. */
export function embed(writer: Writer, face: Face): EmbeddedFont {
  writer.font(openFace(face) as unknown as PDFKit.Mixins.PDFFontSource)
  const font = writer._font
  if (!Object.hasOwn(font, 'embed')) writeAsSubset(writer, font)
  return font
}

/** Ends the document and gathers its bytes. */
export function finish(writer: Writer): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    writer.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    writer.on('error', reject)
    writer.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    writer.end()
  })
}
