import { PdfError } from './pdf-error.ts'
import type { PdfView } from './pdf-file.ts'
import { as, decodeText, isName, type PdfDict, type PdfValue } from './values.ts'

const maxFieldDepth = 16
const maxFields = 10_000

/** A signature field of the form (ISO 32000-2, 12.7.5.5). */
export interface SignatureField {
  /** Fully qualified name: partial names joined by full stops. */
  readonly name: string
  readonly objectNumber: number
  readonly dict: PdfDict
  /** What `/V` is: a reference to the signature dictionary, or undefined while the field is empty. */
  readonly value: PdfValue | undefined
}

/** The AcroForm dictionary of a view, with its object number where it is an object of its own. */
export function formOf(view: PdfView): { dict: PdfDict; objectNumber: number | undefined } | undefined {
  const entry = view.catalog.entries.get('AcroForm')
  const dict = as('dict', view.resolve(entry))
  return dict && { dict, objectNumber: as('reference', entry)?.number }
}

/**
 * The signature fields of a view in the form's order, which is the order of signing.
 * @throws PdfError `ambiguous` when two fields have one name
 */
export function signatureFields(view: PdfView): SignatureField[] {
  const found: SignatureField[] = []
  const visited = new Set<number>()
  const walk = (value: PdfValue, prefix: string, inheritedType: PdfValue, depth: number) => {
    const reference = as('reference', value)
    if (!reference || visited.has(reference.number)) return
    visited.add(reference.number)
    if (depth > maxFieldDepth || visited.size > maxFields)
      throw new PdfError('too-complex', 'too many form fields')
    const dict = as('dict', view.resolve(reference))
    if (!dict) return
    const partial = as('string', view.resolve(dict.entries.get('T')))
    const name = [prefix, partial ? decodeText(partial) : ''].filter(Boolean).join('.')
    const type = view.resolve(dict.entries.get('FT')) ?? inheritedType
    const kids = as('array', view.resolve(dict.entries.get('Kids')))?.items ?? []
    const kidFields = kids.filter((kid) => as('dict', view.resolve(kid))?.entries.has('T'))
    if (kidFields.length > 0) for (const kid of kids) walk(kid, name, type, depth + 1)
    else if (isName(type, 'Sig')) {
      const empty = view.resolve(dict.entries.get('V')) === null
      const value = empty ? undefined : dict.entries.get('V')
      found.push({ name, objectNumber: reference.number, dict, value })
    }
  }
  const form = formOf(view)?.dict
  for (const field of as('array', view.resolve(form?.entries.get('Fields')))?.items ?? [])
    walk(field, '', null, 0)
  if (new Set(found.map((field) => field.name)).size < found.length) {
    throw new PdfError('ambiguous', 'two signature fields of one name')
  }
  return found
}

/**
 * Who may sign the field, from its seed value's `/Cert /SubjectDN` (ISO 32000-2, table 238): alternatives, each
 * a set of attributes that the certificate's subject must all have. Undefined when the field expects nobody.
 */
export function expectedSubjects(
  view: PdfView,
  field: SignatureField,
): readonly Readonly<Record<string, string>>[] | undefined {
  const seed = as('dict', view.resolve(field.dict.entries.get('SV')))
  const certificate = as('dict', view.resolve(seed?.entries.get('Cert')))
  const subjects = as('array', view.resolve(certificate?.entries.get('SubjectDN')))
  return subjects?.items.map((item) => {
    const attributes = as('dict', view.resolve(item))?.entries ?? new Map<string, PdfValue>()
    const pairs = [...attributes].map(([key, value]) => {
      const text = as('string', view.resolve(value))
      return [key, text ? decodeText(text) : ''] as const
    })
    return Object.fromEntries(pairs)
  })
}
