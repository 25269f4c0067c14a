import { type RefObject, useState } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import { useMay } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import type { EditorHandle } from '../prose/editor-handle.ts'
import type { CardView } from './desk-texts.ts'
import styles from './sheet.module.css'
import { useDeskKeys } from './use-desk-keys.ts'
import { useRearranging } from './use-rearranging.ts'
import { VoidCard } from './void-card.tsx'

/** What can be done with a card as a whole: split it at the caret, merge it into the one before, void a blank one. */
export function CardActs({
  card,
  topics,
  earlier,
  isBlank,
  editor,
  onChoose,
}: {
  readonly card: CardView
  readonly topics: readonly string[]
  /** The card that this one can be merged into. */
  readonly earlier: CardView | null
  readonly isBlank: boolean
  readonly editor: RefObject<EditorHandle | null>
  readonly onChoose: (document: DocumentId) => void
}) {
  const may = useMay()
  const rearranging = useRearranging(card, topics, editor, onChoose)
  const [asks, setAsks] = useState<'merge' | 'void' | null>(null)
  const { busy, problem } = rearranging
  const isFree = card.turn?.state.kind !== 'speaking' && may('contribution/rearrange')
  const canSplit = isFree && !isBlank && !busy
  const canMerge = isFree && earlier !== null && !busy
  useDeskKeys({
    'Alt+KeyX': canSplit ? () => void rearranging.split() : null,
    'Alt+KeyG': canMerge ? () => setAsks('merge') : null,
  })
  if (!isFree) return null
  return (
    <>
      {problem && (
        <Notice onDismiss={rearranging.dismiss}>
          {problem.sentence}{' '}
          {problem.again && (
            <Button size="small" onPress={problem.again}>
              {words.secretary.again}
            </Button>
          )}
        </Notice>
      )}
      <div className={styles.acts}>
        <Button
          size="small"
          keys="Alt X"
          aria-keyshortcuts="Alt+X"
          isDisabled={!canSplit}
          isPending={busy}
          onPress={() => void rearranging.split()}
        >
          {words.secretary.split}
        </Button>
        {earlier && (
          <Button
            size="small"
            keys="Alt G"
            aria-keyshortcuts="Alt+G"
            isDisabled={busy}
            onPress={() => setAsks('merge')}
          >
            {words.secretary.merge}
          </Button>
        )}
        {isBlank && (
          <Button size="small" tone="quiet" isDisabled={busy} onPress={() => setAsks('void')}>
            {words.secretary.voidCard}
          </Button>
        )}
      </div>
      {earlier && (
        <Confirmation
          title={words.secretary.mergeTitle(earlier.ordinal)}
          consequences={[
            words.secretary.mergeWhat(card.bridge, earlier.ordinal, card.ordinal),
            words.secretary.mergeTopics,
            words.secretary.mergeConfirm,
            words.secretary.mergeBack,
          ]}
          act={words.secretary.mergeAct}
          isOpen={asks === 'merge'}
          onClose={() => setAsks(null)}
          onConfirm={() => rearranging.merge(earlier)}
        />
      )}
      <VoidCard
        ordinal={card.ordinal}
        isOpen={asks === 'void'}
        onClose={() => setAsks(null)}
        onVoid={rearranging.voidCard}
      />
    </>
  )
}
