import { contributionOf } from './contributions.ts'
import { ledgerGaps } from './ledger.ts'
import type { MinutesCommand } from './minutes-commands.ts'
import { type DocumentId, documentsOf } from './prose.ts'
import { isRefused, type Refused, refuse } from './refusal.ts'
import {
  decideSigning,
  evolveSigning,
  type MinutesSignature,
  type MinutesStamp,
  type SignatureField,
  type SigningEvent,
} from './signing.ts'
import type { ConferenceState } from './state.ts'
import type { Ref } from './text.ts'
import type { Instant } from './time.ts'

/** A text as it stood when the minutes were sealed. */
export interface SealedDocument {
  readonly id: DocumentId
  /** The number of the document's last update; 0 for an empty one. */
  readonly seq: number
  /** SHA-256 of the canonical (RFC 8785) ProseMirror JSON. */
  readonly sha256: string
}

/** What is numbered in the organiser's register. */
export type RegisterKind = 'minutes' | 'notice'

/** A number of the organiser's register: unique per body, type and term. */
export interface RegisterNumber<Kind extends RegisterKind = RegisterKind> {
  readonly body: string
  readonly kind: Kind
  readonly term: string
  readonly number: number
}

/**
 * The minutes on their way: draft → sealed → rendered → signed by the secretary, the chair and, where there is one,
 * with the organ's seal → issued. Stamps come in between and for as long as the file is kept.
 */
export type Minutes =
  | { readonly kind: 'draft' }
  | {
      readonly kind: 'sealed'
      readonly version: number
      readonly at: Instant
      readonly number: RegisterNumber<'minutes'>
      /** Seq and hash of the last event before the seal. */
      readonly logHead: { readonly seq: number; readonly hash: string }
      readonly docs: readonly SealedDocument[]
      readonly gap: SealedGap | null
      /** SHA-256 of the unsigned file; null until it is rendered. */
      readonly rendered: string | null
      readonly signatures: readonly MinutesSignature[]
      readonly stamps: readonly MinutesStamp[]
      /** SHA-256 of the newest file, whether rendered, signed or stamped; null until there is one. */
      readonly newest: string | null
      /** Until when everybody is asked to sign. */
      readonly signUntil: Instant | null
      /** Who would not sign, which opened the minutes again. */
      readonly refused: {
        readonly field: SignatureField
        readonly reason: string
        readonly at: Instant
      } | null
      readonly issued: { readonly at: Instant; readonly sha256: string } | null
    }

/** From which bridges something was missing, and why the chair had the minutes sealed all the same. */
export interface SealedGap {
  readonly reason: string
  readonly bridges: readonly { readonly bridge: string; readonly topics: readonly string[] }[]
}

/** A sealed version that a later one replaces; its files and its number stay what they are. */
export type FormerMinutes = Extract<Minutes, { kind: 'sealed' }> & {
  readonly reopened: { readonly at: Instant; readonly reason: string }
}

/** What somebody would have written after the seal, offered for a later version. */
export interface Correction {
  readonly id: Ref
  readonly contribution: Ref
  readonly bridge: string
  readonly text: string
  readonly at: Instant
}

export type MinutesEvent =
  | {
      readonly type: 'minutes-sealed'
      readonly version: number
      readonly number: RegisterNumber<'minutes'>
      readonly logHead: { readonly seq: number; readonly hash: string }
      readonly docs: readonly SealedDocument[]
      /** Left out where every bridge has spoken, written or declared that it has no opinion. */
      readonly gap?: SealedGap
    }
  | {
      readonly type: 'minutes-reopened'
      readonly version: number
      readonly reason: string
      /** SHA-256 of the newest file of the version that will be replaced. */
      readonly replaces: string
    }
  | {
      readonly type: 'minutes-rendered'
      readonly version: number
      readonly sha256: string
      readonly size: number
    }
  | SigningEvent
  | {
      readonly type: 'correction-proposed'
      readonly contribution: Ref
      readonly bridge: string
      readonly text: string
    }

type Decision = readonly MinutesEvent[] | Refused

