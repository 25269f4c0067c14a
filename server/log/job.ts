import type { Command } from '../../domain/commands.ts'
import type { Refused } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/rights.ts'
import type { ProseRefusal, ProseUpdate } from './text-stage.ts'

/** The answer to a command: the numbers of the entries that it led to (null when nothing had to change). */
export type CommandResult =
  | { readonly kind: 'accepted'; readonly first: number | null; readonly last: number | null }
  | Refused
  | { readonly kind: 'refused'; readonly code: 'command/id-taken' }

export type ProseResult =
  | { readonly kind: 'stored'; readonly seq: number; readonly at: number }
  | { readonly kind: 'refused'; readonly code: ProseRefusal }

export interface CommandJob {
  readonly kind: 'command'
  readonly conference: string
  /** Unique per conference; a retry carries the same one. */
  readonly id: string
  readonly actor: Actor
  readonly command: Command
  /** Kept until the database answers, however long that takes. */
  readonly urgent: boolean
}

export interface ProseJob {
  readonly kind: 'prose'
  readonly conference: string
  readonly actor: Actor
  readonly update: ProseUpdate
}

export type Job = CommandJob | ProseJob

/** One string per actor, for comparing who sent a command. */
export function actorKey(actor: Actor): string {
  if (actor.kind === 'person') return `person:${actor.person}`
  if (actor.kind === 'hall') return `hall:${actor.bridge}:${actor.device}`
  return 'system'
}

/** What a command that is stored under an id answers to whoever sends that id again. */
export function storedResult(
  stored: { readonly actor: string; readonly result: unknown },
  actor: Actor,
): CommandResult {
  return stored.actor === actorKey(actor)
    ? (stored.result as CommandResult)
    : { kind: 'refused', code: 'command/id-taken' }
}
