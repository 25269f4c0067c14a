import Type, { type Static } from 'typebox'
import { confirmed } from './contribution-evolution.ts'
import { contributionOf } from './contributions.ts'
import { turnOf } from './floor.ts'
import { contributionDocument } from './prose.ts'
import { type Refused, refuse } from './refusal.ts'
import { lockedFor } from './review.ts'
import type { Actor } from './rights.ts'
import { bridgeOf, type ConferenceState } from './state.ts'
import { Id, Ref, Sha256, Title, Wording } from './text.ts'
import type { Instant } from './time.ts'

/** A bridge's own wording of what was recorded of it, for the central secretary to accept or decline. */
export interface ProposedChange {
  readonly id: Ref
  readonly contribution: Ref
  readonly bridge: string
  /** The text that the bridge saw. */
  readonly docSeq: number
  /** The whole text as it should be, paragraphs separated by line ends. */
  readonly text: string
  readonly at: Instant
  readonly state: ChangeState
}

export type ChangeState =
  | { readonly kind: 'proposed' }
  | { readonly kind: 'accepted'; readonly at: Instant }
  | { readonly kind: 'declined'; readonly at: Instant; readonly reason: string }
  /** The bridge took it back, proposed another, or confirmed the text as it stands. */
  | { readonly kind: 'withdrawn'; readonly at: Instant }

/** That a bridge was asked to confirm what was recorded of it. */
export interface ConfirmationAsked {
  readonly at: Instant
  readonly until: Instant
}

export type ConfirmationEvent =
  | {
      readonly type: 'change-proposed'
      readonly contribution: Ref
      readonly bridge: string
      readonly docSeq: number
      readonly text: string
    }
  /** The text is the bridge's own from update `docSeq` on, and so confirmed. */
  | {
      readonly type: 'change-accepted'
      readonly change: Ref
      readonly contribution: Ref
      readonly docSeq: number
      readonly sha256: string
    }
  | { readonly type: 'change-declined'; readonly change: Ref; readonly reason: string }
  | { readonly type: 'change-withdrawn'; readonly change: Ref }
  | { readonly type: 'confirmation-asked'; readonly bridges: readonly string[]; readonly until: Instant }

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const Seq = Type.Integer({ minimum: 0 })

export const confirmationCommands = [
  object({ type: Type.Literal('confirmation/propose'), contribution: Ref, docSeq: Seq, text: Wording }),
  /** `docSeq` is the text that the secretary saw beside the proposal. */
  object({ type: Type.Literal('confirmation/accept'), change: Ref, docSeq: Seq }),
  object({ type: Type.Literal('confirmation/decline'), change: Ref, reason: Title }),
  object({ type: Type.Literal('confirmation/withdraw'), change: Ref }),
  /** An empty list asks every bridge that has something recorded of it. */
  object({
    type: Type.Literal('confirmation/ask'),
    bridges: Type.Array(Id, { maxItems: 2000, uniqueItems: true }),
    until: Type.Integer({ minimum: 0 }),
  }),
] as const

export const confirmationServerCommands = [
  /** `confirmation/accept` once the server has read the text, with what it becomes. */
  object({
    type: Type.Literal('confirmation/accept-read'),
    change: Ref,
    docSeq: Seq,
    current: object({ seq: Seq }),
    becomes: object({ seq: Seq, sha256: Sha256 }),
  }),
] as const
export type ConfirmationCommand =
  | Static<(typeof confirmationCommands)[number]>
  | Static<(typeof confirmationServerCommands)[number]>

