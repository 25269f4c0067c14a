/** The object types of ISO 32000-2, 7.3, as plain data. */
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfArray
  | PdfDict
  | PdfStream
  | PdfReference

export interface PdfName {
  readonly kind: 'name'
  readonly name: string
}

export interface PdfString {
  readonly kind: 'string'
  readonly bytes: Uint8Array
  /** Byte positions in the file of the whole token, delimiters included; absent when not read from the file itself. */
  readonly span?: { readonly start: number; readonly end: number; readonly hex: boolean }
}

export interface PdfArray {
  readonly kind: 'array'
  readonly items: readonly PdfValue[]
}

export interface PdfDict {
  readonly kind: 'dict'
  readonly entries: ReadonlyMap<string, PdfValue>
}

export interface PdfStream {
  readonly kind: 'stream'
  readonly dict: PdfDict
  /** As in the file, filters not applied. */
  readonly raw: Uint8Array
}

export interface PdfReference {
  readonly kind: 'reference'
  readonly number: number
  readonly generation: number
}

type Kinds = Exclude<PdfValue, null | boolean | number>
export type Kind = Kinds['kind']

export function name(text: string): PdfName {
  return { kind: 'name', name: text }
}

export function reference(number: number, generation = 0): PdfReference {
  return { kind: 'reference', number, generation }
}

export function array(...items: PdfValue[]): PdfArray {
  return { kind: 'array', items }
}

export function dict(entries: Iterable<readonly [string, PdfValue]> | Record<string, PdfValue>): PdfDict {
  const pairs = Symbol.iterator in entries ? entries : Object.entries(entries)
  return { kind: 'dict', entries: new Map(pairs as Iterable<readonly [string, PdfValue]>) }
}

export function withEntries(base: PdfDict, changes: Readonly<Record<string, PdfValue>>): PdfDict {
  return { kind: 'dict', entries: new Map([...base.entries, ...Object.entries(changes)]) }
}

export function bytesString(bytes: Uint8Array): PdfString {
  return { kind: 'string', bytes }
}

/** A text string: ASCII as it is, anything else as UTF-16BE with a byte order mark (ISO 32000-2, 7.9.2.2). */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(text)) return bytesString(Buffer.from(text, 'latin1'))
  return bytesString(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())
}

/** The text of a text string in UTF-16BE, UTF-8 or (Latin part of) PDFDocEncoding. */
export function decodeText(value: PdfString): string {
  const bytes = Buffer.from(value.bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return bytes
      .subarray(2, bytes.length - (bytes.length % 2))
      .swap16()
      .toString('utf16le')
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8')
  return bytes.toString('latin1')
}

/** The value when it is of that kind, otherwise undefined. */
export function as<K extends Kind>(
  kind: K,
  value: PdfValue | undefined,
): Extract<Kinds, { kind: K }> | undefined {
  if (typeof value !== 'object' || value === null || value.kind !== kind) return undefined
  return value as Extract<Kinds, { kind: K }>
}

export function isName(value: PdfValue | undefined, text: string): boolean {
  return as('name', value)?.name === text
}

/** Equality of what the two values say; references are equal when they name the same object. */
export function equal(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  if (a === b) return true
  if (a === undefined || b === undefined) return false
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false
  switch (a.kind) {
    case 'name':
      return b.kind === 'name' && a.name === b.name
    case 'string':
      return b.kind === 'string' && Buffer.compare(a.bytes, b.bytes) === 0
    case 'reference':
      return b.kind === 'reference' && a.number === b.number && a.generation === b.generation
    case 'array':
      return (
        b.kind === 'array' &&
        a.items.length === b.items.length &&
        a.items.every((item, index) => equal(item, b.items[index]))
      )
    case 'dict':
      return b.kind === 'dict' && equalEntries(a, b)
    case 'stream':
      return b.kind === 'stream' && equalEntries(a.dict, b.dict) && Buffer.compare(a.raw, b.raw) === 0
  }
}

function equalEntries(a: PdfDict, b: PdfDict): boolean {
  if (a.entries.size !== b.entries.size) return false
  return [...a.entries].every(([key, value]) => equal(value, b.entries.get(key)))
}

/** Keys whose values differ between two dictionaries, in order of appearance. */
export function changedKeys(before: PdfDict, after: PdfDict): string[] {
  const keys = new Set([...before.entries.keys(), ...after.entries.keys()])
  return [...keys].filter((key) => !equal(before.entries.get(key), after.entries.get(key)))
}

/** Every reference directly inside a value, not following them. */
export function referencesIn(value: PdfValue): readonly PdfReference[] {
  const found: PdfReference[] = []
  collectReferences(value, found)
  return found
}

function collectReferences(value: PdfValue, found: PdfReference[]): void {
  if (value === null || typeof value !== 'object') return
  switch (value.kind) {
    case 'reference':
      found.push(value)
      return
    case 'array':
      for (const item of value.items) collectReferences(item, found)
      return
    case 'dict':
      for (const item of value.entries.values()) collectReferences(item, found)
      return
    case 'stream':
      collectReferences(value.dict, found)
  }
}
