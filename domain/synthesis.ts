import { contributionsInOrder } from './contribution-source.ts'
import { type Contribution, contributionOf } from './contributions.ts'
import { type Refused, refuse } from './refusal.ts'
import type { ConferenceState } from './state.ts'
import type { SynthesisCommand, Verdict } from './synthesis-commands.ts'
import type { Ref } from './text.ts'
import type { Instant } from './time.ts'
import { type Topic, topicOf, topicTree } from './topics.ts'

/** Like opinions on one topic, under one heading. The texts stay what they are. */
export interface OpinionGroup {
  readonly id: Ref
  readonly topic: string
  readonly title: string
  readonly contributions: readonly Ref[]
}

/** The organiser's answer to one opinion, or to several at once, under one topic. */
export interface OpinionAnswer {
  readonly id: Ref
  readonly topic: string
  readonly contributions: readonly Ref[]
  readonly verdict: Verdict
  readonly text: string
  readonly at: Instant
}

export type SynthesisEvent =
  | {
      readonly type: 'opinions-grouped'
      readonly topic: string
      readonly title: string
      readonly contributions: readonly Ref[]
    }
  | {
      readonly type: 'group-changed'
      readonly group: Ref
      readonly title: string
      readonly contributions: readonly Ref[]
    }
  | { readonly type: 'group-dissolved'; readonly group: Ref }
  | {
      readonly type: 'opinions-answered'
      readonly topic: string
      readonly contributions: readonly Ref[]
      readonly verdict: Verdict
      readonly text: string
    }
  | { readonly type: 'answer-withdrawn'; readonly topic: string; readonly contributions: readonly Ref[] }

/** One line of the synthesis: an opinion under a topic, alone or in a group, with its answer. */
export interface SynthesisLine {
  readonly contribution: Contribution
  readonly group: OpinionGroup | null
  readonly answer: OpinionAnswer | null
  /**
   * Of one without an answer of its own: the answers to what it was split or merged from. They answered other words,
   * so they do not count for it; the organiser may give one of them again.
   */
  readonly offered: readonly OpinionAnswer[]
}

export interface SynthesisSection {
  /** Null for those that stand under no topic. */
  readonly topic: Topic | null
  readonly depth: number
  readonly lines: readonly SynthesisLine[]
}

/**
 * Every opinion that counts, once under each of its topics: sections in the order of the tree, in each first the
 * groups in the order in which they were made, then those alone in the order in which they were given.
 */
export function synthesis(state: ConferenceState): readonly SynthesisSection[] {
  const standing = contributionsInOrder(state)
  const section = (topic: Topic | null, depth: number): SynthesisSection => {
    const on = standing.filter(({ topics }) => (topic ? topics.includes(topic.id) : topics.length === 0))
    const lines = on.map((contribution): SynthesisLine => {
      const isIn = (of: { readonly topic: string; readonly contributions: readonly Ref[] }) =>
        of.topic === topic?.id && of.contributions.includes(contribution.id)
      const answer = state.answers.find(isIn) ?? null
      return {
        contribution,
        group: state.groups.find(isIn) ?? null,
        answer,
        offered: answer || !topic ? [] : formerAnswers(state, topic.id, contribution),
      }
    })
    const grouped = lines
      .filter((line) => line.group)
      .toSorted((a, b) => (a.group?.id ?? 0) - (b.group?.id ?? 0))
    return { topic, depth, lines: [...grouped, ...lines.filter((line) => !line.group)] }
  }
  const sections = topicTree(state.topics).map(({ topic, depth }) => section(topic, depth))
  const without = section(null, 0)
  return without.lines.length > 0 ? [...sections, without] : sections
}

export function decideSynthesis(
  state: ConferenceState,
  command: SynthesisCommand,
): readonly SynthesisEvent[] | Refused {
  if (command.type === 'synthesis/dissolve' || command.type === 'synthesis/regroup') {
    const group = state.groups.find((held) => held.id === command.group)
    if (!group) return refuse('synthesis/unknown-group')
    if (command.type === 'synthesis/dissolve') return [{ type: 'group-dissolved', group: group.id }]
    const { title, contributions } = command
    const problem = membersProblem(state, group.topic, contributions, group.id)
    return problem ?? [{ type: 'group-changed', group: group.id, title, contributions }]
  }
  const { topic, contributions } = command
  if (!topicOf(state, topic)) return refuse('topic/unknown', { topic })
  switch (command.type) {
    case 'synthesis/group': {
      const problem = membersProblem(state, topic, contributions, null)
      return problem ?? [{ type: 'opinions-grouped', topic, title: command.title, contributions }]
    }
    case 'synthesis/answer': {
      const problem = standingUnder(state, topic, contributions)
      const { verdict, text } = command
      return problem ?? [{ type: 'opinions-answered', topic, contributions, verdict, text }]
    }
    case 'synthesis/withdraw-answer': {
      const answered = contributions.filter((id) => answerTo(state, topic, id))
      return answered.length > 0 ? [{ type: 'answer-withdrawn', topic, contributions: answered }] : []
    }
  }
}

