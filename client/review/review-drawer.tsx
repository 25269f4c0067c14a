import { type RefObject, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { createPortal } from 'react-dom'
import type { DocumentId } from '../../domain/prose.ts'
import { Button } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'
import type { ProseSession } from '../prose/prose-session.ts'
import { Comments } from './comments.tsx'
import { HistoryList } from './history-list.tsx'
import styles from './review.module.css'

/** What was remarked on a text and how it came to be, beside the text, which can be written in meanwhile. */
export function ReviewDrawer({
  document,
  bridge,
  title,
  session,
  onFind,
  onClose,
}: {
  readonly document: DocumentId
  /** Of a contribution; null for the opening and the conclusion. */
  readonly bridge: string | null
  /** What the text is called. */
  readonly title: string
  readonly session: ProseSession
  readonly onFind?: (quote: string) => void
  readonly onClose: () => void
}) {
  const { seq } = useSyncExternalStore(session.subscribe, session.getSnapshot)
  const [tab, setTab] = useState<string>('comments')
  const heading = useId()
  const drawer = useRef<HTMLElement>(null)
  useEscape(drawer, onClose)
  // Not within the text's own frame, whose styles it does not follow.
  return createPortal(
    <aside ref={drawer} className={styles.drawer} aria-labelledby={heading}>
      <header className={styles.head}>
        <h2 id={heading}>{words.review.title(title)}</h2>
        <Button tone="quiet" onPress={onClose}>
          {words.review.close}
        </Button>
      </header>
      <Tabs className={styles.tabs ?? ''} selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
        <TabList className={styles.tabList ?? ''} aria-label={words.review.open}>
          {(['comments', 'history'] as const).map((id) => (
            <Tab key={id} id={id} className={styles.tab ?? ''}>
              {words.review.tabs[id]}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="comments" className={styles.panel ?? ''}>
          <Comments document={document} bridge={bridge} onFind={onFind} />
        </TabPanel>
        <TabPanel id="history" className={styles.panel ?? ''}>
          <HistoryList document={document} seq={seq} />
        </TabPanel>
      </Tabs>
    </aside>,
    globalThis.document.body,
  )
}

/** Escape closes it from wherever the focus is inside, never together with a window over it. */
function useEscape(drawer: RefObject<HTMLElement | null>, close: () => void): void {
  const current = useRef(close)
  current.current = close
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return
      if (drawer.current?.contains(document.activeElement)) current.current()
    }
    // Before what holds the focus, which may keep the key for itself.
    addEventListener('keydown', pressed, { capture: true })
    return () => removeEventListener('keydown', pressed, { capture: true })
  }, [drawer])
}
