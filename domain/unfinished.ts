import { contributionOf } from './contributions.ts'
import { type DocumentId, documentsOf, type ProseNode, plainText, subjectOf } from './prose.ts'
import { lockOn } from './review.ts'
import type { ConferenceState } from './state.ts'
import type { Instant } from './time.ts'

/** A blank that a phrase left to be filled in: `‹nội dung›`. It is plain text like any other. */
export const BLANK = /‹[^‹›\n]{1,60}›/gu

/** A text of the minutes with which something is not done, and what. */
export interface UnfinishedText {
  readonly document: DocumentId
  /** The blanks that stand in it, in its order. */
  readonly blanks: readonly string[]
  /** It says nothing; `only-files` where files came with it. */
  readonly empty: 'no' | 'yes' | 'only-files'
  /** Who keeps it at this moment; null when nobody does. */
  readonly keptBy: string | null
}

/**
 * The texts that will stand in the minutes with something left to do, in the order of the minutes. A warning before
 * the seal, not a rule: what is not in `texts` has not been read yet and is judged by its lock alone.
 */
export function unfinished(
  state: ConferenceState,
  texts: ReadonlyMap<DocumentId, ProseNode>,
  now: Instant,
): readonly UnfinishedText[] {
  return documentsOf(state).flatMap((document) => {
    const prose = texts.get(document)
    const words = prose && plainText(prose)
    const blanks = words?.match(BLANK) ?? []
    const empty =
      words === undefined || words.trim() !== '' ? 'no' : hasFiles(state, document) ? 'only-files' : 'yes'
    const keptBy = lockOn(state, document, now)?.name ?? null
    return blanks.length > 0 || empty !== 'no' || keptBy !== null ? [{ document, blanks, empty, keptBy }] : []
  })
}

function hasFiles(state: ConferenceState, document: DocumentId): boolean {
  const subject = subjectOf(state, document)
  const held = subject?.kind === 'contribution' ? contributionOf(state, subject.id) : undefined
  return (held?.attachments.length ?? 0) > 0
}
