import type { Minutes } from '../../domain/minutes.ts'
import { documentsOf, type ProseNode } from '../../domain/prose.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import type { RecordView } from '../../templates/record-view.ts'
import type { SynthesisView } from '../../templates/synthesis-view.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/pool.ts'
import type { Conferences } from '../log/conferences.ts'
import { readEvents } from '../log/store.ts'
import { attendanceView } from './attendance-view.ts'
import { ledgerView } from './ledger-view.ts'

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
      readonly entry: { readonly seq: number; readonly hash: string }
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
  readonly head: { readonly seq: number; readonly hash: string }
  readonly demonstration: boolean
  readonly view: () => RecordView
}

export async function gatherRecord(parts: RecordParts, conference: string): Promise<Gathered> {
  const { database, conferences, clock, demo } = parts
  const state = await conferences.peek(conference)
  const { minutes } = state
  const rows = (await readEvents(database, conference, 0)).filter(({ seq }) => seq <= state.seq)
  const texts = new Map<string, ProseNode>()
  const sealedAt = new Map(minutes.kind === 'sealed' ? minutes.docs.map(({ id, seq }) => [id, seq]) : [])
  for (const document of documentsOf(state))
    texts.set(document, await parts.text(conference, document, sealedAt.get(document)))
  const entryOf = (row: (typeof rows)[number] | undefined) => ({
    seq: row?.seq ?? 0,
    hash: row?.hash.toString('hex') ?? '',
  })
  const head = entryOf(rows.at(-1))
  const demonstration =
    demo || (state.archive?.demonstration ?? false) || (state.facts?.demonstration ?? true)
  return {
    state,
    texts,
    head,
    demonstration,
    view: () => {
      const facts = { state, texts, demonstration, now: clock.now() }
      const seal = entryOf(rows.findLast(({ type }) => type === 'minutes-sealed'))
      const sealed = minutes.kind === 'sealed' ? { minutes, entry: seal, extract: '' } : null
      const drawn = parts.minutesView({ ...facts, sealed })
      return {
        conference,
        // The extract goes with the PDF that is sealed, not with what is taken out of it.
        minutes: { ...drawn, log: sealed ? seal : head, attachments: [] },
        synthesis: parts.synthesisView({ ...facts, logHash: head.hash }),
        ledger: ledgerView(state),
        attendance: attendanceView(state, drawn.bridges),
      }
    },
  }
}
