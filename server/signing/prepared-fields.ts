import { AppError } from '../errors.ts'
import { expectedSubjects, signatureFields } from './pdf/fields.ts'
import { PdfError } from './pdf/pdf-error.ts'
import { openPdf } from './pdf/pdf-file.ts'
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
  try {
    const file = openPdf(pdf)
    const view = file.latest()
    return signatureFields(view).map((field) => {
      const box = as('array', view.resolve(field.dict.entries.get('Rect')))?.items.map(Number) ?? []
      const [left = 0, bottom = 0, right = 0, top = 0] = box
      return {
        name: field.name,
        signed: field.value !== undefined,
        width: Math.abs(right - left),
        height: Math.abs(top - bottom),
        expected: expectedSubjects(view, field)?.[0]?.CN ?? null,
      }
    })
  } catch (error) {
    if (!(error instanceof PdfError)) throw error
    throw new AppError(
      'signing/unreadable-pdf',
      { problem: error.code, where: error.detail },
      { cause: error },
    )
  }
}