export function decideMinutes(state: ConferenceState, command: MinutesCommand): Decision {
  const { minutes } = state
  switch (command.type) {
    case 'minutes/seal':
      return refuse('command/malformed', { what: 'ungathered seal' })
    case 'minutes/sealed': {
      if (minutes.kind === 'sealed') return refuse('minutes/already-sealed')
      if (state.phase !== 'concluded') return refuse('conference/not-concluded')
      const { number, logHead, docs } = command
      // The seal holds every text and stands on the newest entry, or it is no seal.
      const texts = documentsOf(state)
      if (docs.length !== texts.length || docs.some((doc, index) => doc.id !== texts[index]))
        return refuse('command/malformed', { what: 'docs' })
      if (logHead.seq !== state.seq) return refuse('command/malformed', { what: 'logHead' })
      const gap = gapOf(state, command.gapReason)
      if (gap && isRefused(gap)) return gap
      const version = state.formerMinutes.length + 1
      return [{ type: 'minutes-sealed', version, number, logHead, docs, ...(gap ? { gap } : {}) }]
    }
    case 'minutes/reopen': {
      if (minutes.kind !== 'sealed') return refuse('minutes/not-sealed')
      const replaces = minutes.newest
      if (replaces === null) return refuse('minutes/not-rendered')
      return [{ type: 'minutes-reopened', version: minutes.version, reason: command.reason, replaces }]
    }
    case 'minutes/rendered': {
      if (minutes.kind !== 'sealed' || minutes.version !== command.version)
        return refuse('minutes/not-sealed')
      if (minutes.rendered !== null) return []
      const { version, sha256, size } = command
      return [{ type: 'minutes-rendered', version, sha256, size }]
    }
    case 'minutes/propose-correction': {
      const contribution = contributionOf(state, command.contribution)
      if (!contribution) return refuse('contribution/unknown')
      if (minutes.kind !== 'sealed') return refuse('minutes/not-sealed')
      if (command.text.trim() === '') return refuse('contribution/empty')
      const { bridge } = contribution
      return [{ type: 'correction-proposed', contribution: command.contribution, bridge, text: command.text }]
    }
    default:
      return decideSigning(state, command)
  }
}

/** What the seal says of the ledger's gaps; a refusal where there are some and nobody gave a reason. */
function gapOf(state: ConferenceState, reason: string | undefined): SealedGap | Refused | null {
  const bridges = ledgerGaps(state)
  if (bridges.length === 0) return null
  return reason === undefined
    ? refuse('minutes/ledger-gap', { bridges: bridges.length })
    : { reason, bridges }
}

export function evolveMinutes(
  state: ConferenceState,
  event: MinutesEvent,
  seq: Ref,
  at: Instant,
): ConferenceState {
  switch (event.type) {
    case 'minutes-sealed': {
      const { version, number, logHead, docs } = event
      const minutes: Minutes = {
        kind: 'sealed',
        version,
        at,
        number,
        logHead,
        docs,
        gap: event.gap ?? null,
        rendered: null,
        signatures: [],
        stamps: [],
        newest: null,
        signUntil: null,
        refused: null,
        issued: null,
      }
      return { ...state, phase: 'sealed', minutes }
    }
    case 'minutes-reopened': {
      if (state.minutes.kind !== 'sealed') return state
      const former = { ...state.minutes, reopened: { at, reason: event.reason } }
      const formerMinutes = [...state.formerMinutes, former]
      return { ...state, phase: 'concluded', minutes: { kind: 'draft' }, formerMinutes }
    }
    case 'minutes-rendered':
      if (state.minutes.kind !== 'sealed') return state
      return { ...state, minutes: { ...state.minutes, rendered: event.sha256, newest: event.sha256 } }
    case 'correction-proposed': {
      const { contribution, bridge, text } = event
      return { ...state, corrections: [...state.corrections, { id: seq, contribution, bridge, text, at }] }
    }
    default:
      return state.minutes.kind === 'sealed'
        ? { ...state, minutes: evolveSigning(state.minutes, event, at) }
        : state
  }
}
