/** Every code that the server can answer with, and its HTTP status. The sentence for the reader is the page's. */
export const errorStatus = {
  'access/not-allowed': 403,
  'access/not-signed-in': 401,
  'access/link-invalid': 401,
  'attachment/not-a-document': 415,
  'attachment/unreadable': 422,
  'attachment/no-text': 422,
  'attachment/refused': 409,
  'attachment/unknown': 404,
  'conference/unknown': 404,
  'conference/exists': 409,
  'conference/file-invalid': 422,
  'dossier/refused': 422,
  'dossier/other-log': 409,
  'dossier/no-seal': 409,
  'media/absent': 503,
  'media/no-worker': 503,
  'media/conference-full': 409,
  'media/node-full': 503,
  'minutes/unknown': 404,
  'minutes/refused': 409,
  'node/not-owner': 409,
  'recording/unknown': 404,
  'publication/unknown-bridge': 404,
  'publication/unprintable': 422,
  'request/malformed': 400,
  'request/unknown': 404,
  'request/too-many': 429,
  'request/too-large': 413,
  'signing/no-signer': 409,
  'signing/link-invalid': 401,
  'signing/preparation-gone': 409,
  'signing/token-library-missing': 503,
  'signing/token-module': 503,
  'signing/token-absent': 404,
  'signing/token-pin': 422,
  'signing/token-locked': 422,
  'signing/token-key': 404,
  'signing/token-failed': 500,
  'signing/upload-refused': 422,
  'signing/verify-failed': 422,
  'server/busy': 503,
  'server/closing': 503,
  'server/failed': 500,
  'database/unavailable': 503,
  'config/invalid': 500,
  'backup/damaged': 422,
  'backup/newer': 409,
  'backup/not-empty': 409,
  'database/in-use': 503,
  'database/other-version': 503,
  'database/rolled-back': 500,
  'database/start-failed': 503,
  'database/unsupported-platform': 500,
  'signing/unreadable-pdf': 422,
  'signing/unknown-field': 404,
  'signing/already-signed': 409,
  'signing/out-of-order': 409,
  'signing/certificate-refused': 422,
  'signing/pkcs12-unreadable': 422,
  'signing/pkcs12-too-costly': 422,
  'signing/base-changed': 409,
  'signing/wrong-signature': 422,
  'signing/image-refused': 422,
  'signing/too-large': 500,
  'signing/pki-unreadable': 500,
  'signing/not-newest': 409,
  'signing/already-stamped': 409,
  'signing/no-timestamps': 409,
  'signing/timestamp-unreachable': 503,
  'signing/timestamp-refused': 502,
  'signing/timestamp-wrong': 502,
  'signing/revocation-unreachable': 503,
  'signing/revocation-wrong': 502,
} as const satisfies Record<`${string}/${string}`, number>

export type ErrorCode = keyof typeof errorStatus

/** A refusal or failure with a stable code; `detail` is plain JSON and may be shown to whoever asked. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly detail: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, detail: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(message(code, detail), options)
    this.code = code
    this.detail = detail
  }

  /** HTTP status of the code. */
  get status(): number {
    return errorStatus[this.code]
  }
}

function message(code: ErrorCode, detail: Readonly<Record<string, unknown>>): string {
  if (typeof detail.message === 'string') return detail.message
  return Object.keys(detail).length === 0 ? code : `${code} ${JSON.stringify(detail)}`
}
