import type { Commands } from '../conference/use-command.ts'
import { Notice } from '../design/notice.tsx'
import styles from './chair-page.module.css'

/** Why an act was refused, over the desk rather than in it: nothing that the chair aims at may move. */
export function Problem({ commands }: { readonly commands: Pick<Commands, 'problem' | 'dismiss'> }) {
  if (!commands.problem) return null
  return (
    <div className={styles.problem}>
      <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>
    </div>
  )
}
