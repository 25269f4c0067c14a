import { storeObjects } from '../dss/read-dss.ts'
import { formOf, signatureFields } from '../pdf/fields.ts'
import type { PdfFile, PdfView } from '../pdf/pdf-file.ts'
import { reach } from '../pdf/reach.ts'
import { as, changedKeys, equal, isName, type PdfDict, type PdfValue, referencesIn } from '../pdf/values.ts'
import { addedFields } from './added-fields.ts'
import { said } from './change-words.ts'
import { catalogChanges, formChanges, onlyAppends } from './form-changes.ts'
import { technicalInformation } from './information.ts'
import { places } from './places.ts'
import type { Bilingual } from './reason.ts'

/** One object that a later revision wrote, and whether a signed document allows that. */
export interface Change {
  /** `12 0 R`, or `trailer`. */
  readonly object: string
  readonly where: Bilingual
  readonly what: Bilingual
  readonly allowed: boolean
}

export interface RevisionChanges {
  readonly changes: readonly Change[]
  /** Names of the fields that it fills. */
  readonly signs: readonly string[]
  readonly timestamps: boolean
  readonly addsValidationData: boolean
  /** Whether technical entries of the document information were written anew. */
  readonly information: boolean
}

/** Keys of a trailer that every revision has anew. */
const ownTrailerKeys = new Set([
  ...['Size', 'Prev', 'ID', 'Type', 'W', 'Index', 'Length', 'Filter', 'DecodeParms', 'XRefStm'],
])
/** What filling a signature field writes into its dictionary. */
const fillingKeys = new Set(['V', 'AP', 'M', 'F'])

/**
 * Compares a revision with the one before it, object by object. Allowed are: filling a signature field that was
 * there before, with its appearance; the marks of that in catalog and form; validation data; a document timestamp.
 * @param mayAddFields whether a signature may bring its own field along, as where nothing was prepared or certified
 * @throws PdfError
 */
export function compareRevisions(file: PdfFile, index: number, mayAddFields = false): RevisionChanges {
  const [before, after] = [file.view(index - 1), file.view(index)]
  const written = new Set<number>()
  const freed: number[] = []
  for (const [number, entry] of after.revision.entries) {
    if (entry.kind !== 'free') written.add(number)
    else if (number !== 0) freed.push(number)
  }
  const allowed = new Map<number, Bilingual>()
  const awaited = reach(before).undefined
  /** Had no place before, and nothing waited for it: an earlier page may name a content that is still to come. */
  const isUnheardOf = (number: number) => !before.placed(number) && !awaited.has(number)
  for (const { ownNumber } of after.revision.sections) {
    if (ownNumber !== undefined && isUnheardOf(ownNumber)) allowed.set(ownNumber, said.structural)
  }
  for (const number of written) {
    const stream = as('stream', after.object(number))
    const container = isName(stream?.dict.entries.get('Type'), 'ObjStm') && isUnheardOf(number)
    if (container) allowed.set(number, said.structural)
  }
  const isFresh = (number: number) => written.has(number) && isUnheardOf(number)
  /** Allows the new objects that a value leads to, through new objects only. */
  const claim = (value: PdfValue | undefined, what: Bilingual) => {
    const open: PdfValue[] = value === undefined ? [] : [value]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const { number } of referencesIn(next)) {
        if (!isFresh(number) || allowed.has(number)) continue
        allowed.set(number, what)
        open.push(after.object(number) ?? null)
      }
    }
  }
  const isNew = (value: PdfValue | undefined) => {
    const number = as('reference', value)?.number
    return number !== undefined && isFresh(number)
  }

  const filled = filledFields(before, after, isNew)
  for (const field of filled) {
    allowed.set(field.number, said.filled)
    claim(field.dict.entries.get('V'), said.signature)
    claim(field.dict.entries.get('AP'), said.appearance)
  }
  const added = addedFields(before, after, isNew, mayAddFields)
  const stamps = added.map(({ reference }) => reference)
  for (const { reference, stamps } of added) claim(reference, stamps ? said.timestamp : said.signature)

  const store = storeChange(before, after, written)
  const catalog = catalogChanges(before, after, stamps, filled, store.keeps)
  if (catalog.forbidden.length === 0) allowed.set(after.catalogNumber, catalog.what)
  claim(after.catalog.entries.get('Perms'), said.certification)
  for (const number of store.rewritten) {
    allowed.set(number, said.validation)
    claim(after.object(number), said.validation)
  }
  if (catalog.validation) claim(after.catalog.entries.get('DSS'), said.validation)
  const information = technicalInformation(before, after)
  if (information !== undefined && (written.has(information) || !before.placed(information)))
    allowed.set(information, said.information)
  const form = [formOf(before), formOf(after)] as const
  const formNumber = form[1]?.objectNumber
  if (form[0] && form[1] && formNumber !== undefined && formNumber === form[0].objectNumber) {
    if (formChanges(form[0].dict, form[1].dict, stamps).length === 0) allowed.set(formNumber, said.form)
  }
  for (const number of written) {
    if (!allowed.has(number) && stamps.length > 0 && onlyAppends(before, after, number, stamps)) {
      allowed.set(number, said.timestamp)
    }
    const old = before.object(number)
    if (old !== undefined && equal(old, after.object(number))) allowed.set(number, said.same)
  }

  const named = places(before)
  let namedAfter: ReturnType<typeof places> | undefined
  const place = (number: number) => {
    const known = named.get(number)
    if (known) return known
    namedAfter ??= places(after)
    return namedAfter.get(number) ?? unnamed(number)
  }
  const list = [...written].map((number): Change => {
    const where = place(number)
    const what = allowed.get(number)
    const object = `${number} ${generationOf(after, number)} R`
    return what
      ? { object, where, what, allowed: true }
      : { object, where, what: forbidden(before.object(number), after.object(number)), allowed: false }
  })
  const gone = freed.map((number): Change => {
    const where = place(number)
    return { object: `${number} 0 R`, where, what: said.removed, allowed: false }
  })
  return {
    changes: [...list, ...gone, ...trailerChanges(before, after, information !== undefined)],
    signs: [...filled.map((field) => field.name), ...added.flatMap(({ name }) => name ?? [])],
    timestamps: added.some((each) => each.stamps),
    addsValidationData: store.adds,
    information: information !== undefined,
  }
}

