import type { Budget } from './budget.ts'
import { Cursor } from './parse.ts'
import { PdfError } from './pdf-error.ts'
import type { PdfDict } from './values.ts'
import { readXrefSection, type XrefEntry, type XrefSection } from './xref.ts'

const maxSections = 512

/** One state of the file: the original or an incremental update (ISO 32000-2, 7.5.6), oldest is number 0. */
export interface Revision {
  readonly index: number
  /** First byte, byte after `%%EOF`, and byte after the line end that follows it, if there is one. */
  readonly start: number
  readonly eof: number
  readonly end: number
  /** What this revision says of objects, without earlier revisions. */
  readonly entries: ReadonlyMap<number, XrefEntry>
  readonly trailer: PdfDict
  /** More than one only in hybrid-reference and linearized files. */
  readonly sections: readonly XrefSection[]
}

/**
 * The chain of revisions that the last `startxref` leads to, oldest first.
 * @throws PdfError when a link is missing, loops, or disagrees with the place where it stands
 */
export function readRevisions(bytes: Uint8Array, lastStartxref: number, budget: Budget): Revision[] {
  const cursor = new Cursor(bytes, lastStartxref, bytes.length, budget)
  cursor.expect('startxref')
  cursor.skipSpace(false)
  const newest = readSections(bytes, cursor.integer(), budget)
  const revisions: Revision[] = []
  let start = 0
  for (const [index, sections] of newest.reverse().entries()) {
    const end = readEnd(bytes, sections, budget)
    if (sections.some((section) => section.start < start)) {
      throw new PdfError('ambiguous', `revision ${index + 1} has its cross-reference inside an earlier one`)
    }
    const main = sections[0]
    if (!main) throw new PdfError('damaged', 'revision without cross-reference')
    const entries = merge(sections)
    revisions.push({ index, start, ...end, entries, trailer: main.trailer, sections })
    start = end.end
  }
  return revisions
}

/** Sections per revision, newest first; in a revision the one that wins comes first. */
function readSections(bytes: Uint8Array, lastOffset: number, budget: Budget): XrefSection[][] {
  const revisions: XrefSection[][] = []
  const visited = new Set<number>()
  let offset: number | undefined = lastOffset
  while (offset !== undefined) {
    if (visited.has(offset)) throw new PdfError('ambiguous', 'cross-reference sections form a loop')
    if (visited.size >= maxSections) throw new PdfError('too-complex', `more than ${maxSections} revisions`)
    visited.add(offset)
    const section: XrefSection = readXrefSection(bytes, offset, budget)
    const previous: XrefSection | undefined = revisions.at(-1)?.[0]
    const sections: XrefSection[] = [section]
    const hybrid = section.trailer.entries.get('XRefStm')
    if (typeof hybrid === 'number') sections.push(readXrefSection(bytes, hybrid, budget))
    // A linearized file has its first-page section before the main one: together they are one revision.
    if (previous && previous.start < section.start) revisions.at(-1)?.push(...sections)
    else revisions.push(sections)
    const next = section.trailer.entries.get('Prev')
    if (next !== undefined && (typeof next !== 'number' || !Number.isInteger(next))) {
      throw new PdfError('damaged', 'wrong /Prev')
    }
    offset = next
  }
  return revisions
}

function merge(sections: readonly XrefSection[]): Map<number, XrefEntry> {
  const entries = new Map<number, XrefEntry>()
  for (const section of sections) {
    for (const [number, entry] of section.entries) {
      const known = entries.get(number)
      if (!known || (known.kind === 'free' && section.form === 'stream')) entries.set(number, entry)
    }
  }
  return entries
}

/** `startxref`, the offset of the revision's own section, `%%EOF`: anything else is damage. */
function readEnd(
  bytes: Uint8Array,
  sections: readonly XrefSection[],
  budget: Budget,
): { eof: number; end: number } {
  const last = sections.reduce((latest, section) => (section.end > latest.end ? section : latest))
  const cursor = new Cursor(bytes, last.end, bytes.length, budget)
  cursor.skipSpace(false)
  cursor.expect('startxref')
  cursor.skipSpace(false)
  const stated = cursor.integer()
  if (stated !== sections[0]?.start) {
    throw new PdfError(
      'ambiguous',
      `startxref says ${stated}, the cross-reference is at ${sections[0]?.start}`,
    )
  }
  cursor.skipSpace(false)
  cursor.expect('%%EOF')
  const eof = cursor.position
  if (cursor.peek() === 0x0d) cursor.position++
  if (cursor.peek() === 0x0a) cursor.position++
  return { eof, end: cursor.position }
}
