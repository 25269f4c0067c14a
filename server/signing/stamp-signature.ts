import { AppError } from '../errors.ts'
import { digest } from './algorithms.ts'
import { DerError } from './asn1/der.ts'
import { withSignatureTimestamp } from './cms-attribute.ts'
import { type ReadCms, readCms } from './cms-read.ts'
import { type FilledField, filledFields, signatureTimestamps } from './filled-fields.ts'
import { openPdf } from './pdf/pdf-file.ts'
import { withPdfErrors } from './pdf-refusal.ts'
import { fill } from './placeholder.ts'
import { checkToken, stampedBy } from './timestamp/check-token.ts'
import type { Timestamp } from './timestamp/timestamp.ts'
import { requireTrustedAuthority, requireTrustedToken, type TimestampTrust } from './timestamp/trust-token.ts'

/** A file with a timestamp in it, and what the log keeps of that; times in milliseconds since 1970. */
export interface StampedFile {
  readonly bytes: Uint8Array
  /** The authority, by its certificate's common name. */
  readonly by: string
  readonly time: number
  /** When the authority's certificate ends. */
  readonly until: number
}

/**
 * Puts a timestamp into the newest signature (ETSI EN 319 142-1, B-T): into the room that was kept for it, so that no
 * byte that is signed changes. A signature that came with its timestamp stays as it is.
 * @throws AppError `signing/unknown-field`, `signing/not-newest` when a later revision stands after it,
 *   `signing/too-large`, `signing/unreadable-pdf`, `signing/timestamp-wrong`, and what the authority throws
 */
export async function timestampSignature(
  pdf: Uint8Array,
  field: string,
  timestamp: Timestamp,
  trust: TimestampTrust,
): Promise<StampedFile> {
  const { place, container } = newestSignature(pdf, field)
  const cms = readContainer(container)
  const imprint = digest('sha256', cms.signature)
  const [held] = signatureTimestamps(cms)
  if (held) {
    await requireTrustedAuthority(held, trust)
    return { bytes: pdf, ...stampedBy(held) }
  }
  const token = await timestamp('sha256', imprint)
  const read = checkToken(token, { hash: 'sha256', digest: imprint })
  await requireTrustedToken(read, trust)
  return { bytes: fill(pdf, place, withSignatureTimestamp(container, token)), ...stampedBy(read) }
}

function newestSignature(pdf: Uint8Array, name: string): FilledField {
  return withPdfErrors(() => {
    const file = openPdf(pdf)
    const found = filledFields(file).find(({ field, isTimestamp }) => field.name === name && !isTimestamp)
    if (!found) throw new AppError('signing/unknown-field', { field: name })
    if (found.revision !== file.revisions.length - 1 || file.trailing > 0)
      throw new AppError('signing/not-newest', { field: name })
    return found
  })
}

function readContainer(container: Uint8Array): ReadCms {
  try {
    return readCms(container)
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause
    throw new AppError('signing/unreadable-pdf', { problem: 'signature', where: cause.message }, { cause })
  }
}
