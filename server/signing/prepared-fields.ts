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
  /** Common name of the expected signer, null when anybody may sign. */
  readonly expected: string | null
}

/** The signature fields of a PDF in the order of signing. @throws AppError `signing/unreadable-pdf` */
export function preparedFields(pdf: Uint8Array): PreparedField[] {
  return withPdfErrors(() => {
    const view = openPdf(pdf).latest()
    return signatureFields(view).map((field) => ({
      name: field.name,
      signed: field.value !== undefined,
      ...sizeOf(view, field),
      expected: expectedSubjects(view, field)?.[0]?.CN ?? null,
    }))
  })
}

/**
 * Size of a field, and whom it expects, as the original of the file said.
 * @throws AppError `signing/unreadable-pdf`, `signing/unknown-field`
 */
export function fieldToSign(
  pdf: Uint8Array,
  name: string,
): Pick<PreparedField, 'width' | 'height'> & { readonly expected: ReturnType<typeof expectedSubjects> } {
  return withPdfErrors(() => {
    const view = openPdf(pdf).view(0)
    const field = signatureFields(view).find((each) => each.name === name)
    if (!field) throw new AppError('signing/unknown-field', { field: name })
    return { ...sizeOf(view, field), expected: expectedSubjects(view, field) }
  })
}

function sizeOf(view: PdfView, field: SignatureField): { width: number; height: number } {
  const box = as('array', view.resolve(field.dict.entries.get('Rect')))?.items.map(Number) ?? []
  const [left = 0, bottom = 0, right = 0, top = 0] = box
  return { width: Math.abs(right - left), height: Math.abs(top - bottom) }
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
