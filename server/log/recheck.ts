import { chainHash, commit, GENESIS } from './chain.ts'
import { EXTRACT_FORMAT, type ExtractEntry } from './extract.ts'
import type { ExtractAttribution } from './extract-attributions.ts'
import { type AttributionProblem, checkAttributions } from './recheck-attributions.ts'
import { isExtract } from './recheck-shape.ts'

/** Where a log ends, as the document states it; `conference` only where the document names it. */
export interface StatedHead {
  readonly conference?: string
  readonly seq: number
  /** Hexadecimal SHA-256. */
  readonly hash: string
}

/** The extract as it is read from the file. */
export interface Extract {
  readonly format: string
  readonly conference: string
  readonly head: { readonly seq: number; readonly hash: string }
  readonly entries: readonly ExtractEntry[]
  readonly attributions: readonly ExtractAttribution[]
}

/** What is wrong with a record, and at which entry. */
export type RecordProblem =
  /** No extract, or of a format that this build does not know. */
  | { readonly code: 'record/malformed' }
  /** Of another conference than the document's. */
  | { readonly code: 'record/other-conference'; readonly conference: string }
  /** The entry that should stand here is left out, or others were put in between. */
  | { readonly code: 'record/missing-entry'; readonly seq: number }
  /** What is opened is not what was committed to. */
  | { readonly code: 'record/altered-payload'; readonly seq: number }
  /** The entry is not the one that the chain was made with. */
  | { readonly code: 'record/altered-entry'; readonly seq: number }
  /** The chain is whole but does not end where the document says. */
  | { readonly code: 'record/wrong-head'; readonly seq: number; readonly hash: string }
  | AttributionProblem

export interface RecordReport {
  /** How many entries the extract holds, and how many of them it opens. */
  readonly entries: number
  readonly opened: number
  /** Contributions whose bridge, speaker and times follow from opened entries, and those that rest on closed ones. */
  readonly attributions: { readonly checked: number; readonly closed: number }
  readonly problems: readonly RecordProblem[]
}

/**
 * Rechecks the log that travels with a document by nothing but itself and the head that the document states: each
 * commitment, the chain from its first entry, where it ends, and whose opinion the document says each was. Pure.
 * One fault is named once: after the first broken link the rest of the chain is not judged.
 */
export function recheck(extract: string, head: StatedHead): RecordReport {
  const read = parsed(extract)
  if (!read) return { ...NOTHING, problems: [{ code: 'record/malformed' }] }
  const { conference, entries } = read
  const opened = entries.filter(isOpen).length
  const counts = { entries: entries.length, opened }
  if (head.conference !== undefined && head.conference !== conference)
    return { ...NOTHING, ...counts, problems: [{ code: 'record/other-conference', conference }] }
  const broken = brokenLink(read)
  if (broken) return { ...NOTHING, ...counts, problems: [broken] }
  const last = entries.at(-1)
  const end = { seq: last?.seq ?? 0, hash: last?.hash ?? '' }
  const ends = (stated: { readonly seq: number; readonly hash: string }) =>
    stated.seq === end.seq && stated.hash.toLowerCase() === end.hash
  const wrongHead = ends(head) && ends(read.head) ? [] : [{ code: 'record/wrong-head', ...end } as const]
  const { problems, ...attributions } = checkAttributions(read)
  return { ...counts, attributions, problems: [...wrongHead, ...problems] }
}

const NOTHING: RecordReport = {
  entries: 0,
  opened: 0,
  attributions: { checked: 0, closed: 0 },
  problems: [],
}

function parsed(text: string): Extract | null {
  try {
    const value: unknown = JSON.parse(text)
    return isExtract(value) && value.format === EXTRACT_FORMAT ? value : null
  } catch {
    return null
  }
}

export function isOpen(entry: ExtractEntry): entry is ExtractEntry & { salt: string; payload: string } {
  return entry.salt !== undefined && entry.payload !== undefined
}

/** The first entry at which the chain is not what it was. */
function brokenLink({ conference, entries }: Extract): RecordProblem | null {
  let previous: Uint8Array = GENESIS
  for (const [index, entry] of entries.entries()) {
    const seq = index + 1
    if (entry.seq !== seq) return { code: 'record/missing-entry', seq }
    const commitment = Buffer.from(entry.commitment, 'hex')
    const payload = isOpen(entry) ? commit(Buffer.from(entry.salt, 'hex'), entry.payload) : commitment
    if (!payload.equals(commitment) || !isOfType(entry)) return { code: 'record/altered-payload', seq }
    const { type, version } = entry
    const at = Date.parse(entry.at)
    const hash = chainHash(previous, { conference, seq, at, type, version }, commitment)
    if (hash.toString('hex') !== entry.hash) return { code: 'record/altered-entry', seq }
    previous = hash
  }
  return null
}

/** The type stands in the chain and in the payload: they are the same. */
function isOfType(entry: ExtractEntry): boolean {
  if (!isOpen(entry)) return true
  const { event } = JSON.parse(entry.payload) as { event?: { type?: unknown } }
  return event?.type === entry.type
}
