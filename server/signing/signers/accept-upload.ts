import type { SignatureField } from '../../../domain/signing.ts'
import { AppError } from '../../errors.ts'
import { withDefiniteLengths } from '../asn1/ber.ts'
import { readCertificate } from '../certificate.ts'
import { readCms } from '../cms-read.ts'
import { signatureFields } from '../pdf/fields.ts'
import { openPdf } from '../pdf/pdf-file.ts'
import { as } from '../pdf/values.ts'
import type { ReasonCode } from '../verification/reason.ts'
import type { TimestampReport } from '../verification/report.ts'
import { verifyInThread } from '../verify-thread.ts'

/** Why a file that was signed elsewhere is not taken. The sentence for the reader is the page's. */
export type UploadRefusal =
  | 'other-file'
  | 'not-signed'
  | 'wrong-field'
  | 'several-signatures'
  | 'not-certified'
  | 'untrusted-timestamp'
  | 'changed'

export interface UploadedFile {
  /** The newest file as it is held here. */
  readonly base: Uint8Array
  readonly upload: Uint8Array
  /** The field whose turn it is. */
  readonly field: SignatureField
  readonly roots: readonly string[]
  readonly now: number
}

/**
 * The certificates of the signature that was added elsewhere, the signer's own first. The file is taken only if it is
 * ours with this one field signed and nothing else touched; whose certificate it is, is asked apart.
 * @throws AppError `signing/upload-refused` with `reason`, for `changed` also `found` in the reader's language
 */
export async function acceptUpload({ base, upload, field, roots, now }: UploadedFile): Promise<Uint8Array[]> {
  const refuse = (reason: UploadRefusal, detail: Record<string, unknown> = {}) =>
    new AppError('signing/upload-refused', { field, reason, ...detail })
  if (upload.length < base.length || Buffer.compare(upload.subarray(0, base.length), base) !== 0)
    throw refuse('other-file')
  if (upload.length === base.length) throw refuse('not-signed')
  const verdict = await verifyInThread({ pdf: upload, roots, now })
  const forbidden = verdict.reasons.find(({ level, code }) => level === 'invalid' && code !== 'out-of-order')
  if (forbidden) throw refuse('changed', { finding: forbidden.code, found: forbidden.vi })

  const before = openPdf(base)
  const after = openPdf(upload).latest()
  const signedBefore = new Set(
    signatureFields(before.latest()).flatMap(({ name, value }) => (value === undefined ? [] : [name])),
  )
  const added = signatureFields(after).filter(
    ({ name, value }) => value !== undefined && !signedBefore.has(name),
  )
  const prepared = new Set(signatureFields(before.view(0)).map(({ name }) => name))
  const signatures = added.filter(({ name }) => prepared.has(name))
  if (signatures.length > 1) throw refuse('several-signatures')
  const [signature] = signatures
  if (!signature) throw refuse('not-signed')
  if (signature.name !== field) throw refuse('wrong-field', { signed: signature.name })
  if (verdict.reasons.some(({ code }) => code === 'out-of-order')) throw refuse('wrong-field')
  if (verdict.reasons.some(({ code }) => code === 'not-certified')) throw refuse('not-certified')
  // What is taken is never taken out again: a time that nobody believes must not get in.
  const doubtful = verdict.timestamps.find((each) => !signedBefore.has(each.field) && !isBelieved(each))
  if (doubtful) throw refuse('untrusted-timestamp', { by: doubtful.by ?? '' })
  const dictionary = as('dict', after.resolve(signature.value))
  const contents = as('string', after.resolve(dictionary?.entries.get('Contents')))?.bytes
  if (!contents) throw refuse('not-signed')
  return certificatesOf(contents)
}

function isBelieved({ trusted, problems }: TimestampReport): boolean {
  const harmless: ReasonCode = 'timestamp-certificate-unused'
  return trusted && problems.every(({ level, code }) => level === 'note' || code === harmless)
}

function certificatesOf(contents: Uint8Array): Uint8Array[] {
  const cms = readCms(withDefiniteLengths(contents).der)
  const certificates = cms.certificates.map(readCertificate)
  const own = certificates.find(
    (each) =>
      Buffer.compare(each.issuerDer, cms.issuerDer) === 0 && Buffer.compare(each.serial, cms.serial) === 0,
  )
  return (own ? [own, ...certificates.filter((each) => each !== own)] : certificates).map(({ der }) => der)
}
