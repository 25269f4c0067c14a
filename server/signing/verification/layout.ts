import { Cursor } from '../pdf/parse.ts'
import type { PdfFile } from '../pdf/pdf-file.ts'
import type { Revision } from '../pdf/revisions.ts'
import { as, isName } from '../pdf/values.ts'
import { type Reason, reason } from './reason.ts'

/**
 * Accounts for every byte of a revision: objects that its cross-reference names, the cross-reference itself, and
 * white space. What remains is hidden; a later revision that points outside itself brings hidden things to light.
 * @throws PdfError when an object is not where it is said to be
 */
export function layoutProblems(file: PdfFile, revision: Revision): Reason[] {
  return [...movedObjects(file, revision), ...unlistedObjects(file, revision), ...gaps(file, revision)]
}

function movedObjects(file: PdfFile, revision: Revision): Reason[] {
  const problems: Reason[] = []
  const before = revision.index > 0 ? file.view(revision.index - 1) : undefined
  for (const [number, entry] of revision.entries) {
    if (entry.kind === 'free') continue
    const old = before?.placed(number)?.entry
    const container = entry.kind === 'packed' ? revision.entries.get(entry.container) : entry
    const offset = container?.kind === 'offset' ? container.offset : -1
    const inside = offset >= revision.start && offset < revision.end
    const repeated = old && JSON.stringify(old) === JSON.stringify(entry)
    if (!inside && !repeated) {
      problems.push(reason('moved-object', { revision: revision.index + 1, object: number }))
    }
  }
  return problems
}

/** Objects inside an object stream that the cross-reference does not name. */
function unlistedObjects(file: PdfFile, revision: Revision): Reason[] {
  const problems: Reason[] = []
  for (const [container, entry] of revision.entries) {
    if (entry.kind !== 'offset' || !isOwn(revision, entry.offset)) continue
    const stream = as('stream', file.objectAt(entry.offset, revision.index).value)
    if (!stream || !isName(stream.dict.entries.get('Type'), 'ObjStm')) continue
    for (const [index, item] of file.unpack(stream).entries()) {
      const listed = revision.entries.get(item.number)
      const here = listed?.kind === 'packed' && listed.container === container && listed.index === index
      if (!here) problems.push(hidden(revision, `object ${item.number}`, entry.offset, entry.offset))
    }
  }
  return problems
}

function gaps(file: PdfFile, revision: Revision): Reason[] {
  const sections = new Map(revision.sections.map((section) => [section.start, section.end]))
  const offsets = [...revision.entries.values()].flatMap((entry) => {
    return entry.kind === 'offset' && isOwn(revision, entry.offset) ? [entry.offset] : []
  })
  const starts = [...new Set([...offsets, ...sections.keys()])].sort((a, b) => a - b)
  const problems: Reason[] = []
  const original = revision.index === 0
  const cursor = new Cursor(file.bytes, revision.start, revision.eof, file.budget)
  let next = 0
  for (;;) {
    cursor.skipSpace(original)
    if (cursor.position >= revision.eof) return problems
    while (next < starts.length && (starts[next] ?? 0) < cursor.position) next++
    const here = cursor.position
    if (starts[next] === here) cursor.position = sections.get(here) ?? file.objectAt(here, revision.index).end
    else if (mayEnd(revision, here) && cursor.take('startxref')) skipEnd(cursor)
    else {
      cursor.position = starts[next] ?? revision.eof
      problems.push(hidden(revision, describe(file.bytes, here), here, cursor.position))
    }
  }
}

/** An end stands after the cross-reference; a linearized file has one more after its first page. */
function mayEnd(revision: Revision, position: number): boolean {
  const lastEnd = Math.max(...revision.sections.map((section) => section.end))
  return position >= lastEnd || revision.sections.length > 1
}

function skipEnd(cursor: Cursor): void {
  cursor.skipSpace(false)
  cursor.integer()
  cursor.skipSpace(false)
  cursor.take('%%EOF')
}

function hidden(revision: Revision, what: string, from: number, to: number): Reason {
  if (revision.index === 0) return reason('hidden-content', { what: `${what} (byte ${from})` })
  return reason('hidden-bytes', { revision: revision.index + 1, from, to })
}

function describe(bytes: Uint8Array, at: number): string {
  const text = Buffer.from(bytes.subarray(at, at + 32)).toString('latin1')
  const object = /^(\d+)\s+\d+\s+obj\b/.exec(text)
  return object ? `object ${object[1]}` : 'data'
}

function isOwn(revision: Revision, offset: number): boolean {
  return offset >= revision.start && offset < revision.end
}
