import { randomUUID } from 'node:crypto'
import * as Y from 'yjs'
import { MAX_DOCUMENT_LENGTH, type ProseNode, plainText } from '../../domain/prose.ts'
import type { Actor } from '../../domain/rights.ts'
import type { Conferences } from '../log/conferences.ts'
import { updateTowards } from './prose-write.ts'
import type { Texts } from './texts.ts'

/** What became of the words of an attached file. */
export type AttachedWords =
  /** They are the text of the opinion now. */
  | { readonly kind: 'placed' }
  /** There is a text already, or the person may not write it: the words are for them to use. */
  | { readonly kind: 'offered'; readonly words: string }
  /** None was found: a scanned page, most likely. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'too-long' }

/** Puts paragraphs into a text that says nothing yet, in the name of whoever attached them, where that one may write. */
export async function placeWords(
  parts: { readonly conferences: Conferences; readonly texts: Texts },
  of: { readonly conference: string; readonly document: string; readonly actor: Actor },
  paragraphs: readonly string[] | null,
): Promise<AttachedWords> {
  if (paragraphs === null) return { kind: 'unreadable' }
  if (paragraphs.length === 0) return { kind: 'none' }
  const words = paragraphs.join('\n')
  if (words.length > MAX_DOCUMENT_LENGTH) return { kind: 'too-long' }
  const { conference, document, actor } = of
  const offered = { kind: 'offered', words } as const
  const present = plainText(await parts.texts.json(conference, document)).trim()
  // The same act sent again.
  if (present === words) return { kind: 'placed' }
  if (present !== '' || actor.kind !== 'person') return offered
  const stateVector = Y.encodeStateVector(new Y.Doc())
  const { client, update } = await parts.texts.open(conference, document, {
    author: actor.person,
    stateVector,
  })
  if (client === null) return offered
  const written = await parts.conferences.prose(
    {
      conference,
      document,
      updateId: `attached-${randomUUID()}`,
      author: actor.person,
      update: updateTowards(update, contentOf(paragraphs), client),
    },
    actor,
  )
  return written.kind === 'stored' ? { kind: 'placed' } : offered
}

function contentOf(paragraphs: readonly string[]): ProseNode {
  return { type: 'doc', content: paragraphs.map((text) => ({ type: 'paragraph', content: lines(text) })) }
}

function lines(text: string): readonly ProseNode[] {
  return text
    .split('\n')
    .flatMap((line, index) => [
      ...(index > 0 ? [{ type: 'hard_break' }] : []),
      ...(line === '' ? [] : [{ type: 'text', text: line }]),
    ])
}
