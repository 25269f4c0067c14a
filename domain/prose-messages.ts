import Type, { type Static } from 'typebox'
import { MAX_UPDATE_BYTES } from './prose.ts'

/*
 * What pages and server say to each other about texts. Updates and state vectors are in the Yjs v1 encoding; an update
 * that is sent while somebody writes is in base64 on top, since bytes would take a second frame of the socket, and a
 * message of one frame is encoded once for all who get it.
 * Events from the page: `prose:open`, `prose:update` (both answered), `prose:cursor`, `prose:close`.
 * Events from the server: `prose:update`, `prose:cursor`, `prose:left`, `prose:access`.
 */

const bytes = (most: number) =>
  Type.Refine(
    Type.Unsafe<Uint8Array>(Type.Unknown()),
    (value: unknown) => value instanceof Uint8Array && value.byteLength <= most,
    () => `at most ${most} bytes`,
  )
const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

/** `opening`, `conclusion` or `c` and a contribution's Ref; whether there is such a one the state says. */
const Document = Type.String({ pattern: '^(opening|conclusion|c[1-9][0-9]{0,15})$' })
const Client = Type.Integer({ minimum: 1, maximum: 0xffff_ffff })

export const ProseOpen = object({
  document: Document,
  /** What the page has already. */
  stateVector: bytes(64 * 1024),
  /** The client id of an earlier opening, to go on under. */
  client: Type.Optional(Client),
})
export type ProseOpen = Static<typeof ProseOpen>

export const ProseSend = object({
  document: Document,
  /** Names the update: sent again under the same id it is stored once. */
  updateId: Type.String({ minLength: 8, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' }),
  /** Base64. Larger ones are refused by name, not as malformed. */
  update: Type.String({ maxLength: 3 * MAX_UPDATE_BYTES }),
})
export type ProseSend = Static<typeof ProseSend>

export const ProseClose = object({ document: Document })
export type ProseClose = Static<typeof ProseClose>

const Clock = object({
  client: Type.Integer({ minimum: 0, maximum: 0xffff_ffff }),
  clock: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
})

/** A place in a text that stays at its letter while others write: a relative position of Yjs as JSON. */
const Position = object({
  type: Type.Optional(Type.Union([Clock, Type.Null()])),
  tname: Type.Optional(Type.Union([Type.String({ maxLength: 20 }), Type.Null()])),
  item: Type.Optional(Type.Union([Clock, Type.Null()])),
  assoc: Type.Optional(Type.Integer({ minimum: -1, maximum: 0 })),
})

/** A selection: where it began and where the caret is. */
export const ProseCursor = object({ anchor: Position, head: Position })
export type ProseCursor = Static<typeof ProseCursor>

export const ProseCursorMove = object({
  document: Document,
  /** Null: no caret in the text. */
  cursor: Type.Union([ProseCursor, Type.Null()]),
})
export type ProseCursorMove = Static<typeof ProseCursorMove>

/** Why the server would not open a text or store an update. Stable; pages hold the sentence for each. */
export const proseRefusalCodes = [
  'prose/sealed',
  'prose/not-yours',
  'prose/malformed',
  'prose/pending',
  'prose/too-large',
  'prose/schema',
  'prose/unknown-document',
  'prose/closed',
  'prose/locked',
  'access/not-allowed',
] as const
export type ProseRefusalCode = (typeof proseRefusalCodes)[number]

export interface ProseRefused {
  readonly kind: 'refused'
  readonly code: ProseRefusalCode
}

/** Nothing was decided: the database is away, or another server owns the conference. To be tried again. */
export interface ProseUnavailable {
  readonly kind: 'unavailable'
}

export type ProseOpened =
  | {
      readonly kind: 'opened'
      /** Whether the page may write; a sealed text nobody may. */
      readonly access: 'write' | 'read' | 'sealed'
      /** The Yjs client id to write under; null for whoever may not. */
      readonly client: number | null
      /** The number of the last update that `update` brings the page up to. */
      readonly seq: number
      readonly update: Uint8Array
      readonly stateVector: Uint8Array
    }
  | ProseRefused
  | ProseUnavailable

export type ProseStored =
  /** On disk, as update `seq` of the text, at `at` (ms since the Unix epoch). */
  { readonly kind: 'stored'; readonly seq: number; readonly at: number } | ProseRefused | ProseUnavailable

/** What colleagues wrote, on disk: one update, or several as one. */
export interface ProseUpdated {
  readonly document: string
  /** The numbers of the updates, ascending. */
  readonly seqs: readonly number[]
  /** Base64. */
  readonly update: string
}

/** A colleague is in the text, with or without a caret; `session` tells two windows of one person apart. */
export interface ProseColleague {
  readonly document: string
  readonly session: string
  readonly name: string
  readonly cursor: ProseCursor | null
}

export interface ProseLeft {
  readonly document: string
  readonly session: string
}

/** What this page may do with the text has changed: it opens it again to learn what. */
export interface ProseAccessChanged {
  readonly document: string
}

export interface ProseFromPage {
  'prose:open': (message: ProseOpen, answer: (opened: ProseOpened) => void) => void
  'prose:update': (message: ProseSend, answer: (stored: ProseStored) => void) => void
  'prose:cursor': (message: ProseCursorMove) => void
  'prose:close': (message: ProseClose) => void
}

export interface ProseToPage {
  'prose:update': (message: ProseUpdated) => void
  'prose:cursor': (message: ProseColleague) => void
  'prose:left': (message: ProseLeft) => void
  'prose:access': (message: ProseAccessChanged) => void
}
