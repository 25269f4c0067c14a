import type { DomainEvent } from '../../domain/events.ts'
import type { ExtractEntry } from './extract.ts'
import type { ExtractAttribution } from './extract-attributions.ts'

/** Something that an attribution says and the log does not. */
export type AttributionProblem =
  | {
      readonly code: 'record/wrong-attribution'
      /** `Ý kiến số …` in the minutes. */
      readonly ordinal: number
      readonly contribution: number
      readonly what: 'contribution' | 'bridge' | 'speaker' | 'origin' | 'turn' | 'time'
    }
  /** A contribution of the log that nothing attributes. */
  | { readonly code: 'record/left-out'; readonly contribution: number }

type Birth = Extract<
  DomainEvent,
  { type: 'contribution-opened' | 'contribution-filed' | 'contribution-derived' }
>
type Said = {
  readonly entries: readonly ExtractEntry[]
  readonly attributions: readonly ExtractAttribution[]
}

const BIRTHS: ReadonlySet<string> = new Set([
  'contribution-opened',
  'contribution-filed',
  'contribution-derived',
])

/** Holds the attributions against the entries, whose chain was found whole. */
export function checkAttributions({ entries, attributions }: Said): {
  readonly checked: number
  readonly closed: number
  readonly problems: readonly AttributionProblem[]
} {
  const log = openedLog(entries)
  const problems: AttributionProblem[] = []
  let checked = 0
  for (const said of attributions) {
    const { ordinal, contribution } = said
    const what = faultOf(said, log)
    if (what) problems.push({ code: 'record/wrong-attribution', ordinal, contribution, what })
    if (log.births.has(contribution)) checked += 1
  }
  const closed = attributions.length - checked
  return { checked, closed, problems: [...problems, ...leftOut(attributions, log)] }
}

interface OpenedLog {
  readonly entry: (seq: number) => ExtractEntry | undefined
  readonly births: ReadonlyMap<number, Birth>
  /** Whose each contribution is after the last correction. */
  readonly speakers: ReadonlyMap<number, Birth['speaker']>
  readonly bridges: ReadonlyMap<string, string>
  readonly ends: ReadonlyMap<number, number>
  readonly voided: ReadonlySet<number>
  readonly closedVoids: number
}

function openedLog(entries: readonly ExtractEntry[]): OpenedLog {
  const births = new Map<number, Birth>()
  const speakers = new Map<number, Birth['speaker']>()
  const bridges = new Map<string, string>()
  const ends = new Map<number, number>()
  const voided = new Set<number>()
  for (const { seq, payload } of entries) {
    if (payload === undefined) continue
    const { event } = JSON.parse(payload) as { event: DomainEvent }
    switch (event.type) {
      case 'contribution-opened':
      case 'contribution-filed':
      case 'contribution-derived':
        births.set(seq, event)
        speakers.set(seq, event.speaker)
        break
      case 'contribution-attributed':
        speakers.set(event.contribution, event.speaker)
        break
      case 'contribution-voided':
        voided.add(event.contribution)
        break
      case 'contribution-reinstated':
        voided.delete(event.contribution)
        break
      case 'bridge-added':
        bridges.set(event.bridge.id, event.bridge.name)
        break
      case 'turn-ended':
        ends.set(seq, event.turn)
    }
  }
  const closedVoids = entries.filter(
    ({ type, payload }) => type === 'contribution-voided' && payload === undefined,
  ).length
  return { entry: (seq) => entries[seq - 1], births, speakers, bridges, ends, voided, closedVoids }
}

type Fault = Extract<AttributionProblem, { code: 'record/wrong-attribution' }>['what']

function faultOf(said: ExtractAttribution, log: OpenedLog): Fault | null {
  const entry = log.entry(said.contribution)
  if (!entry || !BIRTHS.has(entry.type)) return 'contribution'
  if (!said.turns.every((turn) => isTurn(turn, log))) return 'time'
  const birth = log.births.get(said.contribution)
  if (!birth) return null
  const name = log.bridges.get(said.bridge.id)
  if (birth.bridge !== said.bridge.id || (name !== undefined && name !== said.bridge.name)) return 'bridge'
  const speaker = log.speakers.get(said.contribution)
  if (speaker && !said.attributed.some((seq) => log.entry(seq)?.payload === undefined)) {
    if (speaker.name !== said.speaker.name || speaker.title !== said.speaker.title) return 'speaker'
  }
  const origins = birth.type === 'contribution-derived' ? birth.origins.map((each) => each.contribution) : []
  if (!same(origins, said.origins)) return 'origin'
  if (birth.type === 'contribution-filed' && said.filedAt !== entry.at) return 'time'
  const turns = turnsOf(said.contribution, log)
  const granted = said.turns.map((turn) => turn.granted)
  return turns !== null && !same(turns, granted) ? 'turn' : null
}

/** Its times are those of the entries that gave and ended it. */
function isTurn({ granted, startedAt, ended, endedAt }: ExtractAttribution['turns'][number], log: OpenedLog) {
  const given = log.entry(granted)
  if (given?.type !== 'floor-granted' || given.at !== startedAt) return false
  if (ended === null) return endedAt === null
  const end = log.entry(ended)
  const of = log.ends.get(ended)
  return end?.type === 'turn-ended' && end.at === endedAt && (of === undefined || of === granted)
}

/** The turns that an opened contribution goes back to; null where the way leads through a closed entry. */
function turnsOf(contribution: number, log: OpenedLog): readonly number[] | null {
  const birth = log.births.get(contribution)
  if (!birth) return null
  if (birth.type === 'contribution-filed') return []
  if (birth.type === 'contribution-opened') return [birth.turn]
  const all = birth.origins.map((origin) =>
    origin.contribution < contribution ? turnsOf(origin.contribution, log) : null,
  )
  return all.includes(null) ? null : all.flatMap((turns) => turns ?? [])
}

function same(one: readonly (number | string)[], other: readonly (number | string)[]): boolean {
  const [a, b] = [new Set(one), new Set(other)]
  return a.size === b.size && [...a].every((each) => b.has(each))
}

/** A void whose reason only its bridge reads is closed: so many may be missing without a fault. */
function leftOut(attributions: readonly ExtractAttribution[], log: OpenedLog): AttributionProblem[] {
  const known = new Set(attributions.map(({ contribution }) => contribution))
  for (const birth of log.births.values())
    if (birth.type === 'contribution-derived') for (const each of birth.origins) known.add(each.contribution)
  const missing = [...log.births.keys()].filter((seq) => !known.has(seq) && !log.voided.has(seq))
  const [contribution] = missing
  if (contribution === undefined || missing.length <= log.closedVoids) return []
  return [{ code: 'record/left-out', contribution }]
}
