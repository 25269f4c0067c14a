import { type RefObject, useState } from 'react'
import type { PublicCommand } from '../../domain/commands.ts'
import { contributionDocument, type DocumentId } from '../../domain/prose.ts'
import type { CommandDone } from '../../domain/protocol.ts'
import { useConnection } from '../conference/context.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import type { EditorHandle } from '../prose/editor-handle.ts'
import { savedSeq } from '../prose/saved-text.ts'
import type { CardView } from './desk-texts.ts'
import { useTexts } from './texts-context.tsx'

export interface Rearranging {
  readonly busy: boolean
  /** Why the last act did not happen; `again` repeats it on the text as it is now. */
  readonly problem: { readonly sentence: string; readonly again: (() => void) | null } | null
  readonly dismiss: () => void
  readonly split: () => Promise<void>
  readonly merge: (earlier: CardView) => Promise<void>
  readonly voidCard: (reason: string) => Promise<void>
}

/**
 * Splits, merges and voids cards. Each names the texts as this page shows them, once all of them is on disk; when a
 * colleague was faster, the person reads again and decides again. `topics` are the card's as this page has asked for
 * them: the new part begins with the same.
 */
export function useRearranging(
  card: CardView,
  topics: readonly string[],
  editor: RefObject<EditorHandle | null>,
  choose: (document: DocumentId) => void,
): Rearranging {
  const connection = useConnection()
  const texts = useTexts()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Rearranging['problem']>(null)
  const { id } = card.contribution

  const seqOf = async (document: DocumentId): Promise<number | null> => {
    const session = texts.hold(document)
    try {
      return await savedSeq(session)
    } finally {
      texts.release(document)
    }
  }
  const attempt = async (
    command: () => Promise<PublicCommand | string>,
    done: (value: CommandDone) => void,
  ): Promise<void> => {
    setBusy(true)
    setProblem(null)
    const asked = await command()
    if (typeof asked === 'string') setProblem({ sentence: asked, again: null })
    else {
      const answer = await connection.command(asked)
      if (answer.ok) done(answer.value)
      else if (answer.code === 'contribution/changed-meanwhile')
        setProblem({ sentence: words.secretary.changed, again: () => void attempt(command, done) })
      else setProblem({ sentence: sentenceOf(answer), again: null })
    }
    setBusy(false)
  }

  return {
    busy,
    problem,
    dismiss: () => setProblem(null),
    split: () =>
      attempt(
        async () => {
          const docSeq = await seqOf(card.document)
          if (docSeq === null) return words.secretary.notSaved
          const block = editor.current?.caretBlock() ?? 0
          if (block === 0) return words.secretary.splitAtFirst
          return {
            type: 'contribution/split',
            contribution: id,
            docSeq,
            cuts: [{ block, topics: [...topics] }],
          }
        },
        // The part from the caret on is what the secretary goes on with.
        ({ first }) => first !== null && choose(contributionDocument(first + 1)),
      ),
    merge: (earlier) =>
      attempt(
        async () => {
          const [before, after] = await Promise.all([seqOf(earlier.document), seqOf(card.document)])
          if (before === null || after === null) return words.secretary.notSaved
          return {
            type: 'contribution/merge',
            contributions: [
              { contribution: earlier.contribution.id, docSeq: before },
              { contribution: id, docSeq: after },
            ],
          }
        },
        ({ first }) => first !== null && choose(contributionDocument(first)),
      ),
    voidCard: (reason) =>
      attempt(
        async () => {
          if ((await seqOf(card.document)) === null) return words.secretary.notSaved
          return { type: 'contribution/void', contribution: id, reason }
        },
        () => {},
      ),
  }
}
