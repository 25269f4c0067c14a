import { Tag, type TagTone } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import type { ProseStatus } from '../prose/prose-status.ts'
import type { PageState } from './page-state.ts'
import styles from './text-state.module.css'
import { usePageState } from './texts-context.tsx'

/** Whether a text is on disk; “đã lưu” only once the server has said so. */
export function TextState({ status }: { readonly status: ProseStatus }) {
  const { tone, line } = said(status)
  return (
    <div role="status" aria-label={words.secretary.state} className={styles.state}>
      {tone === null ? <span className={styles.plain}>{line}</span> : <Tag tone={tone}>{line}</Tag>}
    </div>
  )
}

/** The same for everything that was written on this page. */
export function PageSaved() {
  const state = usePageState()
  const { tone, line } = saidOfPage(state)
  return (
    <div role="status" aria-label={words.secretary.stateOfPage} className={styles.state}>
      {tone === null ? <span className={styles.plain}>{line}</span> : <Tag tone={tone}>{line}</Tag>}
    </div>
  )
}

interface Said {
  readonly tone: TagTone | null
  readonly line: string
}

function said(status: ProseStatus): Said {
  switch (status.kind) {
    case 'opening':
      return { tone: null, line: words.secretary.loading }
    case 'saved':
      // Nothing was written here: there is nothing that could have been saved.
      if (status.at === null) return { tone: null, line: words.secretary.same }
      return { tone: 'kept', line: words.secretary.saved(clockTime(status.at)) }
    case 'saving':
      return { tone: null, line: words.secretary.saving }
    case 'offline':
      return { tone: 'need', line: words.secretary.offline(status.unsent) }
    case 'refused':
      return { tone: 'need', line: words.secretary.refused }
    case 'read-only':
      return { tone: 'plain', line: status.sealed ? words.secretary.sealed : words.secretary.readOnly }
  }
}

function saidOfPage(state: PageState): Said {
  if (state.kind === 'refused') return { tone: 'need', line: words.secretary.refused }
  if (state.kind === 'offline') return { tone: 'need', line: words.secretary.offlinePage(state.unsent) }
  if (state.kind !== 'saved') return said(state)
  if (state.at === null) return { tone: null, line: words.secretary.nothingWaits }
  return { tone: 'kept', line: words.secretary.allSaved(clockTime(state.at)) }
}
