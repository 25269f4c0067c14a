import Type, { type Static } from 'typebox'
import { contributionOf } from './contributions.ts'
import { type DocumentId, subjectOf } from './prose.ts'
import { type Refused, refuse } from './refusal.ts'
import type { Actor } from './rights.ts'
import type { ConferenceState } from './state.ts'
import { Passage, Ref, Title } from './text.ts'
import type { Instant } from './time.ts'

/** A remark beside a text, with the words that it is about. */
export interface Comment {
  readonly id: Ref
  readonly document: DocumentId
  readonly author: string
  readonly quote: string
  readonly text: string
  readonly at: Instant
  readonly resolvedAt: Instant | null
}

/** One person keeps a text for a while; it ends by itself. */
export interface TextLock {
  readonly person: string
  readonly name: string
  readonly until: Instant
}

/** The longest that a text can be kept without asking again, in seconds. */
export const LONGEST_LOCK_SECONDS = 1800

export type ReviewEvent =
  | {
      readonly type: 'comment-added'
      readonly document: DocumentId
      readonly author: string
      readonly quote: string
      readonly text: string
    }
  | { readonly type: 'comment-resolved'; readonly comment: Ref }
  /** Also a takeover from whoever held it before. */
  | {
      readonly type: 'text-locked'
      readonly document: DocumentId
      readonly person: string
      readonly name: string
      readonly until: Instant
    }
  | { readonly type: 'text-unlocked'; readonly document: DocumentId }
  /** An older state of the text became its newest, as update `docSeq`. */
  | {
      readonly type: 'text-restored'
      readonly document: DocumentId
      readonly fromSeq: number
      readonly docSeq: number
    }
  /** The opening or the closing was written from the log. */
  | { readonly type: 'record-drafted'; readonly document: 'opening' | 'conclusion'; readonly docSeq: number }

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const Document = Type.Unsafe<DocumentId>(Type.String({ pattern: '^(opening|conclusion|c[1-9][0-9]{0,15})$' }))
const Record = Type.Union([Type.Literal('opening'), Type.Literal('conclusion')])
const Seq = Type.Integer({ minimum: 0 })

export const reviewCommands = [
  object({
    type: Type.Literal('review/comment'),
    document: Document,
    quote: Passage,
    text: Title,
  }),
  object({ type: Type.Literal('review/resolve'), comment: Ref }),
  object({
    type: Type.Literal('review/lock'),
    document: Document,
    seconds: Type.Integer({ minimum: 10, maximum: LONGEST_LOCK_SECONDS }),
    /** Whoever holds it loses it. */
    takeOver: Type.Boolean(),
  }),
  object({ type: Type.Literal('review/unlock'), document: Document }),
  /** `docSeq` is the text that the person saw, `fromSeq` the older state that it becomes again. */
  object({ type: Type.Literal('review/restore'), document: Document, fromSeq: Seq, docSeq: Seq }),
  /** Writes the opening or the closing from the log where nobody has written it. */
  object({ type: Type.Literal('review/draft'), document: Record }),
] as const

const Current = object({ seq: Seq, empty: Type.Boolean() })
export const reviewServerCommands = [
  object({
    type: Type.Literal('review/restore-read'),
    document: Document,
    fromSeq: Seq,
    docSeq: Seq,
    current: Current,
  }),
  object({ type: Type.Literal('review/draft-read'), document: Record, current: Current }),
] as const
export type ReviewCommand =
  | Static<(typeof reviewCommands)[number]>
  | Static<(typeof reviewServerCommands)[number]>

export function decideReview(
  state: ConferenceState,
  command: ReviewCommand,
  actor: Actor,
  now: Instant,
): readonly ReviewEvent[] | Refused {
  if (state.phase === 'sealed') return refuse('conference/sealed')
  if (command.type === 'review/resolve') {
    const comment = state.comments.find((held) => held.id === command.comment)
    if (!comment) return refuse('review/unknown-comment')
    return comment.resolvedAt === null ? [{ type: 'comment-resolved', comment: comment.id }] : []
  }
  const { document } = command
  const subject = subjectOf(state, document)
  if (!subject) return refuse('review/unknown-document')
  switch (command.type) {
    case 'review/comment': {
      const author = actor.kind === 'person' ? actor.name : ''
      const { quote, text } = command
      return [{ type: 'comment-added', document, author, quote, text }]
    }
    case 'review/lock': {
      if (actor.kind !== 'person') return refuse('access/not-allowed')
      const locked = command.takeOver ? undefined : lockedFor(state, [document], actor, now)
      if (locked) return locked
      const { person, name } = actor
      return [{ type: 'text-locked', document, person, name, until: now + command.seconds * 1000 }]
    }
    case 'review/unlock': {
      if (!lockOn(state, document, now)) return []
      return lockedFor(state, [document], actor, now) ?? [{ type: 'text-unlocked', document }]
    }
    case 'review/restore':
    case 'review/draft':
      return refuse('command/malformed', { what: 'unread text' })
    case 'review/restore-read': {
      const { fromSeq, docSeq, current } = command
      const held = subject.kind === 'contribution' ? contributionOf(state, subject.id) : undefined
      if (held && held.standing.kind !== 'standing') return refuse('contribution/replaced')
      const locked = lockedFor(state, [document], actor, now)
      if (locked) return locked
      if (current.seq !== docSeq) return refuse('contribution/changed-meanwhile')
      if (fromSeq >= current.seq) return refuse('review/no-older-text')
      return [{ type: 'text-restored', document, fromSeq, docSeq: current.seq + 1 }]
    }
    case 'review/draft-read': {
      if (!command.current.empty) return refuse('review/not-empty')
      return [{ type: 'record-drafted', document: command.document, docSeq: command.current.seq + 1 }]
    }
  }
}

/** A text that somebody keeps is neither changed nor taken away by anybody else. */
export function lockedFor(
  state: ConferenceState,
  documents: readonly DocumentId[],
  actor: Actor,
  now: Instant,
): Refused | undefined {
  for (const document of documents) {
    const lock = lockOn(state, document, now)
    const isTheirs = actor.kind === 'person' && actor.person === lock?.person
    if (lock && !isTheirs) return refuse('review/locked', { name: lock.name })
  }
  return undefined
}

/** Who keeps a text at this moment. */
export function lockOn(state: ConferenceState, document: string, now: Instant): TextLock | null {
  const held = Object.hasOwn(state.locks, document) ? state.locks[document] : undefined
  return held && held.until > now ? held : null
}

export function evolveReview(
  state: ConferenceState,
  event: ReviewEvent,
  seq: Ref,
  at: Instant,
): ConferenceState {
  switch (event.type) {
    case 'comment-added': {
      const { document, author, quote, text } = event
      const comment: Comment = { id: seq, document, author, quote, text, at, resolvedAt: null }
      return { ...state, comments: [...state.comments, comment] }
    }
    case 'comment-resolved':
      return {
        ...state,
        comments: state.comments.map((held) =>
          held.id === event.comment ? { ...held, resolvedAt: at } : held,
        ),
      }
    case 'text-locked': {
      const { person, name, until } = event
      return { ...state, locks: { ...state.locks, [event.document]: { person, name, until } } }
    }
    case 'text-unlocked': {
      const { [event.document]: _, ...locks } = state.locks
      return { ...state, locks }
    }
    case 'text-restored':
    case 'record-drafted':
      return state
  }
}
