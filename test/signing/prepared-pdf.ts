import PDFDocument from 'pdfkit'

export interface PreparedPdfOptions {
  readonly pages?: number
  /** Whom the fields expect, by field name. */
  readonly fields?: Readonly<Record<string, string>>
  /** Content stream that nothing leads to. */
  readonly hiddenContent?: string
}

/** A PDF with empty, merged signature fields, each expecting one common name, as a renderer leaves it. */
export async function preparedPdf(options: PreparedPdfOptions = {}): Promise<Buffer> {
  const { pages = 2, fields = { secretary: 'Thư ký (minh họa)', chair: 'Chủ trì (minh họa)' } } = options
  const document = new PDFDocument({
    autoFirstPage: false,
    info: { CreationDate: new Date(0), ModDate: new Date(0), Title: 'Minutes' },
  })
  const bytes = collect(document)
  for (let page = 1; page <= pages; page++) document.addPage().text(`Minutes, page ${page}`)
  document.initForm()
  type WithRoot = { _root: { data: { AcroForm: { data: Record<string, unknown> } } } }
  const form = (document as unknown as WithRoot)._root.data.AcroForm.data
  delete form.NeedAppearances
  form.SigFlags = 0
  const references = Object.entries(fields).map(([name, commonName], index) => {
    const subject = { CN: new String(commonName) }
    const field = document.ref({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: new String(name),
      F: 4,
      Rect: [72 + index * 240, 72, 272 + index * 240, 152],
      P: document.page.dictionary,
      SV: { Type: 'SV', Cert: { Type: 'SVCert', Ff: 2, SubjectDN: [subject] } },
    })
    document.page.annotations.push(field)
    field.end(undefined)
    return field
  })
  form.Fields = references
  if (options.hiddenContent) document.ref({}).end(Buffer.from(options.hiddenContent))
  document.end()
  return bytes
}

/** One page of the field's size with a line of text. */
export function appearancePdf(text: string): Promise<Buffer> {
  const document = new PDFDocument({ size: [200, 80], margin: 4, info: { CreationDate: new Date(0) } })
  const bytes = collect(document)
  document.fontSize(9).text(text)
  document.end()
  return bytes
}

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
}
