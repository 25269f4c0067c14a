/** Why a file could not be read as PDF. Stable: verification reports them by name. */
export type PdfErrorCode =
  | 'not-a-pdf'
  | 'damaged'
  | 'ambiguous'
  | 'encrypted'
  | 'too-complex'
  | 'unsupported-filter'
  | 'unsupported-structure'

/** The only error that reading a PDF throws, whatever the bytes are. `detail` says what and where, in English. */
export class PdfError extends Error {
  override readonly name = 'PdfError'
  readonly code: PdfErrorCode
  readonly detail: string

  constructor(code: PdfErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options)
    this.code = code
    this.detail = detail
  }
}
