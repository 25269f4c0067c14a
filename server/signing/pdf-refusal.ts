import { AppError } from '../errors.ts'
import { PdfError } from './pdf/pdf-error.ts'

/** Reads or extends a PDF. @throws AppError `signing/unreadable-pdf` in place of a PdfError, and whatever else is thrown */
export function withPdfErrors<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof PdfError)) throw error
    throw new AppError(
      'signing/unreadable-pdf',
      { problem: error.code, where: error.detail },
      { cause: error },
    )
  }
}
