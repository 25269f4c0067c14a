import { useConference } from '../conference/context.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { longDate } from '../messages/format.ts'
import styles from './dossier.module.css'

/** Says on every page of a conference from elsewhere that it is there to be read. */
export function ArchiveNote() {
  const { archive } = useConference()
  if (!archive) return null
  const { archived, archivedWhen } = words.dossier
  return (
    <div className={styles.archive}>
      <Notice tone="plain">
        <b>{archived}</b> {archivedWhen(longDate(archive.madeAt), longDate(archive.importedAt))}
      </Notice>
    </div>
  )
}
