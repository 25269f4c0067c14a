import { type RefObject, useState } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import { words } from '../messages/catalogue.ts'
import type { EditorHandle } from '../prose/editor-handle.ts'
import { ReviewButton } from '../review/review-button.tsx'
import { ReviewDrawer } from '../review/review-drawer.tsx'
import type { CardView } from './desk-texts.ts'
import styles from './secretary-page.module.css'
import { useText } from './texts-context.tsx'
import { useDeskKeys } from './use-desk-keys.ts'

interface DeskReviewProps {
  readonly document: DocumentId
  /** The contribution; undefined for the opening and the conclusion. */
  readonly card: CardView | undefined
  readonly editor: RefObject<EditorHandle | null>
}

/** The review of the chosen text; it stays open while one goes from card to card. */
export function DeskReview(props: DeskReviewProps) {
  const [isOpen, setOpen] = useState(false)
  const toggle = () => setOpen(!isOpen)
  useDeskKeys({ 'Alt+KeyR': toggle })
  return (
    <div className={styles.review}>
      <ReviewButton document={props.document} isOpen={isOpen} keys="Alt R" onPress={toggle} />
      {isOpen && <Drawer key={props.document} {...props} onClose={() => setOpen(false)} />}
    </div>
  )
}

function Drawer({ document, card, editor, onClose }: DeskReviewProps & { readonly onClose: () => void }) {
  const session = useText(document)
  if (!session) return null
  const record = document === 'conclusion' ? words.secretary.conclusionTitle : words.secretary.openingTitle
  return (
    <ReviewDrawer
      document={document}
      bridge={card?.contribution.bridge ?? null}
      title={card ? words.secretary.title(card.ordinal, card.bridge) : record}
      session={session}
      onFind={(quote) => editor.current?.showMatch(quote, 0)}
      onClose={() => {
        onClose()
        editor.current?.focus()
      }}
    />
  )
}
