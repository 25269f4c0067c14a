import { useConference, useConnection, useMay } from '../conference/context.tsx'
import { LinkButton } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'
import { FormerMinutesList } from '../minutes/former-minutes.tsx'
import { MinutesPanel } from '../minutes/minutes-panel.tsx'
import { DownloadsPanel } from '../publication/downloads-panel.tsx'
import { linkTo } from '../session/ask.ts'
import styles from './organiser.module.css'

/** What can be taken home: the minutes' files and the log. */
export function ConferenceFiles() {
  const { conference } = useConnection()
  const may = useMay()
  return (
    <>
      <Minutes />
      <DownloadsPanel />
      {may('log/export') && (
        <section aria-labelledby="log">
          <div className={styles.head}>
            <h2 id="log">{words.organiser.log}</h2>
          </div>
          <p className={styles.small}>{words.organiser.logWhat}</p>
          <LinkButton href={linkTo(`/api/conferences/${conference}/log.jsonl`)} download>
            {words.minutes.log}
          </LinkButton>
        </section>
      )}
    </>
  )
}

function Minutes() {
  const { minutes } = useConference()
  if (minutes.kind === 'sealed') return <MinutesPanel />
  return (
    <section aria-labelledby="minutes">
      <div className={styles.head}>
        <h2 id="minutes">{words.minutes.title}</h2>
      </div>
      <p className={styles.small}>{words.minutes.noFiles}</p>
      <FormerMinutesList />
    </section>
  )
}
