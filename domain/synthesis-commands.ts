import Type, { type Static } from 'typebox'
import { Id, Ref, Title, Wording } from './text.ts'

/** How the organiser takes an opinion: tiếp thu, tiếp thu một phần, giải trình. */
export const verdicts = ['accepted', 'partly', 'explained'] as const
export type Verdict = (typeof verdicts)[number]
const Verdict = Type.Unsafe<Verdict>(Type.Union(verdicts.map((verdict) => Type.Literal(verdict))))

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const Contributions = (least: number) =>
  Type.Array(Ref, { minItems: least, maxItems: 2000, uniqueItems: true })

export const synthesisCommands = [
  object({ type: Type.Literal('synthesis/group'), topic: Id, title: Title, contributions: Contributions(2) }),
  object({
    type: Type.Literal('synthesis/regroup'),
    group: Ref,
    title: Title,
    contributions: Contributions(1),
  }),
  object({ type: Type.Literal('synthesis/dissolve'), group: Ref }),
  object({
    type: Type.Literal('synthesis/answer'),
    topic: Id,
    contributions: Contributions(1),
    verdict: Verdict,
    text: Wording,
  }),
  object({ type: Type.Literal('synthesis/withdraw-answer'), topic: Id, contributions: Contributions(1) }),
] as const
export type SynthesisCommand = Static<(typeof synthesisCommands)[number]>
