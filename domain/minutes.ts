import { contributionOf } from './contributions.ts'
import { ledgerGaps } from './ledger.ts'
import type { MinutesCommand } from './minutes-commands.ts'
import { type DocumentId, documentsOf } from './prose.ts'
import { isRefused, type Refused, refuse } from './refusal.ts'
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

/** A number of the organiser's register: unique per body, type and term. */
export interface RegisterNumber {
  readonly body: string
  readonly kind: 'minutes'
  readonly term: string
  readonly number: number
}

export type SignatureField = 'secretary' | 'chair'

export interface MinutesSignature {
  readonly field: SignatureField
  readonly at: Instant
  /** SHA-256 of the whole file after this signature. */
  readonly sha256: string
  readonly signer: string
}

/** The minutes on their way: draft → sealed → rendered → signed by the secretary → signed by the chair. */
export type Minutes =
  | { readonly kind: 'draft' }
  | {
      readonly kind: 'sealed'
      readonly version: number
      readonly at: Instant
      readonly number: RegisterNumber
      /** Seq and hash of the last event before the seal. */
      readonly logHead: { readonly seq: number; readonly hash: string }
      readonly docs: readonly SealedDocument[]
      readonly gap: SealedGap | null
      /** SHA-256 of the unsigned file; null until it is rendered. */
      readonly rendered: string | null
      readonly signatures: readonly MinutesSignature[]
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
      readonly number: RegisterNumber
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
  | {
      readonly type: 'minutes-signed'
      readonly version: number
      readonly field: SignatureField
      readonly sha256: string
      readonly size: number
      readonly signer: string
      /** SHA-256 of the signer's certificate (DER). */
      readonly certificate: string
    }
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
      const replaces = currentFile(minutes)
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
    case 'minutes/signed': {
      if (minutes.kind !== 'sealed' || minutes.version !== command.version)
        return refuse('minutes/not-sealed')
      if (minutes.rendered === null) return refuse('minutes/not-rendered')
      if (minutes.signatures.some((signature) => signature.field === command.field))
        return refuse('minutes/already-signed', { field: command.field })
      if (command.field === 'chair' && minutes.signatures.length === 0)
        return refuse('minutes/secretary-first')
      if (command.base !== currentFile(minutes)) return refuse('minutes/already-signed')
      const { version, field, sha256, size, signer, certificate } = command
      return [{ type: 'minutes-signed', version, field, sha256, size, signer, certificate }]
    }
    case 'minutes/propose-correction': {
      const contribution = contributionOf(state, command.contribution)
      if (!contribution) return refuse('contribution/unknown')
      if (minutes.kind !== 'sealed') return refuse('minutes/not-sealed')
      if (command.text.trim() === '') return refuse('contribution/empty')
      const { bridge } = contribution
      return [{ type: 'correction-proposed', contribution: command.contribution, bridge, text: command.text }]
    }
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

/** SHA-256 of the newest file of the minutes: the last signature's, else the unsigned one. */
export function currentFile(minutes: Extract<Minutes, { kind: 'sealed' }>): string | null {
  return minutes.signatures.at(-1)?.sha256 ?? minutes.rendered
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
      return { ...state, minutes: { ...state.minutes, rendered: event.sha256 } }
    case 'minutes-signed': {
      if (state.minutes.kind !== 'sealed') return state
      const { field, sha256, signer } = event
      const signatures = [...state.minutes.signatures, { field, at, sha256, signer }]
      return { ...state, minutes: { ...state.minutes, signatures } }
    }
    case 'correction-proposed': {
      const { contribution, bridge, text } = event
      return { ...state, corrections: [...state.corrections, { id: seq, contribution, bridge, text, at }] }
    }
  }
}
