import { withDefiniteLengths } from './asn1/ber.ts'
import { DerError, readDer } from './asn1/der.ts'
import { oids } from './asn1/oids.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { type ReadCms, readCms } from './cms-read.ts'
import { type SignatureField, signatureFields } from './pdf/fields.ts'
import type { PdfFile } from './pdf/pdf-file.ts'
import { as, isName, type PdfDict } from './pdf/values.ts'
import type { Placeholder } from './placeholder.ts'
import { readToken, type TimestampToken } from './timestamp/read-token.ts'

/** A field that is signed or holds a document timestamp. */
export interface FilledField {
  readonly field: SignatureField
  readonly dict: PdfDict
  /** Revision that wrote it, 0 = oldest. */
  readonly revision: number
  readonly isTimestamp: boolean
  /** DER of the SignedData, without the zeros after it. */
  readonly container: Uint8Array
  readonly place: Placeholder
}

/** Fields with something in them, in the form's order. @throws PdfError, DerError */
export function filledFields(file: PdfFile): FilledField[] {
  const view = file.latest()
  return signatureFields(view).flatMap((field) => {
    const number = as('reference', field.value)?.number
    const dict = as('dict', view.resolve(field.value))
    const contents = as('string', dict?.entries.get('Contents'))
    if (!dict || !contents?.span || number === undefined) return []
    const lenient = isName(dict.entries.get('SubFilter'), 'adbe.pkcs7.detached')
    const container = lenient ? withDefiniteLengths(contents.bytes).der : readDer(contents.bytes).raw
    const isTimestamp = isName(view.resolve(dict.entries.get('Type')), 'DocTimeStamp')
    const revision = view.placed(number)?.revision ?? 0
    return [{ field, dict, revision, isTimestamp, container, place: contents.span }]
  })
}

/** Whose signatures a filled field holds: the signer's and those of its timestamps. */
export interface Held {
  readonly signer: Certificate | undefined
  /** Proven time of that signature, milliseconds since 1970; for a timestamp its own. */
  readonly time: number | undefined
  readonly certificates: readonly Uint8Array[]
}

/** @throws DerError */
export function heldBy({ isTimestamp, container }: FilledField): Held[] {
  if (isTimestamp) return [heldByToken(readToken(container))]
  const cms = readCms(container)
  const tokens = signatureTimestamps(cms)
  const times = tokens.map(({ time }) => time)
  const own = { signer: signerOf(cms), time: times.length > 0 ? Math.min(...times) : undefined }
  return [{ ...own, certificates: cms.certificates }, ...tokens.map(heldByToken)]
}

/** Tokens over the signature itself. @throws DerError */
export function signatureTimestamps(cms: ReadCms): TimestampToken[] {
  return (cms.unsigned.get(oids.signatureTimeStamp) ?? []).map(({ raw }) => readToken(raw))
}

function heldByToken({ signer, time, certificates }: TimestampToken): Held {
  return { signer, time, certificates }
}

function signerOf(cms: ReadCms): Certificate {
  const found = cms.certificates.map(readCertificate).find((each) => {
    return (
      Buffer.compare(each.issuerDer, cms.issuerDer) === 0 && Buffer.compare(each.serial, cms.serial) === 0
    )
  })
  if (!found) throw new DerError('certificate of the signer missing')
  return found
}
