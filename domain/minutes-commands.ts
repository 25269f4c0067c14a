import Type, { type Static } from 'typebox'
import type { DocumentId } from './prose.ts'
import { Ref, Sha256, Text, Title } from './text.ts'

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

export const minutesCommands = [
  /** `gapReason` is needed where the ledger has gaps, and passed over where it has none. */
  object({ type: Type.Literal('minutes/seal'), gapReason: Type.Optional(Title) }),
  /** For a correction: another version follows, this one stays as it is. */
  object({ type: Type.Literal('minutes/reopen'), reason: Title }),
  object({ type: Type.Literal('minutes/propose-correction'), contribution: Ref, text: Text }),
] as const

const Field = Type.Union([Type.Literal('secretary'), Type.Literal('chair')])
const Size = Type.Integer({ minimum: 0 })

export const minutesServerCommands = [
  /** `minutes/seal` once the server holds every document's lock and has reserved the number. */
  object({
    type: Type.Literal('minutes/sealed'),
    number: object({
      body: Type.String(),
      kind: Type.Literal('minutes'),
      term: Type.String(),
      number: Type.Integer({ minimum: 1 }),
    }),
    logHead: object({ seq: Type.Integer(), hash: Sha256 }),
    docs: Type.Array(object({ id: Type.Unsafe<DocumentId>(Type.String()), seq: Size, sha256: Sha256 })),
    gapReason: Type.Optional(Title),
  }),
  object({ type: Type.Literal('minutes/rendered'), version: Size, sha256: Sha256, size: Size }),
  object({
    type: Type.Literal('minutes/signed'),
    version: Size,
    field: Field,
    base: Sha256,
    sha256: Sha256,
    size: Size,
    signer: Type.String(),
    certificate: Sha256,
  }),
] as const

export type MinutesCommand =
  | Static<(typeof minutesCommands)[number]>
  | Static<(typeof minutesServerCommands)[number]>