/** The organiser's answer to an opinion under a topic. */
export function answerTo(
  state: ConferenceState,
  topic: string,
  contribution: Ref,
): OpinionAnswer | undefined {
  return state.answers.find((held) => held.topic === topic && held.contributions.includes(contribution))
}

/** The nearest answers to what an opinion was split or merged from, each once. */
function formerAnswers(state: ConferenceState, topic: string, of: Contribution): readonly OpinionAnswer[] {
  const found = of.origins.flatMap(({ contribution }) => {
    const answer = answerTo(state, topic, contribution)
    if (answer) return [answer]
    const origin = contributionOf(state, contribution)
    return origin ? formerAnswers(state, topic, origin) : []
  })
  return [...new Set(found)]
}

/**
 * The groups after an opinion was made from others: a part goes where the whole was, a merged one into the group of
 * the first of its parts that is in one. The whole stays named in its group, for the parts that follow.
 */
export function groupsWith(
  groups: readonly OpinionGroup[],
  { id, topics, origins }: Pick<Contribution, 'id' | 'topics' | 'origins'>,
): readonly OpinionGroup[] {
  const joined = topics.flatMap((topic) => {
    const found = origins.flatMap(({ contribution }) =>
      groups.filter((held) => held.topic === topic && held.contributions.includes(contribution)),
    )
    return found.slice(0, 1)
  })
  return joined.length === 0
    ? groups
    : groups.map((held) =>
        joined.includes(held) ? { ...held, contributions: [...held.contributions, id] } : held,
      )
}

function standingUnder(
  state: ConferenceState,
  topic: string,
  contributions: readonly Ref[],
): Refused | undefined {
  for (const id of contributions) {
    const held = contributionOf(state, id)
    if (!held) return refuse('contribution/unknown')
    if (held.standing.kind !== 'standing') return refuse('contribution/replaced')
    if (!held.topics.includes(topic)) return refuse('synthesis/not-under-topic', { contribution: id })
  }
  return undefined
}

function membersProblem(
  state: ConferenceState,
  topic: string,
  contributions: readonly Ref[],
  group: Ref | null,
): Refused | undefined {
  const elsewhere = state.groups.find(
    (held) =>
      held.id !== group &&
      held.topic === topic &&
      held.contributions.some((id) => contributions.includes(id)),
  )
  if (elsewhere) return refuse('synthesis/grouped-already', { group: elsewhere.id })
  return standingUnder(state, topic, contributions)
}

export function evolveSynthesis(
  state: ConferenceState,
  event: SynthesisEvent,
  seq: Ref,
  at: Instant,
): ConferenceState {
  switch (event.type) {
    case 'opinions-grouped': {
      const { topic, title, contributions } = event
      return { ...state, groups: [...state.groups, { id: seq, topic, title, contributions }] }
    }
    case 'group-changed': {
      const { title, contributions } = event
      return {
        ...state,
        groups: state.groups.map((held) =>
          held.id === event.group ? { ...held, title, contributions } : held,
        ),
      }
    }
    case 'group-dissolved':
      return { ...state, groups: state.groups.filter((held) => held.id !== event.group) }
    case 'opinions-answered': {
      const { topic, contributions, verdict, text } = event
      const others = withoutAnswers(state.answers, topic, contributions)
      return { ...state, answers: [...others, { id: seq, topic, contributions, verdict, text, at }] }
    }
    case 'answer-withdrawn':
      return { ...state, answers: withoutAnswers(state.answers, event.topic, event.contributions) }
  }
}

function withoutAnswers(
  answers: readonly OpinionAnswer[],
  topic: string,
  contributions: readonly Ref[],
): readonly OpinionAnswer[] {
  return answers.flatMap((answer) => {
    if (answer.topic !== topic) return [answer]
    const left = answer.contributions.filter((id) => !contributions.includes(id))
    return left.length > 0 ? [{ ...answer, contributions: left }] : []
  })
}
