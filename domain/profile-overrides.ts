import Type, { type Static, type TProperties } from 'typebox'
import { Line } from './text.ts'

/*
 * Where a body departs from its legal profile: any part of it, within ranges that keep the page printable. Sizes,
 * leading and gaps are points, what is called margin, first line or height is millimetres.
 */
const parts = <P extends TProperties>(properties: P) =>
  Type.Partial(Type.Object(properties, { additionalProperties: false }), { additionalProperties: false })

const size = Type.Number({ minimum: 8, maximum: 20 })
const leading = Type.Number({ minimum: 9, maximum: 40 })
const margin = Type.Number({ minimum: 15, maximum: 50 })
const emphasis = { bold: Type.Boolean(), italic: Type.Boolean(), underline: Type.Boolean() }
const letters = parts({ size, ...emphasis })
const margins = parts({ top: margin, bottom: margin, left: margin, right: margin })
const pattern = Type.String({
  minLength: 3,
  maxLength: 60,
  pattern: '^[^{}]*\\{n\\}[^{}]*(\\{symbol\\}[^{}]*)?$',
  description: 'dạng có {n} rồi {symbol}, như "Số: {n}/BB-{symbol}"',
})

const document = parts({
  type: Line,
  number: Type.Union([pattern, Type.Null()]),
  signatures: parts({ secretary: Line, chair: Line, organ: Line, bridge: Line }),
})

export const ProfileOverrides = parts({
  /** Named where the departure has an instrument of its own. */
  source: Line,
  page: margins,
  landscape: margins,
  pageNumber: parts({
    size,
    fromEdgeMm: Type.Number({ minimum: 7, maximum: 12 }),
    onFirstPage: Type.Boolean(),
  }),
  heading: parts({
    right: Type.Array(
      Type.Object(
        { text: Line, size, bold: Type.Optional(Type.Boolean()), italic: Type.Optional(Type.Boolean()) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 3 },
    ),
    superior: letters,
    body: letters,
    number: letters,
    placeAndDate: letters,
  }),
  title: letters,
  subject: parts({
    size,
    ...emphasis,
    rule: Type.Union([Type.Number({ minimum: 0.1, maximum: 1 }), Type.Null()]),
  }),
  body: parts({
    size: Type.Number({ minimum: 11, maximum: 16 }),
    leading,
    firstLineMm: Type.Number({ minimum: 0, maximum: 20 }),
    paragraphGap: Type.Number({ minimum: 0, maximum: 18 }),
  }),
  table: parts({ size, leading }),
  roles: parts({ secretary: Line, chair: Line }),
  signature: parts({ block: letters, name: letters, heightMm: Type.Number({ minimum: 15, maximum: 60 }) }),
  recipients: parts({
    heading: Line,
    headingText: letters,
    items: letters,
    archive: Type.Array(Line, { maxItems: 10 }),
  }),
  documents: parts({
    minutes: document,
    synthesis: document,
    attendance: document,
    notice: document,
    extract: document,
  }),
})
export type ProfileOverrides = Static<typeof ProfileOverrides>
