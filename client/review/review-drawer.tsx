import { type KeyboardEvent, useId, useState, useSyncExternalStore } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
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
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
  }
  return (
    <aside className={styles.drawer} aria-labelledby={heading} onKeyDown={pressed}>
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
          <HistoryList document={document} bridge={bridge} seq={seq} />
        </TabPanel>
      </Tabs>
    </aside>
  )
}
