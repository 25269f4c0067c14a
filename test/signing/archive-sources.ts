import type { ArchiveSources } from '../../server/signing/archive.ts'
import { signatureFields } from '../../server/signing/pdf/fields.ts'
import { openPdf } from '../../server/signing/pdf/pdf-file.ts'
import { as } from '../../server/signing/pdf/values.ts'
import { demoRevocation } from '../../server/signing/revocation/demo-revocation.ts'
import { demoTsa } from '../../server/signing/timestamp/demo-tsa.ts'
import { now, pki } from './signed-pdf.ts'

/** The demonstration's own timestamps and revocation, at that time. */
export function sourcesAt(time: number): ArchiveSources & { readonly now: () => number } {
  const revocation = demoRevocation(pki, { now: () => time })
  const { timestamp } = demoTsa(pki.tsa.signer, () => time)
  return { timestamp, revocation, roots: [pki.rootPem], now: () => time }
}

export const sources = sourcesAt(now)

/** What a field's `/Contents` holds, without the zeros after it. */
export function containerOf(pdf: Uint8Array, field: string): Buffer {
  const view = openPdf(pdf).latest()
  const found = signatureFields(view).find(({ name }) => name === field)
  const dict = as('dict', view.resolve(found?.value))
  const contents = Buffer.from(as('string', dict?.entries.get('Contents'))?.bytes ?? [])
  return contents.subarray(0, 4 + contents.readUInt16BE(2))
}
