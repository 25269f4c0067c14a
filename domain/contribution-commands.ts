import Type, { type Static } from 'typebox'
import { type ContributionKind, contributionKinds } from './contributions.ts'
import { Named } from './named.ts'
import { Id, Line, Ref, Sha256, Title } from './text.ts'

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const Topics = Type.Array(Id, { maxItems: 50, uniqueItems: true })
const Seq = Type.Integer({ minimum: 0 })
const Kind = Type.Unsafe<ContributionKind>(Type.Union(contributionKinds.map((kind) => Type.Literal(kind))))

/** Where a text is cut: before top-level block `block` (from 0), and what the part from there on is about. */
const Cuts = Type.Array(object({ block: Type.Integer({ minimum: 1, maximum: 100_000 }), topics: Topics }), {
  minItems: 1,
  maxItems: 50,
})

/** In all of them `docSeq` is the text that the person saw; they are refused when the text has changed. */
export const contributionCommands = [
  object({ type: Type.Literal('contribution/file'), bridge: Id, speaker: Named, topics: Topics }),
  object({
    type: Type.Literal('contribution/classify'),
    contribution: Ref,
    topics: Topics,
    kind: Type.Optional(Type.Union([Kind, Type.Null()])),
  }),
  object({ type: Type.Literal('contribution/confirm'), contribution: Ref, docSeq: Seq }),
  object({ type: Type.Literal('contribution/attribute'), contribution: Ref, speaker: Named }),
  /** One speech becomes several contributions. */
  object({ type: Type.Literal('contribution/split'), contribution: Ref, docSeq: Seq, cuts: Cuts }),
  /** Several become one, in this order. */
  object({
    type: Type.Literal('contribution/merge'),
    contributions: Type.Array(object({ contribution: Ref, docSeq: Seq }), { minItems: 2, maxItems: 20 }),
  }),
  /** For one that was opened by mistake: only a text without a word can be voided. */
  object({ type: Type.Literal('contribution/void'), contribution: Ref, reason: Title }),
  object({ type: Type.Literal('contribution/reinstate'), contribution: Ref }),
  object({ type: Type.Literal('contribution/detach'), contribution: Ref, sha256: Sha256 }),
] as const

const Current = object({ seq: Seq, sha256: Sha256, empty: Type.Boolean() })
/** With how many top-level blocks the text has. */
const CurrentBlocks = object({ seq: Seq, blocks: Type.Integer({ minimum: 1 }) })

/** The same once the server has read the texts that they name, or stored the file. */
export const contributionServerCommands = [
  object({ type: Type.Literal('contribution/confirmed'), contribution: Ref, docSeq: Seq, current: Current }),
  object({
    type: Type.Literal('contribution/split-read'),
    contribution: Ref,
    docSeq: Seq,
    cuts: Cuts,
    current: CurrentBlocks,
  }),
  object({
    type: Type.Literal('contribution/merged'),
    contributions: Type.Array(object({ contribution: Ref, docSeq: Seq, current: CurrentBlocks })),
  }),
  object({
    type: Type.Literal('contribution/void-read'),
    contribution: Ref,
    reason: Title,
    current: Current,
  }),
  object({
    type: Type.Literal('contribution/attach'),
    contribution: Ref,
    file: object({ sha256: Sha256, name: Line, mediaType: Line, size: Seq }),
  }),
] as const

export type ContributionCommand =
  | Static<(typeof contributionCommands)[number]>
  | Static<(typeof contributionServerCommands)[number]>