export function decideConfirmation(
  state: ConferenceState,
  command: ConfirmationCommand,
  actor: Actor,
  now: Instant,
): readonly ConfirmationEvent[] | Refused {
  if (state.phase === 'sealed') return refuse('conference/sealed')
  switch (command.type) {
    case 'confirmation/propose': {
      const held = contributionOf(state, command.contribution)
      if (!held) return refuse('contribution/unknown')
      if (held.standing.kind !== 'standing') return refuse('contribution/replaced')
      const { source } = held
      if (source.kind === 'spoken' && turnOf(state, source.turn)?.state.kind !== 'ended')
        return refuse('contribution/still-speaking')
      const { contribution, docSeq, text } = command
      return [{ type: 'change-proposed', contribution, bridge: held.bridge, docSeq, text }]
    }
    case 'confirmation/accept':
      return refuse('command/malformed', { what: 'unread text' })
    case 'confirmation/accept-read': {
      const change = openChange(state, command.change)
      if ('kind' in change) return change
      if (contributionOf(state, change.contribution)?.standing.kind !== 'standing')
        return refuse('contribution/replaced')
      const locked = lockedFor(state, [contributionDocument(change.contribution)], actor, now)
      if (locked) return locked
      if (command.current.seq !== command.docSeq) return refuse('contribution/changed-meanwhile')
      const { seq: docSeq, sha256 } = command.becomes
      const { contribution } = change
      return [{ type: 'change-accepted', change: change.id, contribution, docSeq, sha256 }]
    }
    case 'confirmation/decline': {
      const change = openChange(state, command.change)
      if ('kind' in change) return change
      return [{ type: 'change-declined', change: change.id, reason: command.reason }]
    }
    case 'confirmation/withdraw': {
      const change = openChange(state, command.change)
      if ('kind' in change) return change
      return [{ type: 'change-withdrawn', change: change.id }]
    }
    case 'confirmation/ask': {
      if (command.until <= now) return refuse('confirmation/deadline-past')
      const unknown = command.bridges.find((bridge) => !bridgeOf(state, bridge))
      if (unknown !== undefined) return refuse('bridge/unknown', { bridge: unknown })
      const recorded = new Set(
        state.contributions.filter((held) => held.standing.kind === 'standing').map((held) => held.bridge),
      )
      const all = state.bridges.flatMap(({ id }) => (recorded.has(id) ? [id] : []))
      const bridges = command.bridges.length > 0 ? command.bridges : all
      return bridges.length > 0 ? [{ type: 'confirmation-asked', bridges, until: command.until }] : []
    }
  }
}

export function evolveConfirmation(
  state: ConferenceState,
  event: ConfirmationEvent,
  seq: Ref,
  at: Instant,
): ConferenceState {
  switch (event.type) {
    case 'change-proposed': {
      const { contribution, bridge, docSeq, text } = event
      const before = withdrawn(state, contribution, at)
      const proposed: ProposedChange = {
        id: seq,
        contribution,
        bridge,
        docSeq,
        text,
        at,
        state: { kind: 'proposed' },
      }
      return { ...before, changes: [...before.changes, proposed] }
    }
    case 'change-accepted': {
      const settled = settle(state, event.change, { kind: 'accepted', at })
      return confirmed(settled, event.contribution, at, event.docSeq, event.sha256)
    }
    case 'change-declined':
      return settle(state, event.change, { kind: 'declined', at, reason: event.reason })
    case 'change-withdrawn':
      return settle(state, event.change, { kind: 'withdrawn', at })
    case 'confirmation-asked': {
      const asked = Object.fromEntries(event.bridges.map((bridge) => [bridge, { at, until: event.until }]))
      return { ...state, confirmationsAsked: { ...state.confirmationsAsked, ...asked } }
    }
  }
}

/** What the bridge still proposed for a text is settled by what it does next with it. */
export function withdrawn(state: ConferenceState, contribution: Ref, at: Instant): ConferenceState {
  const isOpen = (change: ProposedChange) =>
    change.contribution === contribution && change.state.kind === 'proposed'
  if (!state.changes.some(isOpen)) return state
  return {
    ...state,
    changes: state.changes.map((change) =>
      isOpen(change) ? { ...change, state: { kind: 'withdrawn', at } } : change,
    ),
  }
}

export function changeOf(state: ConferenceState, id: Ref): ProposedChange | undefined {
  return state.changes.find((change) => change.id === id)
}

/** The change that waits for an answer about this contribution. */
export function openChangeOf(state: ConferenceState, contribution: Ref): ProposedChange | undefined {
  return state.changes.find(
    (change) => change.contribution === contribution && change.state.kind === 'proposed',
  )
}

function openChange(state: ConferenceState, id: Ref): ProposedChange | Refused {
  const change = changeOf(state, id)
  if (!change) return refuse('confirmation/unknown-change')
  if (change.state.kind !== 'proposed') return refuse('confirmation/settled')
  return change
}

function settle(state: ConferenceState, id: Ref, next: ChangeState): ConferenceState {
  return {
    ...state,
    changes: state.changes.map((change) => (change.id === id ? { ...change, state: next } : change)),
  }
}
