import type { RefObject } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import { useConference } from '../conference/context.tsx'
import type { EditorHandle } from '../prose/editor-handle.ts'
import { InsertResult } from '../votes/insert-result.tsx'
import { RunningVotes, VoteActs } from '../votes/vote-section.tsx'
import styles from './secretary-page.module.css'

/** The votes at the secretary's desk; beside the conclusion, their results to be written into it. */
export function DeskVotes({
  document,
  editor,
}: {
  readonly document: DocumentId
  readonly editor: RefObject<EditorHandle | null>
}) {
  const { phase } = useConference()
  return (
    <div className={styles.votes}>
      <RunningVotes />
      <VoteActs />
      {document === 'conclusion' && phase !== 'sealed' && (
        <InsertResult onInsert={(sentence) => editor.current?.insert(sentence)} />
      )}
    </div>
  )
}
