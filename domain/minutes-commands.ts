import Type, { type Static } from 'typebox'
import type { DocumentId } from './prose.ts'
import { type SignatureField, signatureFields } from './signing.ts'
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

/** A field of the minutes' file that is signed. */
export const Field = Type.Unsafe<SignatureField>(
  Type.Union(signatureFields.map((field) => Type.Literal(field))),
)
const Size = Type.Integer({ minimum: 0 })
const Time = Type.Integer({ minimum: 0 })

export const signingCommands = [
  /** Until when everybody is asked to sign; may be moved. */
  object({ type: Type.Literal('minutes/ask-signatures'), until: Time }),
  /** Whoever is to sign next does not, and says why: the minutes go back to review. */
  object({ type: Type.Literal('minutes/refuse-signature'), field: Field, reason: Title }),
  object({ type: Type.Literal('minutes/issue') }),
] as const

export const signingServerCommands = [
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
  object({
    type: Type.Literal('minutes/stamped'),
    version: Size,
    stamp: Type.Union([Type.Literal('signature'), Type.Literal('archive')]),
    base: Sha256,
    sha256: Sha256,
    size: Size,
    by: Type.String(),
    time: Time,
    until: Time,
  }),
] as const

export type SigningCommand =
  | Static<(typeof signingCommands)[number]>
  | Static<(typeof signingServerCommands)[number]>

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
] as const

export type MinutesCommand =
  | Static<(typeof minutesCommands)[number]>
  | Static<(typeof minutesServerCommands)[number]>
  | SigningCommand
