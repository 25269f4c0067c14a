import { useConference } from '../conference/context.tsx'
import { LinkButton } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { linkTo } from '../session/ask.ts'
import { FileList } from './file-list.tsx'
import { useMinutesFiles } from './files.ts'
import { FormerMinutesList } from './former-minutes.tsx'
import styles from './minutes-panel.module.css'
import { ReopenMinutes } from './reopen-minutes.tsx'
import { SignatureRow } from './signature-row.tsx'

/** The sealed minutes: their number, their files, who has signed, and the versions before. */
export function MinutesPanel() {
  const { minutes } = useConference()
  const files = useMinutesFiles()
  if (minutes.kind !== 'sealed')
    return (
      <div className={styles.panel}>
        <p className={styles.muted}>{words.minutes.noFiles}</p>
        <FormerMinutesList />
      </div>
    )
  const current = files?.ok && files.value.current?.version === minutes.version ? files.value.current : null
  return (
    <section className={styles.panel} aria-label={words.minutes.title}>
      <header className={styles.head}>
        <h2>{words.minutes.title}</h2>
        {current && <span>{current.number}</span>}
        {minutes.version > 1 && <span>{words.seal.version(minutes.version)}</span>}
      </header>
      {minutes.rendered === null ? (
        <p role="status">{words.minutes.rendering}</p>
      ) : (
        <FileList files={current?.files ?? []} />
      )}
      {files && !files.ok && files.code !== 'minutes/unknown' && <Notice>{sentenceOf(files)}</Notice>}
      <SignatureRow field="secretary" minutes={minutes} />
      <SignatureRow field="chair" minutes={minutes} />
      <div className={styles.acts}>
        <LinkButton href={linkTo('/verify')}>{words.minutes.verify}</LinkButton>
        {minutes.rendered !== null && <ReopenMinutes />}
      </div>
      <FormerMinutesList />
    </section>
  )
}
