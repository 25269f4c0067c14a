import { digest } from '../../server/signing/algorithms.ts'
import { element, octetString, oid, sequence, setOf, time } from '../../server/signing/asn1/der-write.ts'
import { oids } from '../../server/signing/asn1/oids.ts'
import { readCertificate } from '../../server/signing/certificate.ts'
import { digestRanges, signedData } from '../../server/signing/cms.ts'
import { formOf } from '../../server/signing/pdf/fields.ts'
import type { PdfView } from '../../server/signing/pdf/pdf-file.ts'
import { array, as, dict, name, reference, textString, withEntries } from '../../server/signing/pdf/values.ts'
import type { Signer } from '../../server/signing/signer.ts'
import { pageOf, signedAt, withRevision } from './signed-pdf.ts'

export interface ElsewhereOptions {
  readonly format?: string
  /** Whether the dictionary states a time beside the one inside the signature. */
  readonly statesTime?: boolean
  /** Whether the document information gets a new time of change along. */
  readonly writesInformation?: boolean
}

const room = 8_000
const range = ' '.repeat(40)

function information(view: PdfView) {
  const at = as('reference', view.trailer.entries.get('Info'))
  const held = as('dict', view.resolve(at)) ?? dict({})
  const when = textString(`D:2023053012000${view.revision.index}Z`)
  return { number: at?.number ?? 0, body: withEntries(held, { ModDate: when }) }
}

/** A signature as other programs make it: its own new field, the older format, a time inside the signature. */
export async function signedElsewhere(
  pdf: Uint8Array,
  field: string,
  signer: Signer | undefined,
  { format = 'adbe.pkcs7.detached', statesTime = true, writesInformation = false }: ElsewhereOptions = {},
): Promise<Uint8Array> {
  if (!signer) throw new RangeError('no signer')
  const syntax = signatureSyntax(format, statesTime)
  const bytes = Buffer.from(
    withRevision(pdf, (file, free) => {
      const view = file.latest()
      const form = formOf(view)
      const page = pageOf(file, 0)
      const fields = as('array', view.resolve(form?.dict.entries.get('Fields')))?.items ?? []
      const annotations = as('array', view.resolve(page.dict.entries.get('Annots')))?.items ?? []
      const widget = dict({
        Type: name('Annot'),
        Subtype: name('Widget'),
        FT: name('Sig'),
        T: textString(field),
        Rect: array(0, 0, 0, 0),
        F: 132,
        P: reference(page.number),
        V: reference(free),
      })
      const signs = { Fields: array(...fields, reference(free + 1)), SigFlags: 3 }
      return [
        { number: form?.objectNumber ?? 0, body: withEntries(form?.dict ?? dict({}), signs) },
        {
          number: page.number,
          body: withEntries(page.dict, { Annots: array(...annotations, reference(free + 1)) }),
        },
        { number: free, body: Buffer.from(syntax, 'latin1') },
        { number: free + 1, body: widget },
        ...(writesInformation ? [information(view)] : []),
      ]
    }),
  )
  return filledIn(bytes, signer)
}

/** A file that came signed as a whole: one revision, the signature in it. */
export function signedAsWhole(signer: Signer | undefined): Promise<Uint8Array> {
  if (!signer) throw new RangeError('no signer')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [4 0 R] >>',
    '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature0) /Rect [0 0 0 0] /F 132 /P 3 0 R /V 5 0 R >>',
    signatureSyntax('adbe.pkcs7.detached', true),
    '<< /Fields [4 0 R] /SigFlags 3 >>',
  ]
  let text = '%PDF-1.7\n'
  let rows = '0000000000 65535 f \n'
  for (const [index, object] of objects.entries()) {
    rows += `${String(text.length).padStart(10, '0')} 00000 n \n`
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
  }
  const size = objects.length + 1
  const end = `xref\n0 ${size}\n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return filledIn(Buffer.from(text + end, 'latin1'), signer)
}

function signatureSyntax(format: string, statesTime: boolean): string {
  const when = statesTime ? " /M (D:20230530110000+07'00')" : ''
  return `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${format}${when} /ByteRange ${range} /Contents <${'0'.repeat(room * 2)}> >>`
}

async function filledIn(bytes: Buffer, signer: Signer): Promise<Uint8Array> {
  const start = bytes.lastIndexOf(`/Contents <${'0'.repeat(100)}`) + '/Contents '.length
  const end = start + room * 2 + 2
  const ranges = [0, start, end, bytes.length - end] as const
  bytes.write(`[${ranges.join(' ')}]`.padEnd(40), bytes.lastIndexOf(`/ByteRange ${range}`) + 11, 'latin1')
  const chain = signer.chain.map(readCertificate)
  const [own] = chain
  const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf(value))
  const attributes = setOf(
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.signingTime, time(signedAt)),
    attribute(oids.messageDigest, octetString(digestRanges('sha256', bytes, ranges))),
    attribute(
      oids.signingCertificateV2,
      sequence(sequence(sequence(octetString(digest('sha256', own?.der ?? element(5)))))),
    ),
  )
  const signature = await signer.sign(attributes)
  bytes.write(signedData(attributes, signature, signer.algorithm, chain).toString('hex'), start + 1, 'latin1')
  return bytes
}
