import { at, isRecord, type Problem, quoted } from './schema-problems.ts'

/*
 * Reading a file that may be anything: what is not of the expected kind is the schema's problem and passed over.
 */

export type Fields = Readonly<Record<string, unknown>>

/** An object in one of the file's lists, with its place. */
export interface Row {
  readonly path: string
  readonly value: Fields
}

/** The objects of a list; none of a list longer than `most`, which is a problem of its own. */
export function rows(value: Fields, key: string, most: number, place = key): readonly Row[] {
  const list = Object.hasOwn(value, key) ? value[key] : undefined
  if (!Array.isArray(list) || list.length > most) return []
  return list.flatMap((each, index) => (isRecord(each) ? [{ path: at(place, index), value: each }] : []))
}

export function ids(from: readonly Row[]): ReadonlySet<string> {
  return new Set(from.flatMap(({ value }) => textsAt(value, 'id')))
}

/** The field's text, if it is one. */
export function textsAt(value: Fields, key: string): readonly string[] {
  const found = Object.hasOwn(value, key) ? value[key] : undefined
  return typeof found === 'string' ? [found] : []
}

export function has(value: Fields, key: string): boolean {
  return Object.hasOwn(value, key)
}

/** The objects at the central level. */
export function centrals(bridges: readonly Row[]): readonly Row[] {
  return bridges.filter(({ value }) => textsAt(value, 'level')[0] === 'central')
}

/** One problem where the field names a bridge or topic that is not there. */
export function unknownName(
  value: Fields,
  key: string,
  place: string,
  known: ReadonlySet<string>,
  what: 'điểm cầu' | 'nhóm vấn đề',
): readonly Problem[] {
  return textsAt(value, key)
    .filter((name) => !known.has(name))
    .map((name) => ({ path: place, message: `không có ${what} ${quoted(name)}` }))
}
