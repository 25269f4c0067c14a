import type { ContributionKind } from '../domain/contributions.ts'
import type { ProseNode } from '../domain/prose.ts'
import type { Verdict } from '../domain/synthesis-commands.ts'
import type { MinutesView, Person } from './minutes-view.ts'

/** One opinion under one topic, with the organiser's answer to it. */
export type SynthesisLine = {
  /** Its number in the minutes, from 1. */
  readonly ordinal: number
  /** The number of the log's entry that it was born in. */
  readonly id: number
  readonly source: 'spoken' | 'written'
  readonly kind: ContributionKind | null
  readonly bridge: string
  readonly unit: string
  readonly speaker: Person
  /** Heading of the like ones that it stands with. */
  readonly group: { readonly id: number; readonly title: string } | null
  /** Lines that were answered at once have the same `id`. */
  readonly answer: { readonly id: number; readonly verdict: Verdict; readonly text: string } | null
  readonly text: ProseNode
}

export type SynthesisSection = {
  /** The topic as it is cited; null for opinions under no topic. */
  readonly topic: string | null
  /** 0 at the top of the tree. */
  readonly depth: number
  /** First the groups, then those alone. */
  readonly lines: readonly SynthesisLine[]
}

export type SynthesisCounts = Readonly<Record<Verdict, number>> & {
  /** Opinions that count, each once. */
  readonly opinions: number
  /** An opinion on several topics has a line under each. */
  readonly lines: number
  readonly unanswered: number
  /** Topics without a line. */
  readonly silentTopics: number
}

/**
 * Everything that the table of opinions and answers shows. Instants are milliseconds since 1970 (UTC). The same view
 * gives the same bytes.
 */
export type SynthesisView = Pick<
  MinutesView,
  | 'profile'
  | 'profileOverrides'
  | 'demonstration'
  | 'draft'
  | 'superior'
  | 'body'
  | 'subject'
  | 'document'
  | 'simulatedClock'
  | 'log'
> & {
  /** When it was drawn up. */
  readonly madeAt: number
  /** In the order of the topic tree. */
  readonly sections: readonly SynthesisSection[]
  readonly counts: SynthesisCounts
}
