import { createHash } from 'node:crypto'
import { drawDemonstrationSeal } from './demonstration-seal.ts'
import { MissingGlyphError } from './missing-glyph.ts'
import { baseline } from './pdf/blocks.ts'
import { type Line, setLines } from './pdf/paragraph.ts'
import { type Colour, Pen } from './pdf/pen.ts'
import { finish, openWriter, type Writer } from './pdf/writer.ts'
import { unprintableText } from './unprintable.ts'
import { isoTime } from './wording.ts'

/** What a signature shows. Lengths are points, `at` milliseconds since 1970 (UTC). */
export type SignatureAppearance = {
  readonly width: number
  readonly height: number
  readonly name: string
  readonly body: string
  readonly at: number
  /** What is shown in place of the words: the signer's own hand in blue, or an organ's seal; PNG with transparency. */
  readonly image?: Uint8Array
  /** A round red seal that names nobody in place of the words, for demonstrations. */
  readonly seal?: 'demonstration'
  /** Points on the left that a seal will cover: the words keep clear of them. */
  readonly covered?: number
}

const BLUE: Colour = [0.05, 0.2, 0.55]
const PADDING = { x: 7, y: 5 }
const SIZES = [11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5]
const LEADING = 1.3

/**
 * One page of exactly the signature's size, without structure, with its fonts embedded: to be imported as a form
 * XObject. The largest size is taken at which the text fits.
 * @throws {Error} for an image that is no PNG (or JPEG)
 * @throws {MissingGlyphError} when the name or the body cannot be shown.
 */
export async function renderSignatureAppearance(appearance: SignatureAppearance): Promise<Uint8Array> {
  const { width, height, name, body, at, image, seal } = appearance
  const [unshown] = [...unprintableText(name, 'name'), ...unprintableText(body, 'body')]
  if (unshown) throw new MissingGlyphError(unshown)

  const writer = openWriter(
    [width, height],
    {
      title: 'Chữ ký số',
      author: name.normalize('NFC'),
      subject: body.normalize('NFC'),
      created: new Date(at),
    },
    JSON.stringify({ ...appearance, image: image && createHash('sha256').update(image).digest('hex') }),
  )
  const pen = new Pen(writer)
  pen.addPage()
  if (image) drawImage(writer, image, width, height)
  else if (seal) drawDemonstrationSeal(pen, Math.min(width, height), { x: width / 2, y: height / 2 })
  else drawWords(pen, appearance)
  return finish(writer)
}

/** As large as fits, in the middle, its ground as transparent as the image has it. */
function drawImage(writer: Writer, image: Uint8Array, width: number, height: number): void {
  const place = { fit: [width, height], align: 'center', valign: 'center' }
  ;(writer as unknown as { image(bytes: Buffer, x: number, y: number, options: object): void }).image(
    Buffer.from(image),
    0,
    0,
    place,
  )
}

function drawWords(pen: Pen, appearance: SignatureAppearance): void {
  const { width, height, covered = 0 } = appearance
  pen.frame(0.5, 0.5, width - 1, height - 1, 0.8, BLUE)
  const { lines, size } = fitted(appearance)
  const leading = size * LEADING
  const top = (height - lines.length * leading) / 2
  for (const [index, line] of lines.entries())
    pen.line(line, covered + PADDING.x, top + index * leading + baseline({ size, leading }), BLUE)
}

function fitted({ width, height, name, body, at, covered = 0 }: SignatureAppearance): {
  lines: Line[]
  size: number
} {
  const facts = [
    [{ text: 'Ký số bởi: ' }, { text: name, bold: true }],
    [{ text: 'Cơ quan: ' }, { text: body }],
    [{ text: 'Thời gian ký: ' }, { text: isoTime(at) }],
  ]
  const set = (size: number) =>
    facts.flatMap((spans) =>
      setLines(spans, { size, leading: size * LEADING, align: 'left' }, width - covered - 2 * PADDING.x),
    )
  const smallest = SIZES.at(-1) as number
  const size = SIZES.find((each) => set(each).length * each * LEADING <= height - 2 * PADDING.y) ?? smallest
  return { lines: set(size), size }
}
