import { lineLosses } from '../../domain/line-losses.ts'
import type { Minutes } from '../../domain/minutes.ts'
import { contributionDocument, documentsOf, type ProseNode } from '../../domain/prose.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { ExtractView } from '../../templates/extract-view.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import type { RecordView } from '../../templates/record-view.ts'
import type { SynthesisView } from '../../templates/synthesis-view.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/pool.ts'
import type { Conferences } from '../log/conferences.ts'
import { attendanceView } from './attendance-view.ts'
import { extractView } from './extract-view.ts'
import { ledgerView } from './ledger-view.ts'
import { type LogFacts, logFacts, type NamedEntry } from './log-facts.ts'
import { noticeView } from './notice-view.ts'

/** Where a record comes from; how minutes and synthesis are seen is the business of their slices. */
export interface RecordParts {
  readonly database: Database
  readonly conferences: Conferences
  readonly clock: Clock
  /** Every document of this server is a demonstration. */
  readonly demo: boolean
  readonly text: (conference: string, document: string, seq?: number) => Promise<ProseNode>
  readonly minutesView: (sources: {
    readonly state: ConferenceState
    readonly texts: ReadonlyMap<string, ProseNode>
    readonly demonstration: boolean
    readonly now: number
    readonly sealed: {
      readonly minutes: Extract<Minutes, { kind: 'sealed' }>
      readonly entry: NamedEntry
      readonly extract: string
    } | null
  }) => MinutesView
  readonly synthesisView: (sources: {
    readonly state: ConferenceState
    readonly texts: ReadonlyMap<string, ProseNode>
    readonly demonstration: boolean
    readonly now: number
    readonly logHash: string
  }) => SynthesisView
}

/** A conference at one moment: what the log says, its head, and every text as it stood. */
export interface Gathered {
  readonly state: ConferenceState
  readonly texts: ReadonlyMap<string, ProseNode>
  readonly head: NamedEntry
  readonly demonstration: boolean
  readonly view: () => RecordView
}

export async function gatherRecord(parts: RecordParts, conference: string): Promise<Gathered> {
  const { database, conferences, demo } = parts
  const state = await conferences.peek(conference)
  const log = await logFacts(database, conference, state.seq)
  const texts = await textsOf(parts, conference, state, documentsOf(state))
  return {
    state,
    texts,
    head: log.head,
    demonstration: isDemonstration(demo, state),
    view: () => {
      const facts = factsOf(parts, state, texts)
      const minutes = minutesOf(parts, facts, log)
      return {
        conference,
        minutes,
        synthesis: parts.synthesisView({ ...facts, logHash: log.head.hash }),
        ledger: ledgerView(state),
        attendance: attendanceView(state, minutes, lineLosses(log.lines)),
        notice: noticeView(state, minutes, facts.now),
      }
    },
  }
}

/** What one bridge is given to confirm; no text of another is even read. */
export async function gatherExtract(
  parts: RecordParts,
  conference: string,
  bridge: string,
): Promise<ExtractView> {
  const state = await parts.conferences.peek(conference)
  const log = await logFacts(parts.database, conference, state.seq)
  const own = state.contributions.filter((held) => held.bridge === bridge)
  const texts = await textsOf(
    parts,
    conference,
    state,
    own.map(({ id }) => contributionDocument(id)),
  )
  return extractView(state, minutesOf(parts, factsOf(parts, state, texts), log), bridge)
}

type Facts = Parameters<RecordParts['minutesView']>[0]

function factsOf(
  { clock, demo }: RecordParts,
  state: ConferenceState,
  texts: ReadonlyMap<string, ProseNode>,
): Omit<Facts, 'sealed'> {
  return { state, texts, demonstration: isDemonstration(demo, state), now: clock.now() }
}

/** Here, or where the conference came from. */
function isDemonstration(demo: boolean, { archive, facts }: ConferenceState): boolean {
  return demo || (archive?.demonstration ?? false) || (facts?.demonstration ?? true)
}

/** The minutes without what travels in the sealed file alone. */
function minutesOf(parts: RecordParts, facts: Omit<Facts, 'sealed'>, { head, seal }: LogFacts): MinutesView {
  const { minutes } = facts.state
  const sealed = minutes.kind === 'sealed' && seal ? { minutes, entry: seal, extract: '' } : null
  return { ...parts.minutesView({ ...facts, sealed }), log: sealed ? sealed.entry : head, attachments: [] }
}

/** As they were sealed, or as they stand. */
async function textsOf(
  { text }: RecordParts,
  conference: string,
  { minutes }: ConferenceState,
  documents: readonly string[],
): Promise<ReadonlyMap<string, ProseNode>> {
  const sealedAt = new Map(minutes.kind === 'sealed' ? minutes.docs.map(({ id, seq }) => [id, seq]) : [])
  const texts = new Map<string, ProseNode>()
  for (const document of documents)
    texts.set(document, await text(conference, document, sealedAt.get(document as `c${number}`)))
  return texts
}