type Filled = { name: string; number: number; dict: PdfDict; value: number | undefined }

/** Fields that were empty and have a new signature now, nothing else of them changed. */
function filledFields(
  before: PdfView,
  after: PdfView,
  isNew: (value: PdfValue | undefined) => boolean,
): Filled[] {
  return signatureFields(before).flatMap((field) => {
    const now = as('dict', after.object(field.objectNumber))
    const value = now?.entries.get('V')
    if (field.value !== undefined || !now || !isNew(value)) return []
    const keys = changedKeys(field.dict, now)
    if (!keys.every((key) => fillingKeys.has(key)) || !isVisible(field.dict, now)) return []
    const [oldLook, look] = [field.dict.entries.get('AP'), now.entries.get('AP')]
    if (!equal(oldLook, look) && ![...referencesIn(look ?? null)].every(isNew)) return []
    return [
      { name: field.name, number: field.objectNumber, dict: now, value: as('reference', value)?.number },
    ]
  })
}

/** The flags may become "print" and "locked", not "hidden". */
function isVisible(before: PdfDict, after: PdfDict): boolean {
  const flags = after.entries.get('F')
  return equal(before.entries.get('F'), flags) || flags === 4 || flags === 132
}

/** What became of the validation store: only more may be in it, by new numbers or by those that only it used. */
function storeChange(before: PdfView, after: PdfView, written: ReadonlySet<number>) {
  const [old, now] = [storeObjects(before), storeObjects(after)]
  const keeps = [...old.streams].every((number) => now.streams.has(number))
  const adds = keeps && now.streams.size > old.streams.size
  const rewritten = adds ? [...written].filter((number) => old.own.has(number) && now.own.has(number)) : []
  return { keeps, adds, rewritten }
}

function trailerChanges(before: PdfView, after: PdfView, mayMoveInformation: boolean): Change[] {
  const first = (view: PdfView) => as('array', view.trailer.entries.get('ID'))?.items[0]
  const keys = changedKeys(before.trailer, after.trailer).filter((key) => {
    return !ownTrailerKeys.has(key) && !(key === 'Info' && mayMoveInformation)
  })
  if (first(before) !== undefined && !equal(first(before), first(after))) keys.push('ID')
  if (after.trailer.entries.has('XRefStm')) keys.push('XRefStm')
  if (keys.length === 0) return []
  const where = { vi: 'phần cuối tệp', en: 'the trailer' }
  return [{ object: 'trailer', where, what: said.altered(keys), allowed: false }]
}

function forbidden(old: PdfValue | undefined, now: PdfValue | undefined): Bilingual {
  if (old === undefined) return said.added
  const [oldDict, nowDict] = [as('dict', old), as('dict', now)]
  return oldDict && nowDict ? said.altered(changedKeys(oldDict, nowDict)) : said.replaced
}

function unnamed(number: number): Bilingual {
  return { vi: `đối tượng ${number}`, en: `object ${number}` }
}

function generationOf(view: PdfView, number: number): number {
  const entry = view.placed(number)?.entry
  return entry?.kind === 'offset' ? entry.generation : 0
}
