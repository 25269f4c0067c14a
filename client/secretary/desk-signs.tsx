import { useSyncExternalStore } from 'react'
import { words } from '../messages/catalogue.ts'
import type { ProseSession } from '../prose/prose-session.ts'
import { namesOf } from './colleague-names.ts'
import styles from './secretary-page.module.css'
import { PageSaved } from './text-state.tsx'
import { useText } from './texts-context.tsx'

/** In the top bar: who else is at the desk, and whether everything is on disk. */
export function DeskSigns() {
  // Every secretary's page has the opening open: who has it open is at the desk.
  const session = useText('opening')
  return (
    <div className={styles.signs}>
      {session && <Deskmates session={session} />}
      <PageSaved />
    </div>
  )
}

function Deskmates({ session }: { readonly session: ProseSession }) {
  const { colleagues } = useSyncExternalStore(session.subscribe, session.getSnapshot)
  const names = namesOf(colleagues)
  return (
    <span className={styles.deskmates}>
      {names.length > 0 ? words.secretary.deskmates(names.join(', ')) : words.secretary.alone}
    </span>
  )
}
