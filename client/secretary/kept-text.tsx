import type { Contribution } from '../../domain/contributions.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { sentenceFor, words } from '../messages/catalogue.ts'
import type { ProseSession } from '../prose/prose-session.ts'
import type { ProseSnapshot } from '../prose/prose-status.ts'
import styles from './kept-text.module.css'

/** What was written here and is not in the text: too late for the seal, or refused. It stays until somebody acts. */
export function KeptText({
  session,
  snapshot,
  contribution,
}: {
  readonly session: ProseSession
  readonly snapshot: ProseSnapshot
  readonly contribution: Contribution | undefined
}) {
  const { late, status } = snapshot
  if (late !== '') return <Late text={late} session={session} contribution={contribution} />
  if (status.kind !== 'refused') return null
  return (
    <section className={styles.kept} aria-label={words.secretary.refused}>
      <Notice>{sentenceFor(status.code)}</Notice>
      {status.text !== '' && (
        <>
          <p>{words.secretary.refusedText}</p>
          <blockquote className={styles.text}>{status.text}</blockquote>
          <div className={styles.acts}>
            <Button onPress={() => session.dismissLost()}>{words.secretary.kept}</Button>
          </div>
        </>
      )}
    </section>
  )
}

function Late({
  text,
  session,
  contribution,
}: {
  readonly text: string
  readonly session: ProseSession
  readonly contribution: Contribution | undefined
}) {
  const { run, busy, problem, dismiss } = useCommands()
  const propose = async () => {
    if (!contribution) return
    const command = { type: 'minutes/propose-correction' as const, contribution: contribution.id, text }
    if (await run(command)) session.dismissLost()
  }
  return (
    <section className={styles.kept} aria-label={words.secretary.lateTitle}>
      <h2>{words.secretary.lateTitle}</h2>
      <p>{contribution ? words.secretary.lateWhat : words.secretary.lateRecordWhat}</p>
      <blockquote className={styles.text}>{text}</blockquote>
      {problem && <Notice onDismiss={dismiss}>{problem}</Notice>}
      <div className={styles.acts}>
        {contribution && (
          <Button tone="primary" onPress={() => void propose()} isPending={busy}>
            {words.secretary.propose}
          </Button>
        )}
        <Button tone="quiet" onPress={() => session.dismissLost()} isDisabled={busy}>
          {contribution ? words.secretary.discard : words.secretary.kept}
        </Button>
      </div>
    </section>
  )
}
