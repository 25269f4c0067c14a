import type { Certificate } from '../certificate.ts'
import type { Issued } from './issuing.ts'

/** What certificates are judged by. */
export interface Trust {
  readonly roots: readonly Certificate[]
  /** Certificates that the file carries apart from its signatures; trusted for nothing by themselves. */
  readonly certificates: readonly Certificate[]
  readonly issued: Issued
  /** Milliseconds since 1970. */
  readonly now: number
  /** Pays for what is read, in steps of the file's budget. @throws PdfError `too-complex` */
  readonly spend: (steps: number) => void
}
