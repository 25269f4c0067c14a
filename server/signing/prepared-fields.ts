import { AppError } from '../errors.ts'
import { expectedSubjects, type SignatureField, signatureFields } from './pdf/fields.ts'
import { PdfError } from './pdf/pdf-error.ts'
import { openPdf, type PdfView } from './pdf/pdf-file.ts'
import { as } from './pdf/values.ts'

/** A signature field as its signer must know it. */
export interface PreparedField {
  readonly name: string
  readonly signed: boolean
  /** Points: the size that the appearance must have. */
  readonly width: number
  readonly height: number
  /** Points on its left that another field lies over: the organ's seal. */
  readonly covered: number
  /** Common name of the expected signer, null when anybody may sign. */
  readonly expected: string | null
}

/** The signature fields of a PDF in the order of signing. @throws AppError `signing/unreadable-pdf` */
export function preparedFields(pdf: Uint8Array): PreparedField[] {
  return withPdfErrors(() => {
    const view = openPdf(pdf).latest()
    const fields = signatureFields(view)
    return fields.map((field) => ({
      name: field.name,
      signed: field.value !== undefined,
      ...placeOf(view, field, fields),
      expected: expectedSubjects(view, field)?.[0]?.CN ?? null,
    }))
  })
}

/**
 * Place of a field, and whom it expects, as the original of the file said.
 * @throws AppError `signing/unreadable-pdf`, `signing/unknown-field`
 */
export function fieldToSign(
  pdf: Uint8Array,
  name: string,
): Place & { readonly expected: ReturnType<typeof expectedSubjects> } {
  return withPdfErrors(() => {
    const view = openPdf(pdf).view(0)
    const fields = signatureFields(view)
    const field = fields.find((each) => each.name === name)
    if (!field) throw new AppError('signing/unknown-field', { field: name })
    return { ...placeOf(view, field, fields), expected: expectedSubjects(view, field) }
  })
}

type Place = Pick<PreparedField, 'width' | 'height' | 'covered'>

function placeOf(view: PdfView, field: SignatureField, all: readonly SignatureField[]): Place {
  const own = boxOf(view, field)
  const covered = all.map((other) => {
    const over = boxOf(view, other)
    const apart = over.bottom >= own.top || over.top <= own.bottom
    return apart || over.left >= own.left ? 0 : over.right - own.left
  })
  return {
    width: own.right - own.left,
    height: own.top - own.bottom,
    covered: Math.min(Math.max(0, ...covered), own.right - own.left),
  }
}

function boxOf(view: PdfView, field: SignatureField) {
  const box = as('array', view.resolve(field.dict.entries.get('Rect')))?.items.map(Number) ?? []
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = box
  return { left: Math.min(x1, x2), bottom: Math.min(y1, y2), right: Math.max(x1, x2), top: Math.max(y1, y2) }
}

function withPdfErrors<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof PdfError)) throw error
    throw new AppError(
      'signing/unreadable-pdf',
      { problem: error.code, where: error.detail },
      { cause: error },
    )
  }
}
