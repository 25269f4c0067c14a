import type { PdfView } from '../pdf/pdf-file.ts'
import { as, changedKeys, equal, isName, type PdfDict, type PdfValue } from '../pdf/values.ts'
import { said } from './change-words.ts'
import type { Bilingual } from './reason.ts'

/** What a revision changed in the catalog beyond what signing allows; and what the allowed change was. */
export function catalogChanges(
  before: PdfView,
  after: PdfView,
  stamps: readonly PdfValue[],
  filled: readonly { readonly value: number | undefined }[],
  keepsStore: boolean,
) {
  let what: Bilingual = said.same
  let validation = false
  const forbiddenKeys = changedKeys(before.catalog, after.catalog).filter((key) => {
    const [old, now] = [before.catalog.entries.get(key), after.catalog.entries.get(key)]
    if (key === 'Perms') {
      what = said.certification
      const entries = as('dict', after.resolve(now))?.entries
      const certified = as('reference', entries?.get('DocMDP'))?.number
      return old !== undefined || entries?.size !== 1 || !filled.some((field) => field.value === certified)
    }
    if (key === 'DSS') {
      what = said.validation
      validation = true
      return now === undefined || !keepsStore
    }
    if (key === 'Extensions' || key === 'Version') return now === undefined
    const forms = [as('dict', old), as('dict', now)] as const
    if (key === 'AcroForm' && forms[0] && forms[1]) {
      if (what === said.same) what = said.form
      return formChanges(forms[0], forms[1], stamps).length > 0
    }
    return true
  })
  return { forbidden: forbiddenKeys, what, validation }
}

/** Keys of the form that changed beyond what signing allows. */
export function formChanges(before: PdfDict, after: PdfDict, stamps: readonly PdfValue[]): string[] {
  return changedKeys(before, after).filter((key) => {
    const [old, now] = [before.entries.get(key), after.entries.get(key)]
    if (key === 'SigFlags') return now !== 3 && now !== 1
    return !(key === 'Fields' && appends(old, now, stamps))
  })
}

/** Whether an object differs only in a timestamp's widget at the end of its list of annotations or fields. */
export function onlyAppends(
  before: PdfView,
  after: PdfView,
  number: number,
  stamps: readonly PdfValue[],
): boolean {
  const [old, now] = [before.object(number), after.object(number)]
  if (appends(old, now, stamps)) return true
  const [oldDict, nowDict] = [as('dict', old), as('dict', now)]
  if (!oldDict || !nowDict || !isName(oldDict.entries.get('Type'), 'Page')) return false
  return changedKeys(oldDict, nowDict).every((key) => {
    return (
      key === 'Annots' && appends(oldDict.entries.get(key) ?? emptyList, nowDict.entries.get(key), stamps)
    )
  })
}

const emptyList: PdfValue = { kind: 'array', items: [] }

function appends(
  old: PdfValue | undefined,
  now: PdfValue | undefined,
  additions: readonly PdfValue[],
): boolean {
  const [before, after] = [as('array', old)?.items, as('array', now)?.items]
  if (!before || !after || after.length <= before.length) return false
  if (!before.every((item, index) => equal(item, after[index]))) return false
  return after.slice(before.length).every((item) => additions.some((addition) => equal(item, addition)))
}
