import Type, { type Static } from 'typebox'
import { MOST_TASKS } from './conclusions.ts'
import { contributionKinds } from './contributions.ts'
import { DATE_PATTERN } from './iso-time.ts'
import { verdicts } from './synthesis-commands.ts'
import { Id, Line, Title, Wording } from './text.ts'
import { choices, electorates } from './votes.ts'

/*
 * The parts of a conference file that tell how it went: roll call, opinions, votes, tasks.
 */

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

function oneOf<T extends string>(values: readonly T[]) {
  return Type.Unsafe<T>(Type.Union(values.map((value) => Type.Literal(value))))
}

export const Key = Type.String({
  ...Id,
  description: '1–64 chữ cái không dấu, chữ số, dấu . _ -, như "dien-bien"',
})
export const Person = object({ name: Line, title: Type.Optional(Line) })

const Count = Type.Integer({ minimum: 0, maximum: 100_000 })

export const AttendeeInFile = object({
  name: Line,
  title: Type.Optional(Line),
  /** At the roll call; `left` was present then and went before the end. Left out: nobody has said. */
  mark: Type.Optional(oneOf(['present', 'left', 'absent'])),
  reason: Type.Optional(Title),
  /** Who sits there instead. */
  proxy: Type.Optional(Person),
})
export type AttendeeInFile = Static<typeof AttendeeInFile>

/** The roll call of one bridge. */
export const rollCall = {
  attendees: Type.Optional(Type.Array(AttendeeInFile, { maxItems: 1000 })),
  /** Heads counted in the hall. */
  present: Type.Optional(Count),
}

const CorrectionInFile = object({
  text: Wording,
  outcome: oneOf(['accepted', 'declined']),
  /** Why it was declined. */
  reason: Type.Optional(Title),
})

export const ContributionInFile = object({
  bridge: Key,
  topics: Type.Array(Key, { maxItems: 50, uniqueItems: true }),
  kind: Type.Union([Type.Literal('spoken'), Type.Literal('written')]),
  text: Wording,
  speaker: Type.Optional(Person),
  /** How long a spoken one lasts. */
  seconds: Type.Optional(Type.Integer({ minimum: 10, maximum: 14_400 })),
  /** When a written one is filed; left out, in its place among the others. */
  filed: Type.Optional(oneOf(['before', 'after'])),
  classifiedAs: Type.Optional(oneOf(contributionKinds)),
  /** Whether the bridge confirms the text; it does unless told. */
  confirm: Type.Optional(Type.Boolean()),
  correction: Type.Optional(CorrectionInFile),
  /** The organiser's, under each of its topics. */
  answer: Type.Optional(object({ verdict: oneOf(verdicts), text: Wording })),
})
export type ContributionInFile = Static<typeof ContributionInFile>

/** How long a spoken contribution lasts that does not say so, in seconds. */
export const USUAL_SECONDS = 180

/** How long a contribution takes of the conference, in seconds. */
export function secondsOf({ kind, seconds = USUAL_SECONDS }: ContributionInFile): number {
  return kind === 'spoken' ? seconds : 0
}

export const VoteInFile = object({
  question: Title,
  electorate: oneOf(electorates),
  secret: Type.Optional(Type.Boolean()),
  topic: Type.Optional(Key),
  /** One for each bridge, or in a vote of delegates one for each of them. */
  ballots: Type.Optional(Type.Array(object({ bridge: Key, choice: oneOf(choices) }), { maxItems: 5000 })),
  /** What each hall counted. */
  hands: Type.Optional(
    Type.Array(object({ bridge: Key, for: Count, against: Count, other: Count }), { maxItems: 2000 }),
  ),
})
export type VoteInFile = Static<typeof VoteInFile>

/** Without topics: on whatever the bridge has said nothing about. */
export const NoOpinionInFile = object({
  bridge: Key,
  topics: Type.Optional(Type.Array(Key, { minItems: 1, maxItems: 2000, uniqueItems: true })),
})

export const TaskInFile = object({
  work: Wording,
  lead: Line,
  coordinating: Type.Optional(Type.Array(Line, { maxItems: 50 })),
  due: Type.Optional(
    Type.String({ pattern: DATE_PATTERN, description: 'ngày dạng năm-tháng-ngày, như "2018-03-08"' }),
  ),
})

/** What a conference file tells of its course beside the contributions. */
export const course = {
  votes: Type.Optional(Type.Array(VoteInFile, { maxItems: 500 })),
  noOpinion: Type.Optional(Type.Array(NoOpinionInFile, { maxItems: 2000 })),
  tasks: Type.Optional(Type.Array(TaskInFile, { maxItems: MOST_TASKS })),
}
