import { useMemo, useState, useSyncExternalStore } from 'react'
import { AttachedFiles } from '../attachments/attached-files.tsx'
import { useConference } from '../conference/context.tsx'
import { useEditorAids } from '../conference/editor-aids.ts'
import { ProposedChange } from '../confirmation/proposed-change.tsx'
import { Notice } from '../design/notice.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import { Editor } from '../prose/editor.tsx'
import type { ProseSession } from '../prose/prose-session.ts'
import { CardActs } from './card-acts.tsx'
import { writersOf, writingLine } from './colleague-names.ts'
import { confirmationOf, tones } from './confirmation.ts'
import { Corrections } from './corrections.tsx'
import { type CardView, editorLabel } from './desk-texts.ts'
import { firstWords } from './first-words.ts'
import { KeptText } from './kept-text.tsx'
import { originDocuments } from './origins.ts'
import styles from './sheet.module.css'
import type { SheetProps } from './sheet.tsx'
import { TextKeep } from './text-keep.tsx'
import { TextState } from './text-state.tsx'
import { useText } from './texts-context.tsx'

/** The text of a sheet, with everything that can be done with it. */
export function SheetText({
  document,
  card,
  earlier,
  classification,
  session,
  autoFocus,
  editor,
  onEditor,
  onChoose,
}: SheetProps & { readonly session: ProseSession }) {
  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot)
  const aids = useEditorAids(card)
  const [tooLong, setTooLong] = useState(false)
  const { status, doc, colleagues, seq } = snapshot
  const writing = writersOf(colleagues)
  const isBlank = doc !== null && firstWords(doc, 1) === ''
  return (
    <>
      <div className={styles.text} aria-busy={doc === null} data-review-text={document}>
        <KeptText session={session} snapshot={snapshot} contribution={card?.contribution} />
        {card && <KeptOfOrigins card={card} />}
        {card && <ProposedChange contribution={card.contribution.id} doc={doc} seq={seq} />}
        {tooLong && <Notice onDismiss={() => setTooLong(false)}>{words.secretary.tooLong}</Notice>}
        {doc === null && status.kind === 'opening' && (
          <p className={styles.loading}>{words.secretary.loading}</p>
        )}
        <Editor
          session={session}
          label={editorLabel(document, card)}
          autoFocus={autoFocus}
          aids={aids}
          onReady={(handle) => onEditor(document, handle)}
          onTooLong={() => setTooLong(true)}
        />
        {card && <AttachedFiles contribution={card.contribution} />}
        {card && <Corrections contribution={card.contribution.id} />}
      </div>
      <footer className={styles.foot}>
        {card && (
          <CardActs
            card={card}
            topics={classification.topics}
            earlier={earlier}
            isBlank={isBlank}
            editor={editor}
            onChoose={onChoose}
          />
        )}
        <TextKeep document={document} bridge={card?.contribution.bridge ?? null} />
        <span className={styles.states}>
          {writing.length > 0 && <Tag tone="attention">{writingLine(writing, false)}</Tag>}
          {status.kind === 'offline' && <span>{words.secretary.offlineWhat}</span>}
          {card && doc && status.kind !== 'offline' && <Confirmed card={card} seq={seq} />}
          <TextState status={status} />
        </span>
      </footer>
    </>
  )
}

/** What was still being typed into a text while a colleague split or merged it stays in sight on its heir. */
function KeptOfOrigins({ card }: { readonly card: CardView }) {
  const state = useConference()
  const { contribution } = card
  const documents = useMemo(() => originDocuments(state, contribution), [state, contribution])
  return documents.map((document) => <KeptOfOrigin key={document} document={document} />)
}

function KeptOfOrigin({ document }: { readonly document: string }) {
  const session = useText(document)
  return session && <Kept session={session} />
}

function Kept({ session }: { readonly session: ProseSession }) {
  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot)
  const { status } = snapshot
  if (status.kind !== 'refused' || status.text === '') return null
  return <KeptText session={session} snapshot={snapshot} contribution={undefined} />
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
