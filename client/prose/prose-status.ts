import type * as Y from 'yjs'
import type { ProseColleague, ProseRefusalCode } from '../../domain/prose-messages.ts'
import type { LostText } from './unsent-store.ts'

/** Where what was written stands. */
export type ProseStatus =
  /** The text has not come yet. */
  | { readonly kind: 'opening' }
  /** All is on disk at the server; `at` (ms since the Unix epoch) is when the last of it was, null if nothing was written here. */
  | { readonly kind: 'saved'; readonly at: number | null }
  | { readonly kind: 'saving' }
  /** The server cannot be reached or cannot store; `unsent` updates wait on this device. */
  | { readonly kind: 'offline'; readonly unsent: number }
  /** The server would not open the text or store what was written: `text` is what it did not take. */
  | { readonly kind: 'refused'; readonly code: ProseRefusalCode; readonly text: string }
  | { readonly kind: 'read-only'; readonly sealed: boolean }

/** What a page shows of one text at one moment. Replaced, never changed. */
export interface ProseSnapshot {
  /** The text to bind an editor to; another object after something was refused, null while there is none. */
  readonly doc: Y.Doc | null
  readonly editable: boolean
  readonly status: ProseStatus
  /** The number of the last update of the text that this page shows together with all before it. */
  readonly seq: number
  /** The others who have the text open. */
  readonly colleagues: readonly ProseColleague[]
  /** What was written too late for the minutes, to be offered as a correction; empty when there is none. */
  readonly late: string
}

export interface ProseFacts {
  readonly opened: boolean
  readonly access: 'write' | 'read' | 'sealed' | null
  readonly reachable: boolean
  readonly unsent: number
  readonly savedAt: number | null
  /** The server would not open the text. */
  readonly shut: LostText | null
  /** The server would not store what was written, and it was taken out of the text. */
  readonly lost: LostText | null
}

export function statusOf(facts: ProseFacts): ProseStatus {
  const { shut, lost, access, unsent } = facts
  if (shut) return { kind: 'refused', ...shut }
  if (lost && lost.code !== 'prose/sealed') return { kind: 'refused', ...lost }
  if (!facts.reachable && (facts.opened || unsent > 0)) return { kind: 'offline', unsent }
  if (!facts.opened) return { kind: 'opening' }
  if (unsent > 0) return { kind: 'saving' }
  if (access !== 'write') return { kind: 'read-only', sealed: access === 'sealed' }
  return { kind: 'saved', at: facts.savedAt }
}
