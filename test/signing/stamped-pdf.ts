import { digest } from '../../server/signing/algorithms.ts'
import { archive, stampSignature } from '../../server/signing/archive.ts'
import { children, type Der, readOnly, sequenceItems } from '../../server/signing/asn1/der.ts'
import { integer, octetString, sequence, element as wrap } from '../../server/signing/asn1/der-write.ts'
import { readPem } from '../../server/signing/certificate.ts'
import { withSignatureTimestamp } from '../../server/signing/cms-attribute.ts'
import { readCms } from '../../server/signing/cms-read.ts'
import { filledFields } from '../../server/signing/filled-fields.ts'
import { openPdf } from '../../server/signing/pdf/pdf-file.ts'
import { fill } from '../../server/signing/placeholder.ts'
import {
  type DemoRevocationOptions,
  demoRevocation,
} from '../../server/signing/revocation/demo-revocation.ts'
import { demoTsa } from '../../server/signing/timestamp/demo-tsa.ts'
import type { Timestamp } from '../../server/signing/timestamp/timestamp.ts'
import { pki, signAs, signedAt, signedSteps } from './signed-pdf.ts'

export const minute = 60_000

/** The demonstration's timestamp authority at a time. */
export function timestampsAt(at: number): Timestamp {
  return demoTsa(pki.tsa.signer, () => at).timestamp
}

/** Puts whatever token into the signature, as one who does not look at it. */
export async function stampedAnyhow(
  pdf: Uint8Array,
  field: string,
  make: (digest: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const found = filledFields(openPdf(pdf)).find((each) => each.field.name === field)
  if (!found) throw new RangeError('no such signature')
  const token = await make(digest('sha256', readCms(found.container).signature))
  return fill(pdf, found.place, withSignatureTimestamp(found.container, token))
}

export function stamped(pdf: Uint8Array, field: string, at: number): Promise<Uint8Array> {
  return stampSignature(pdf, field, { timestamp: timestampsAt(at), roots: [pki.rootPem], now: () => at })
}

/** The file with its validation data and a document timestamp, made at a time. */
export async function archived(
  pdf: Uint8Array,
  at: number,
  revoked: NonNullable<DemoRevocationOptions['revoked']> = [],
): Promise<Uint8Array> {
  const now = () => at
  const revocation = demoRevocation(pki, { now, revoked })
  const sources = { timestamp: timestampsAt(at), revocation, roots: [pki.rootPem], now }
  return (await archive(pdf, sources)).bytes
}

/** A signer's certificate as revoked at a time. */
export function revokedSigner(field: 'secretary' | 'chair', at: number) {
  const [certificate] = readPem(pki.signers[field].certificatePem)
  if (!certificate) throw new RangeError('no certificate')
  return { certificate, at }
}

/** Signed by both, the chair's signature stamped two minutes after the secretary's time, archived five after it. */
export async function archivedSteps() {
  const steps = await signedSteps()
  const secretary = await stamped(steps.secretary, 'secretary', signedAt + minute)
  const chair = await stamped(await signAs(secretary, 'chair'), 'chair', signedAt + 2 * minute)
  return {
    ...steps,
    secretaryStamped: secretary,
    chairStamped: chair,
    archived: await archived(chair, signedAt + 5 * minute),
  }
}

const p256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The file with the last signature's value (P-256) written as its twin, in as many octets. */
export function withTwin(pdf: Uint8Array): Uint8Array {
  const found = filledFields(openPdf(pdf)).at(-1)
  const container = Buffer.from(found?.container ?? [])
  const { signature } = readCms(container)
  const [r, s] = sequenceItems(readOnly(signature))
  if (!found || !r || !s) throw new RangeError('no signature')
  const twin = sequence(r.raw, integer(p256 - BigInt(`0x${Buffer.from(s.contents).toString('hex')}`)))
  return fill(pdf, found.place, replaced(readOnly(container), octetString(signature), octetString(twin)))
}

/** The element with one inside it exchanged, every length around it made right. */
function replaced(within: Der, element: Uint8Array, by: Uint8Array): Uint8Array {
  if (Buffer.compare(within.raw, element) === 0) return by
  if (!(within.tag & 0x20)) return within.raw
  return wrap(within.tag, ...children(within).map((each) => replaced(each, element, by)))
}
