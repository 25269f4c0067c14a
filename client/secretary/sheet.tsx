import { useState, useSyncExternalStore } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import { ProposedChange } from '../confirmation/proposed-change.tsx'
import { Notice } from '../design/notice.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import { Editor } from '../prose/editor.tsx'
import type { ProseSession } from '../prose/prose-session.ts'
import { writersOf, writingLine } from './colleague-names.ts'
import { confirmationOf, tones } from './confirmation.ts'
import { Corrections } from './corrections.tsx'
import { type CardView, editorLabel } from './desk-texts.ts'
import { FactsRow } from './facts-row.tsx'
import { KeptText } from './kept-text.tsx'
import styles from './sheet.module.css'
import { TextState } from './text-state.tsx'
import { useText } from './texts-context.tsx'
import { TopicChips } from './topic-chips.tsx'
import type { Classification } from './use-classification.ts'

export interface SheetProps {
  readonly document: DocumentId
  /** The contribution; undefined for the opening and the conclusion. */
  readonly card: CardView | undefined
  /** Puts the caret into the text as soon as it is there. */
  readonly autoFocus: boolean
  readonly classification: Classification
}

/** The chosen text with what the log says of it. Drawn anew for each text. */
export function Sheet({ document, card, autoFocus, classification }: SheetProps) {
  const session = useText(document)
  const title = card ? words.secretary.title(card.ordinal, card.bridge) : titleOf(document)
  return (
    <section className={styles.sheet} aria-label={title}>
      <header className={styles.top}>
        <h1>{title}</h1>
        <FactsRow document={document} card={card} />
        {card && <TopicChips classification={classification} />}
        {classification.problem && (
          <Notice onDismiss={classification.dismiss}>{classification.problem}</Notice>
        )}
      </header>
      {session ? (
        <Text document={document} card={card} session={session} autoFocus={autoFocus} />
      ) : (
        <div className={styles.text} />
      )}
    </section>
  )
}

function Text({
  document,
  card,
  session,
  autoFocus,
}: Pick<SheetProps, 'document' | 'card' | 'autoFocus'> & { readonly session: ProseSession }) {
  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot)
  const [focusAtFirst] = useState(autoFocus)
  const [tooLong, setTooLong] = useState(false)
  const { status, doc, colleagues, seq } = snapshot
  const writing = writersOf(colleagues)
  return (
    <>
      <div className={styles.text} aria-busy={doc === null}>
        <KeptText session={session} snapshot={snapshot} contribution={card?.contribution} />
        {card && <ProposedChange contribution={card.contribution.id} doc={doc} seq={seq} />}
        {tooLong && <Notice onDismiss={() => setTooLong(false)}>{words.secretary.tooLong}</Notice>}
        {doc === null && status.kind === 'opening' && (
          <p className={styles.loading}>{words.secretary.loading}</p>
        )}
        <Editor
          session={session}
          label={editorLabel(document, card)}
          autoFocus={focusAtFirst}
          onTooLong={() => setTooLong(true)}
        />
        {card && <Corrections contribution={card.contribution.id} />}
      </div>
      <footer className={styles.foot}>
        <TextState status={status} />
        {status.kind === 'offline' && <span>{words.secretary.offlineWhat}</span>}
        {card && doc && status.kind !== 'offline' && <Confirmed card={card} seq={seq} />}
        {writing.length > 0 && <Tag tone="attention">{writingLine(writing, false)}</Tag>}
      </footer>
    </>
  )
}

function Confirmed({ card, seq }: { readonly card: CardView; readonly seq: number }) {
  const { contribution, turn } = card
  if (turn?.state.kind === 'speaking') return null
  const kind = confirmationOf(contribution, seq)
  const { confirmation } = contribution
  return (
    <span className={styles.confirmed}>
      <Tag tone={tones[kind]}>{words.secretary.confirmation[kind]}</Tag>
      {confirmation.kind === 'confirmed' && (
        <span>{words.secretary.confirmedAt(clockTime(confirmation.at))}</span>
      )}
    </span>
  )
}

function titleOf(document: DocumentId): string {
  return document === 'opening' ? words.secretary.openingTitle : words.secretary.conclusionTitle
}
