import { DerError } from '../asn1/der.ts'
import { type Certificate, readCertificate } from '../certificate.ts'
import { decodeStream } from '../pdf/filters.ts'
import type { PdfFile, PdfView } from '../pdf/pdf-file.ts'
import { reach } from '../pdf/reach.ts'
import { as, isName, type PdfDict, type PdfValue } from '../pdf/values.ts'
import { type Crl, readCrl } from '../revocation/read-crl.ts'
import { type Ocsp, readOcsp } from '../revocation/read-ocsp.ts'

const maxStreams = 256
const storeKeys = new Set(['Type', 'Certs', 'CRLs', 'OCSPs', 'VRI'])
const entryKeys = new Set(['Type', 'Cert', 'CRL', 'OCSP', 'TU', 'TS'])

/** The document security store (ETSI EN 319 142-1, 5.4.2; ISO 32000-2, 12.8.4.3) of a view. */
export interface Dss {
  readonly certificates: readonly Certificate[]
  readonly crls: readonly Crl[]
  readonly ocsps: readonly Ocsp[]
  /** Keys of `/VRI`: SHA-1 of a signature's `/Contents`, uppercase hexadecimal. */
  readonly signatures: ReadonlySet<string>
  /** What in it is not validation data, in English. */
  readonly foreign: readonly string[]
  /** The last revision that wrote any of it. */
  readonly revision: number
}

/** @returns undefined where the catalog has no DSS. @throws PdfError */
export function readDss(file: PdfFile, view: PdfView): Dss | undefined {
  const entry = view.catalog.entries.get('DSS')
  const store = as('dict', view.resolve(entry))
  if (!store) return undefined
  const certificates = new Map<number, Certificate>()
  const crls = new Map<number, Crl>()
  const ocsps = new Map<number, Ocsp>()
  const foreign: string[] = []
  const seen = new Set<number>()
  let revision = view.placed(as('reference', entry)?.number ?? view.catalogNumber)?.revision ?? 0

  const written = (value: PdfValue | undefined) => {
    const number = as('reference', value)?.number
    if (number !== undefined) revision = Math.max(revision, view.placed(number)?.revision ?? 0)
    return number
  }
  const take = <T>(list: PdfValue | undefined, into: Map<number, T>, read: (der: Uint8Array) => T) => {
    written(list)
    for (const item of as('array', view.resolve(list))?.items ?? []) {
      const number = written(item)
      if (number === undefined) foreign.push('an entry that is no reference')
      else if (!into.has(number)) {
        const stream = as('stream', view.object(number))
        if (seen.size >= maxStreams || !stream || seen.has(number)) foreign.push(`object ${number}`)
        else {
          seen.add(number)
          const der = decodeStream(stream, file.budget)
          file.budget.spend(der.length)
          const value = guarded(() => read(der))
          if (value === undefined) foreign.push(`object ${number}`)
          else into.set(number, value)
        }
      }
    }
  }
  const unknown = (dict: PdfDict, known: ReadonlySet<string>) => {
    for (const key of dict.entries.keys()) if (!known.has(key)) foreign.push(`/${key}`)
  }

  unknown(store, storeKeys)
  take(store.entries.get('Certs'), certificates, readCertificate)
  take(store.entries.get('CRLs'), crls, readCrl)
  take(store.entries.get('OCSPs'), ocsps, readOcsp)
  const related = store.entries.get('VRI')
  written(related)
  const signatures = new Set<string>()
  for (const [key, value] of as('dict', view.resolve(related))?.entries ?? []) {
    if (key === 'Type') continue
    signatures.add(key)
    written(value)
    const own = as('dict', view.resolve(value))
    if (!own || !/^[0-9A-F]{40}$/.test(key)) {
      foreign.push(`/VRI /${key}`)
      continue
    }
    unknown(own, entryKeys)
    take(own.entries.get('Cert'), certificates, readCertificate)
    take(own.entries.get('CRL'), crls, readCrl)
    take(own.entries.get('OCSP'), ocsps, readOcsp)
  }
  const lists = { certificates: [...certificates.values()], crls: [...crls.values()] }
  return { ...lists, ocsps: [...ocsps.values()], signatures, foreign, revision }
}

function guarded<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof DerError) return undefined
    throw error
  }
}

/**
 * Numbers of the store's own dictionaries and lists, to which nothing else of the document leads, and of its streams.
 */
export function storeObjects(view: PdfView): {
  readonly own: ReadonlySet<number>
  readonly streams: ReadonlySet<number>
} {
  const own = new Set<number>()
  const streams = new Set<number>()
  const store = view.catalog.entries.get('DSS')
  const walk = (value: PdfValue | undefined, depth: number) => {
    const number = as('reference', value)?.number
    const resolved = view.resolve(value)
    if (depth > 4) return
    if (number !== undefined) (as('stream', resolved) ? streams : own).add(number)
    if (as('stream', resolved)) return
    for (const each of as('array', resolved)?.items ?? []) walk(each, depth + 1)
    for (const each of as('dict', resolved)?.entries.values() ?? []) {
      if (!isName(each, 'DSS')) walk(each, depth + 1)
    }
  }
  walk(store, 0)
  if (own.size === 0) return { own, streams }
  const elsewhere = reach(view, store).reached
  return { own: new Set([...own].filter((number) => !elsewhere.has(number))), streams }
}
