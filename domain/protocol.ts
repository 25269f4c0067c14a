import Type, { type Static } from 'typebox'
import { CommandId, PublicCommand } from './commands.ts'
import type { LogEntry } from './events.ts'
import type { LineReport, Path } from './line-report.ts'
import type { RefusalCode } from './refusal.ts'
import type { Grant } from './rights.ts'
import type { ConferenceState } from './state.ts'
import { Id } from './text.ts'
import type { Instant } from './time.ts'

/*
 * What pages and server say to each other over the socket, apart from texts (prose-messages.ts) and media
 * (media-messages.ts). Every request is acknowledged with an `Answer`; docs/PROTOCOL.md tells it in prose.
 */

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

/** `join`: enter one conference. `since` is the seq that the page holds, to be told only what it missed. */
export const JoinRequest = object({
  conference: Id,
  since: Type.Optional(Type.Integer({ minimum: 0 })),
  /** The rules build that the page was made with. */
  build: Type.Integer({ minimum: 0 }),
})
export type JoinRequest = Static<typeof JoinRequest>

/** `command`: the id is the page's, the same for every retry. */
export const CommandRequest = object({ conference: Id, id: CommandId, command: PublicCommand })
export type CommandRequest = Static<typeof CommandRequest>

/** A page asks, the server answers: what was asked for, or a stable code. */
export type Answer<T> = { readonly ok: true; readonly value: T } | Failure

export interface Failure {
  readonly ok: false
  /** A refusal of the rules or a failure of the server (`server/errors.ts`). */
  readonly code: RefusalCode | string
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Who the server takes the page for. */
export type Identity =
  | { readonly kind: 'person'; readonly person: string; readonly name: string }
  | { readonly kind: 'hall'; readonly bridge: string; readonly device: string; readonly code: string }

export interface Joined {
  readonly conference: string
  readonly identity: Identity
  /** What the identity may act as in this conference at this moment. */
  readonly grants: readonly Grant[]
  /** The newer rules of the server: a page of another build reloads when it is idle. */
  readonly build: number
  /** The server's clock at the answer, to correct the page's. */
  readonly now: Instant
  /** Addresses of the servers of this conference, to try when this one is gone. */
  readonly nodes: readonly string[]
  /** Null when this server owns the conference; else where writing, texts and media are. */
  readonly owner: string | null
  readonly catchUp: CatchUp
}

export type CatchUp =
  | { readonly kind: 'snapshot'; readonly state: ConferenceState }
  | { readonly kind: 'entries'; readonly from: number; readonly batch: LogBatch }

/** `log`, pushed after each commit: entries that the page may see, and how far the log has come with them. */
export interface LogBatch {
  readonly conference: string
  /** The page must hold exactly this seq, else it joins anew. */
  readonly from: number
  readonly to: { readonly seq: number; readonly at: Instant }
  readonly entries: readonly LogEntry[]
}

/** `snapshot`, pushed when what the page may see of the past has changed. */
export interface SnapshotPush {
  readonly conference: string
  readonly grants: readonly Grant[]
  readonly state: ConferenceState
}

/**
 * Why a hall is not there: its page was left; its page does not answer any more; the page answers, but no packet of
 * picture or sound arrives; or the media server is starting anew.
 */
export type LossReason = 'page-left' | 'page-silent' | 'media-silent' | 'media-restarting'

export interface LostLine {
  readonly bridge: string
  readonly since: Instant
  readonly reason: LossReason
}

/** `presence`, pushed when a hall's line changes, before the log says so. Never a fact of the record. */
export interface PresencePush {
  readonly conference: string
  /** Bridges whose hall is connected now. */
  readonly connected: readonly string[]
  /** Those that were there and are not. */
  readonly lost: readonly LostLine[]
}

/** Bytes in the answer to one `rehearsal-portion`, by which a rehearsing hall measures its way in. */
export const REHEARSAL_PORTION = 65_536

/** How the line of one hall does: what its page reports, and what the server sees of it. */
export interface TechnicalLine {
  readonly bridge: string
  /** Null until the page has reported, and when it reports no more. */
  readonly reported: LineReport | null
  /** The server's own figures; null while the hall is not in the media room. */
  readonly measured: {
    /** Share of the hall's packets that did not arrive, 0 to 1. */
    readonly loss: number | null
    /** Milliseconds. */
    readonly roundTrip: number | null
    readonly path: Path | null
    /** Bits per second that arrive from the hall, and that it is sent. */
    readonly incoming: number
    readonly outgoing: number
    /** The highest layer that its camera is asked for. */
    readonly layersWanted: number
    /** Whether its line is so thin that its pictures are given up for the voice. */
    readonly soundOnly: boolean
    readonly videoConsumers: number
    readonly audioConsumers: number
  } | null
}

/** `technical`, pushed every 2 s to a page that has asked by `technical-watch {on: true}` and may see it. */
export interface TechnicalPush {
  readonly conference: string
  readonly lines: readonly TechnicalLine[]
}

/** `moved`: this server does not own the conference any more; `owner` is null when that is not known yet. */
export interface MovedPush {
  readonly conference: string
  readonly owner: string | null
}

export interface CommandDone {
  /** The numbers of the first and last entry that it led to; null when nothing had to change. */
  readonly first: number | null
  readonly last: number | null
}

/** `admitted`: a hall that waited was approved, or somebody was given a role; the page joins again. */
/** `dismissed`: the page's identity holds no role in this conference any more. */
export interface AdmissionPush {
  readonly conference: string
}

/** Requests of pages, by event name. */
export interface PageToServer {
  join: (request: JoinRequest, answer: (answer: Answer<Joined>) => void) => void
  command: (request: CommandRequest, answer: (answer: Answer<CommandDone>) => void) => void
}

/** Pushes of the server, by event name. */
export interface ServerToPage {
  log: (batch: LogBatch) => void
  snapshot: (push: SnapshotPush) => void
  presence: (push: PresencePush) => void
  technical: (push: TechnicalPush) => void
  moved: (push: MovedPush) => void
  admitted: (push: AdmissionPush) => void
  dismissed: (push: AdmissionPush) => void
}
