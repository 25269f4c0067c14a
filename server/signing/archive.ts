import { setImmediate as others } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import { DerError } from './asn1/der.ts'
import { readPem } from './certificate.ts'
import { digestRanges } from './cms.ts'
import { collect } from './dss/collect.ts'
import { documentTimestampUpdate } from './dss/document-timestamp.ts'
import { withValidationData } from './dss/store.ts'
import { PdfError } from './pdf/pdf-error.ts'
import { openPdf } from './pdf/pdf-file.ts'
import { fill } from './placeholder.ts'
import type { Revocation } from './revocation/revocation.ts'
import { type StampedFile, timestampSignature } from './stamp-signature.ts'
import { checkToken, stampedBy } from './timestamp/check-token.ts'
import type { Timestamp } from './timestamp/timestamp.ts'
import { requireTrustedToken, type TimestampTrust } from './timestamp/trust-token.ts'

export interface ArchiveSources extends TimestampTrust {
  readonly timestamp: Timestamp
  readonly revocation: Revocation
  /** Revocation data that is published and cannot be had: the archive fails unless told to leave it out. */
  readonly missing?: 'fail' | 'leave-out'
}

/** The file with a timestamp in its newest signature: see `timestampSignature`. */
export async function stampSignature(
  pdf: Uint8Array,
  field: string,
  sources: TimestampTrust & { readonly timestamp: Timestamp },
): Promise<Uint8Array> {
  return (await timestampSignature(pdf, field, sources.timestamp, sources)).bytes
}

/**
 * The file as an archive keeps it (ETSI EN 319 142-1, B-LTA): what its signatures and timestamps need to be checked,
 * and over everything a document timestamp. Done again before the authority's certificate ends, it renews the proof.
 * @throws AppError `signing/unreadable-pdf`, `signing/timestamp-wrong`, and what the sources throw
 */
export async function archive(pdf: Uint8Array, sources: ArchiveSources): Promise<StampedFile> {
  const { timestamp, revocation, issuer, missing, now = Date.now } = sources
  try {
    const roots = sources.roots.flatMap(readPem)
    const data = await collect(openPdf(pdf), { revocation, issuer, missing, roots, now: now() })
    const supplied = withValidationData(pdf, data)
    await others()
    const { bytes, placeholder, byteRange } = documentTimestampUpdate(supplied)
    const digest = digestRanges('sha256', bytes, byteRange)
    const token = await timestamp('sha256', digest)
    const read = checkToken(token, { hash: 'sha256', digest })
    await requireTrustedToken(read, sources)
    return { bytes: fill(bytes, placeholder, token), ...stampedBy(read) }
  } catch (cause) {
    if (cause instanceof PdfError) throw unreadable(cause.code, cause.detail, cause)
    if (cause instanceof DerError) throw unreadable('signature', cause.message, cause)
    throw cause
  }
}

function unreadable(problem: string, where: string, cause: Error): AppError {
  return new AppError('signing/unreadable-pdf', { problem, where }, { cause })
}
