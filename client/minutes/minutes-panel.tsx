import type { Minutes } from '../../domain/minutes.ts'
import { useConference } from '../conference/context.tsx'
import { LinkButton } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { linkTo } from '../session/ask.ts'
import { type MinutesFile, useMinutesFiles } from './files.ts'
import styles from './minutes-panel.module.css'
import { SignatureRow } from './signature-row.tsx'

/** The sealed minutes: their number, their files, and who has signed. */
export function MinutesPanel() {
  const { minutes } = useConference()
  const files = useMinutesFiles()
  if (minutes.kind !== 'sealed') return <p className={styles.muted}>{words.minutes.noFiles}</p>
  return (
    <section className={styles.panel} aria-label={words.minutes.title}>
      <header className={styles.head}>
        <h2>{words.minutes.title}</h2>
        {files?.ok && <span>{files.value.number}</span>}
      </header>
      <Files minutes={minutes} files={files?.ok ? files.value.files : []} />
      {files && !files.ok && files.code !== 'minutes/unknown' && <Notice>{sentenceOf(files)}</Notice>}
      <SignatureRow field="secretary" minutes={minutes} />
      <SignatureRow field="chair" minutes={minutes} />
      <LinkButton href={linkTo('/verify')}>{words.minutes.verify}</LinkButton>
    </section>
  )
}

const titles = { unsigned: 'unsigned', secretary: 'secretarySigned', chair: 'chairSigned' } as const

function Files({
  minutes,
  files,
}: {
  readonly minutes: Extract<Minutes, { kind: 'sealed' }>
  readonly files: readonly MinutesFile[]
}) {
  if (minutes.rendered === null) return <p role="status">{words.minutes.rendering}</p>
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.kind}>
          <a href={file.href} target="_blank" rel="noreferrer">
            {words.minutes[titles[file.kind]]} (PDF)
          </a>
          <code title={file.sha256}>
            {words.minutes.sha256} {file.sha256.slice(0, 12)}…
          </code>
        </li>
      ))}
    </ul>
  )
}
