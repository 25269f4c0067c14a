import type { OpinionAnswer, OpinionGroup, SynthesisLine, SynthesisSection } from '../../domain/synthesis.ts'
import type { Verdict } from '../../domain/synthesis-commands.ts'
import { isWithin, type Topic } from '../../domain/topics.ts'
import { bare } from '../design/bare.ts'

export interface Counts {
  readonly all: number
  readonly accepted: number
  readonly partly: number
  readonly explained: number
  readonly unanswered: number
}

export interface Filter {
  /** With everything that stands under it. */
  readonly topic: string | null
  readonly bridge: string | null
  readonly verdict: Verdict | 'unanswered' | null
  readonly search: string
}

export const everything: Filter = { topic: null, bridge: null, verdict: null, search: '' }

/** Lines that are answered as one: a group, or an opinion alone. */
export interface Block {
  readonly key: string
  readonly group: OpinionGroup | null
  /** Those that the filter lets through. */
  readonly lines: readonly SynthesisLine[]
  /** Every opinion of the block, whatever the filter. */
  readonly contributions: readonly number[]
  /** Whether all of them have one and the same answer, or all none. */
  readonly isOne: boolean
  readonly answer: OpinionAnswer | null
}

export interface TableSection {
  readonly topic: Topic | null
  readonly depth: number
  /** Of all lines, whatever the filter. */
  readonly counts: Counts
  readonly blocks: readonly Block[]
}

export function countsOf(lines: readonly SynthesisLine[]): Counts {
  const of = (verdict: Verdict | null) =>
    lines.filter(({ answer }) => (answer?.verdict ?? null) === verdict).length
  return {
    all: lines.length,
    accepted: of('accepted'),
    partly: of('partly'),
    explained: of('explained'),
    unanswered: of(null),
  }
}

/** For every topic what stands under it and under all below it. */
export function countsBelow(
  sections: readonly SynthesisSection[],
  topics: readonly Topic[],
): (topic: string) => Counts {
  const parents = new Map(topics.map(({ id, parent }) => [id, parent]))
  const found = new Map<string, SynthesisLine[]>()
  for (const { topic, lines } of sections)
    for (let id = topic?.id; id !== undefined; id = parents.get(id)) {
      const held = found.get(id) ?? []
      held.push(...lines)
      found.set(id, held)
    }
  return (topic) => countsOf(found.get(topic) ?? [])
}

/**
 * The synthesis as the page shows it. `wordsOf` gives what an opinion can be found by, without marks: its bridge,
 * its speaker, its text.
 */
export function tableOf(
  sections: readonly SynthesisSection[],
  topics: readonly Topic[],
  filter: Filter,
  wordsOf: (line: SynthesisLine) => string,
): readonly TableSection[] {
  const wanted = bare(filter.search.trim())
  const passes = (line: SynthesisLine) =>
    (filter.bridge === null || line.contribution.bridge === filter.bridge) &&
    (filter.verdict === null || (line.answer?.verdict ?? 'unanswered') === filter.verdict) &&
    (wanted === '' || found(line, wanted, wordsOf))
  return sections
    .filter(({ topic }) => filter.topic === null || (topic && isWithin(topics, topic.id, filter.topic)))
    .map(({ topic, depth, lines }) => ({
      topic,
      depth,
      counts: countsOf(lines),
      blocks: blocksOf(lines).flatMap((block) => {
        const shown = block.lines.filter(passes)
        return shown.length > 0 ? [{ ...block, lines: shown }] : []
      }),
    }))
}

function found(line: SynthesisLine, wanted: string, wordsOf: (line: SynthesisLine) => string): boolean {
  const { group, answer } = line
  return [wordsOf(line), bare(group?.title ?? ''), bare(answer?.text ?? '')].some((text) =>
    text.includes(wanted),
  )
}

function blocksOf(lines: readonly SynthesisLine[]): readonly Block[] {
  const blocks = Map.groupBy(lines, ({ group, contribution }) =>
    group ? `g${group.id}` : `c${contribution.id}`,
  )
  return [...blocks].map(([key, members]) => {
    const [first] = members
    const answer = first?.answer ?? null
    return {
      key,
      group: first?.group ?? null,
      lines: members,
      contributions: members.map(({ contribution }) => contribution.id),
      isOne: members.every((line) => isSameAnswer(line.answer, answer)),
      answer,
    }
  })
}

function isSameAnswer(one: OpinionAnswer | null, other: OpinionAnswer | null): boolean {
  return one?.verdict === other?.verdict && one?.text === other?.text
}
