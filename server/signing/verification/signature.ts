import type { Hash } from '../algorithms.ts'
import { DerError } from '../asn1/der.ts'
import { digestRanges } from '../cms.ts'
import type { SignatureField } from '../pdf/fields.ts'
import { PdfError } from '../pdf/pdf-error.ts'
import { as, decodeText, isName, type PdfDict, type PdfValue } from '../pdf/values.ts'
import { checkEncoding, checkRange } from './byte-range.ts'
import { type CheckedContainer, type ContainerContext, checkContainer, onlyDer } from './container.ts'
import { type Reason, reason } from './reason.ts'
import { type CheckedStamp, checkStamp } from './stamp.ts'

/** One filled field, checked by itself: range, digest, value, certificate or token. */
export interface CheckedField {
  readonly field: string
  /** Revision that holds the signature dictionary. */
  readonly revision: number
  readonly dictNumber: number
  /** P of its DocMDP transform. */
  readonly certifies: number | undefined
  /** Claimed time: milliseconds since 1970, and ISO 8601 with its offset. */
  readonly claimed: { readonly at: number; readonly text: string } | undefined
  /** Whether its range is exactly that of its revision. */
  readonly inRange: boolean
  readonly problems: Reason[]
  /** Undefined for a document timestamp, and where it cannot be read. */
  readonly container: CheckedContainer | undefined
  /** Of a document timestamp. */
  readonly stamp: CheckedStamp | undefined
}

const formats = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached'])
const weakFormats = new Set(['adbe.pkcs7.sha1', 'adbe.x509.rsa_sha1'])
const clockTolerance = 5 * 60_000

/** Never throws for what the field holds. */
export function checkField(field: SignatureField, context: ContainerContext): CheckedField {
  const { file, trust } = context
  const view = file.latest()
  const dictNumber = as('reference', field.value)?.number ?? field.objectNumber
  const dict = as('dict', view.resolve(field.value)) ?? { kind: 'dict', entries: new Map<string, PdfValue>() }
  const revision = file.revisions[view.placed(dictNumber)?.revision ?? 0]
  const problems: Reason[] = []
  const range = revision && checkRange(file, dict, revision, problems)
  const format = as('name', view.resolve(dict.entries.get('SubFilter')))?.name ?? '?'
  const stamps = isName(view.resolve(dict.entries.get('Type')), 'DocTimeStamp') || format === 'ETSI.RFC3161'
  let container: CheckedContainer | undefined
  let stamp: CheckedStamp | undefined
  if (stamps) {
    if (format !== 'ETSI.RFC3161') problems.push(reason('unsupported-format', { what: format }))
    const encoded = as('string', dict.entries.get('Contents'))?.bytes ?? new Uint8Array()
    stamp = guarded(problems, () => {
      const { der, length } = onlyDer(encoded)
      checkEncoding(file.bytes, dict, length, problems)
      const imprints = (hash: Hash) => (range ? [digestRanges(hash, file.bytes, range)] : [])
      return checkStamp(der, imprints, trust, {
        vi: `Dấu thời gian của tài liệu ở ô “${field.name}”`,
        en: `The document timestamp in the field "${field.name}"`,
      })
    })
  } else if (weakFormats.has(format)) problems.push(reason('weak-format', { what: format }))
  else if (!formats.has(format)) problems.push(reason('unsupported-format', { what: format }))
  else container = guarded(problems, () => checkContainer(dict, range, field.name, context, problems))
  const inside = container?.signingTime
  const claimed =
    readDate(as('string', view.resolve(dict.entries.get('M')))) ??
    (inside === undefined ? undefined : { at: inside, text: new Date(inside).toISOString() })
  if (!stamps) problems.push(...timeProblems(claimed?.at, trust.now))
  return {
    field: field.name,
    revision: revision?.index ?? 0,
    dictNumber,
    certifies: certification(dict, (value) => view.resolve(value)),
    claimed,
    inRange: range !== undefined,
    problems,
    container,
    stamp: stamps ? (stamp ?? unreadStamp) : undefined,
  }
}

const unreadStamp: CheckedStamp = { time: undefined, authority: undefined, path: undefined, problems: [] }

function guarded<T>(problems: Reason[], work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof PdfError) throw error
    // Decoders of keys and text throw errors of their own; whatever it is, the container cannot be read.
    const what = error instanceof DerError ? error.message : 'malformed'
    problems.push(reason('signature-unreadable', { what }))
    return undefined
  }
}

function timeProblems(at: number | undefined, now: number): Reason[] {
  if (at === undefined) return [reason('time-missing')]
  return at > now + clockTolerance ? [reason('time-in-future')] : []
}

/** P of the signature's DocMDP transform, undefined for an approval signature (ISO 32000-2, 12.8.2.2). */
function certification(
  dict: PdfDict,
  resolve: (value: PdfValue | undefined) => PdfValue,
): number | undefined {
  for (const item of as('array', resolve(dict.entries.get('Reference')))?.items ?? []) {
    const transform = as('dict', resolve(item))
    if (!isName(resolve(transform?.entries.get('TransformMethod')), 'DocMDP')) continue
    const parameters = as('dict', resolve(transform?.entries.get('TransformParams')))
    const permission = resolve(parameters?.entries.get('P')) ?? 2
    return typeof permission === 'number' ? permission : Number.NaN
  }
  return undefined
}

/** A date of ISO 32000-2, 7.9.4. */
function readDate(value: ReturnType<typeof as<'string'>>): { at: number; text: string } | undefined {
  const match =
    value && /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)'?)?/.exec(decodeText(value))
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, zone = '+00', zoneMinutes = '00'] = match
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}:${zoneMinutes}`
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : { at, text }
}
