import type { SigningRole } from '../profiles/profile.ts'
import type { Pen } from './pen.ts'
import type { StructureNode } from './structure.ts'
import { object, type Writer } from './writer.ts'

/** Widget flag Print (ISO 32000-1, table 165). */
const PRINT = 4
/** Signatures exist; the file may only be appended to (ISO 32000-1, table 219). */
const APPEND_ONLY_SIGNATURES = 3
/** Filter, SubFilter and DigestMethod are required (ISO 32000-1, table 234). */
const SEED_REQUIRED = 1 | 2 | 64
/** SubjectDN is required (ISO 32000-1, table 235: bit position 4). */
const SUBJECT_DN_REQUIRED = 8

/** An empty signature field. Coordinates are points from the page's top left corner. */
export type SignatureField = {
  readonly name: SigningRole
  /** What assistive technology reads. */
  readonly tooltip: string
  /** Common name of the certificate that must sign here; null where the file does not know it. */
  readonly signer: string | null
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Puts an AcroForm without fields into the catalogue; call once, before the first field. */
export function openForm(writer: Writer): void {
  const form = object(writer, { Fields: [], SigFlags: APPEND_ONLY_SIGNATURES })
  writer._root.data.AcroForm = form
  writer.endAcroForm = () => form.end()
}

/**
 * Adds a signature field merged with its widget to the current page, tagged as Form, with an empty appearance.
 * The seed value names the expected signer where there is one, so a verifier knows from the file alone who had to
 * sign.
 */
export function addSignatureField(pen: Pen, field: SignatureField, node: StructureNode): void {
  const { writer } = pen
  pen.leave()
  const appearance = object(writer, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, field.width, field.height],
    Resources: {},
  })
  appearance.compress = false
  appearance.end(' ')
  const element = pen.element(node)
  writer.annotate(field.x, field.y, field.width, field.height, {
    Subtype: 'Widget',
    FT: 'Sig',
    T: new String(field.name),
    TU: new String(field.tooltip),
    F: PRINT,
    P: writer.page.dictionary,
    AP: { N: appearance },
    SV: {
      Type: 'SV',
      Filter: 'Adobe.PPKLite',
      SubFilter: ['ETSI.CAdES.detached'],
      DigestMethod: ['SHA256', 'SHA384', 'SHA512'],
      ...(field.signer === null ? {} : { Cert: expected(field.signer) }),
      Ff: SEED_REQUIRED,
    },
    structParent: element,
  })
  // Ended here: the reference to the annotation takes the page that is current when the element closes.
  element.end()
  const annotations = (writer.page.dictionary.data.Annots ?? []) as unknown[]
  const form = (writer._root.data.AcroForm as { data: { Fields: unknown[] } }).data
  form.Fields.push(annotations.at(-1))
}

function expected(signer: string): Record<string, unknown> {
  return {
    Type: 'SVCert',
    SubjectDN: [{ CN: new String(signer.normalize('NFC')) }],
    Ff: SUBJECT_DN_REQUIRED,
  }
}
