import type { Minutes } from './minutes.ts'
import type { SigningCommand } from './minutes-commands.ts'
import { type Refused, refuse } from './refusal.ts'
import type { ConferenceState } from './state.ts'
import type { Instant } from './time.ts'

/** Fields in the order in which they are signed; the organ's seal only where the plan says that there is one. */
export const signatureFields = ['secretary', 'chair', 'organ'] as const
export type SignatureField = (typeof signatureFields)[number]

export interface MinutesSignature {
  readonly field: SignatureField
  readonly at: Instant
  /** SHA-256 of the whole file after this signature. */
  readonly sha256: string
  readonly signer: string
}

/** What proves when a signature was there: a timestamp in it, or one over the whole file with its evidence. */
export interface MinutesStamp {
  readonly kind: 'signature' | 'archive'
  /** The time that the timestamp authority states. */
  readonly time: Instant
  /** The authority, by its certificate's common name. */
  readonly by: string
  /** When the authority's certificate ends: before that an archive stamp has to be renewed. */
  readonly until: Instant
  /** SHA-256 of the whole file after it. */
  readonly sha256: string
}

export type SigningEvent =
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
  | ({ readonly type: 'minutes-stamped'; readonly version: number; readonly size: number } & MinutesStamp)
  | { readonly type: 'signatures-asked'; readonly version: number; readonly until: Instant }
  /** Followed by `minutes-reopened`. */
  | {
      readonly type: 'signature-refused'
      readonly version: number
      readonly field: SignatureField
      readonly reason: string
    }
  /** Given out as the body's document; `sha256` is the file at that moment. */
  | { readonly type: 'minutes-issued'; readonly version: number; readonly sha256: string }

type SealedMinutes = Extract<Minutes, { kind: 'sealed' }>
type SigningDecision = readonly (
  | SigningEvent
  | {
      readonly type: 'minutes-reopened'
      readonly version: number
      readonly reason: string
      readonly replaces: string
    }
)[]

/** Which fields the minutes of this conference have. */
export function fieldsToSign({ facts }: ConferenceState): readonly SignatureField[] {
  return signatureFields.filter((field) => field !== 'organ' || facts?.organSeal === true)
}

/** Whose turn it is to sign; null when all have. */
export function nextField(state: ConferenceState, minutes: SealedMinutes): SignatureField | null {
  const signed = new Set(minutes.signatures.map(({ field }) => field))
  return fieldsToSign(state).find((field) => !signed.has(field)) ?? null
}

/** Whether the newest signature has its timestamp, or an archive stamp is over it. */
export function isStamped({ signatures, stamps, newest }: SealedMinutes): boolean {
  return signatures.length === 0 || stamps.some(({ sha256 }) => sha256 === newest)
}

export function decideSigning(state: ConferenceState, command: SigningCommand): SigningDecision | Refused {
  const { minutes } = state
  if (minutes.kind !== 'sealed') return refuse('minutes/not-sealed')
  if ('version' in command && command.version !== minutes.version) return refuse('minutes/not-sealed')
  const { version, newest } = minutes
  if (newest === null) return refuse('minutes/not-rendered')
  switch (command.type) {
    case 'minutes/signed':
      return decideSigned(state, minutes, command)
    case 'minutes/stamped': {
      const { stamp, base, time, by, until, sha256, size } = command
      if (minutes.stamps.some((held) => held.sha256 === sha256)) return []
      if (base !== newest) return refuse('minutes/moved-on')
      const last = minutes.signatures.at(-1)
      const due = stamp === 'archive' ? nextField(state, minutes) === null : last?.sha256 === newest
      if (!due) return refuse('minutes/not-signed')
      return [{ type: 'minutes-stamped', version, kind: stamp, time, by, until, sha256, size }]
    }
    case 'minutes/ask-signatures':
      if (nextField(state, minutes) === null) return refuse('minutes/already-signed')
      return minutes.signUntil === command.until
        ? []
        : [{ type: 'signatures-asked', version, until: command.until }]
    case 'minutes/refuse-signature': {
      const { field, reason } = command
      if (nextField(state, minutes) !== field) return refuse('minutes/not-your-turn', { field })
      return [
        { type: 'signature-refused', version, field, reason },
        { type: 'minutes-reopened', version, reason, replaces: newest },
      ]
    }
    case 'minutes/issue':
      if (minutes.issued) return []
      if (nextField(state, minutes) !== null) return refuse('minutes/not-signed')
      return [{ type: 'minutes-issued', version, sha256: newest }]
  }
}

function decideSigned(
  state: ConferenceState,
  minutes: SealedMinutes,
  command: Extract<SigningCommand, { type: 'minutes/signed' }>,
): SigningDecision | Refused {
  const { version, field, base, sha256, size, signer, certificate } = command
  if (minutes.signatures.some((signature) => signature.field === field))
    return refuse('minutes/already-signed', { field })
  const next = nextField(state, minutes)
  if (next !== field) return refuse(next === 'secretary' ? 'minutes/secretary-first' : 'minutes/chair-first')
  if (base !== minutes.newest) return refuse('minutes/moved-on')
  return [{ type: 'minutes-signed', version, field, sha256, size, signer, certificate }]
}

export function evolveSigning(minutes: SealedMinutes, event: SigningEvent, at: Instant): SealedMinutes {
  switch (event.type) {
    case 'minutes-signed': {
      const { field, sha256, signer } = event
      return {
        ...minutes,
        newest: sha256,
        signatures: [...minutes.signatures, { field, at, sha256, signer }],
      }
    }
    case 'minutes-stamped': {
      const { kind, time, by, until, sha256 } = event
      return { ...minutes, newest: sha256, stamps: [...minutes.stamps, { kind, time, by, until, sha256 }] }
    }
    case 'signatures-asked':
      return { ...minutes, signUntil: event.until }
    case 'signature-refused':
      return { ...minutes, refused: { field: event.field, reason: event.reason, at } }
    case 'minutes-issued':
      return { ...minutes, issued: { at, sha256: event.sha256 } }
  }
}
