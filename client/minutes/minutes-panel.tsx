import { fieldsToSign, nextField } from '../../domain/signing.ts'
import { useConference } from '../conference/context.tsx'
import { LinkButton } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { linkTo } from '../session/ask.ts'
import { SigningDeadline } from './ask-signatures.tsx'
import { FileList } from './file-list.tsx'
import { useMinutesFiles } from './files.ts'
import { FormerMinutesList } from './former-minutes.tsx'
import { IssueMinutes } from './issue-minutes.tsx'
import styles from './minutes-panel.module.css'
import { ReopenMinutes } from './reopen-minutes.tsx'
import { SignatureRow } from './signature-row.tsx'
import { Stamps } from './stamps.tsx'

/** The sealed minutes: their number, their files, who has signed and is to sign, and the versions before. */
export function MinutesPanel() {
  const state = useConference()
  const { minutes } = state
  const files = useMinutesFiles()
  if (minutes.kind !== 'sealed')
    return (
      <div className={styles.panel}>
        <p className={styles.muted}>{words.minutes.noFiles}</p>
        <FormerMinutesList />
      </div>
    )
  const answer = files?.ok ? files.value : null
  const current = answer?.current?.version === minutes.version ? answer.current : null
  const newest = current?.files.at(-1)
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
      {fieldsToSign(state).map((field) => (
        <SignatureRow
          key={field}
          field={field}
          minutes={minutes}
          demonstrates={answer?.demonstrates ?? false}
          toSign={newest && newest.sha256 === minutes.newest ? newest.href : null}
        />
      ))}
      <Stamps minutes={minutes} status={answer?.stamping ?? null} />
      {minutes.rendered !== null &&
        (nextField(state, minutes) === null ? (
          <IssueMinutes minutes={minutes} />
        ) : (
          <SigningDeadline until={minutes.signUntil} />
        ))}
      <div className={styles.acts}>
        {minutes.signatures.length > 0 && (
          <LinkButton href={linkTo('/verify')}>{words.minutes.verify}</LinkButton>
        )}
        {minutes.rendered !== null && <ReopenMinutes />}
      </div>
      <FormerMinutesList />
    </section>
  )
}
