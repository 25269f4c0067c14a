import { useConference } from '../conference/context.tsx'
import { words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'
import { FileList } from './file-list.tsx'
import { useMinutesFiles } from './files.ts'
import styles from './minutes-panel.module.css'

/** The versions that a correction has replaced: their number, when and why, and their files. Nothing where there are none. */
export function FormerMinutesList() {
  const { formerMinutes } = useConference()
  const files = useMinutesFiles()
  if (formerMinutes.length === 0) return null
  const known = files?.ok ? files.value.former : []
  return (
    <section className={styles.former} aria-label={words.seal.former}>
      <h3>{words.seal.former}</h3>
      <ol>
        {formerMinutes.map(({ version, at, reopened, refused }) => {
          const held = known.find((one) => one.version === version)
          return (
            <li key={version} className={styles.version}>
              <b>
                {words.seal.formerVersion(version)}
                {held && ` · ${held.number}`}
              </b>
              <p>
                {words.seal.formerSealed(timeAndDate(at))}.{' '}
                {words.seal.formerReplaced(timeAndDate(reopened.at))}.
              </p>
              {refused ? (
                <p className={styles.refused}>
                  {words.signing.refused(
                    words.signing.refusedBy[refused.field],
                    timeAndDate(refused.at),
                    refused.reason,
                  )}
                </p>
              ) : (
                <p>{words.seal.formerReason(reopened.reason)}</p>
              )}
              {held && held.files.length > 0 && <FileList files={held.files} />}
              {held && held.files.length === 0 && <p className={styles.muted}>{words.seal.formerNoFiles}</p>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
