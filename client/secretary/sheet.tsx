import { type RefObject, useState } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import type { EditorHandle } from '../prose/editor-handle.ts'
import { TurnPlayer } from '../recording/turn-player.tsx'
import type { CardView } from './desk-texts.ts'
import { FactsRow } from './facts-row.tsx'
import { originLine } from './origin-line.ts'
import styles from './sheet.module.css'
import { SheetText } from './sheet-text.tsx'
import { useText } from './texts-context.tsx'
import { TopicChips } from './topic-chips.tsx'
import type { Classification } from './use-classification.ts'

export interface SheetProps {
  readonly document: DocumentId
  /** The contribution; undefined for the opening and the conclusion. */
  readonly card: CardView | undefined
  /** The card that this one can be merged into. */
  readonly earlier: CardView | null
  /** Puts the caret into the text as soon as it is there. */
  readonly autoFocus: boolean
  readonly classification: Classification
  /** The text's editor while it is there. */
  readonly editor: RefObject<EditorHandle | null>
  readonly onEditor: (document: DocumentId, handle: EditorHandle | null) => void
  readonly onChoose: (document: DocumentId) => void
}

/** The chosen text with what the log says of it. Drawn anew for each text. */
export function Sheet(props: SheetProps) {
  const { document, card, classification } = props
  const session = useText(document)
  const [focusAtFirst] = useState(props.autoFocus)
  const title = card ? words.secretary.title(card.ordinal, card.bridge) : titleOf(document)
  return (
    <section className={styles.sheet} aria-label={title}>
      <header className={styles.top}>
        <h1>{title}</h1>
        {card?.origin && <p className={styles.origin}>{originLine(card.origin)}</p>}
        <FactsRow document={document} card={card} />
        {card && <TopicChips classification={classification} />}
        {card && <TurnPlayer contribution={card.contribution.id} />}
        {classification.problem && (
          <Notice onDismiss={classification.dismiss}>{classification.problem}</Notice>
        )}
      </header>
      {session ? (
        <SheetText {...props} session={session} autoFocus={focusAtFirst} />
      ) : (
        <div className={styles.text} />
      )}
    </section>
  )
}

function titleOf(document: DocumentId): string {
  if (document === 'opening') return words.secretary.openingTitle
  // A contribution without a card is on its way.
  return document === 'conclusion' ? words.secretary.conclusionTitle : words.secretary.loading
}
