import type { Contribution } from '../../domain/contributions.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import styles from './confirmation.module.css'
import { Difference } from './difference.tsx'

/** What became of the wording that the bridge proposed last: it waits, or was declined, with the reason. */
export function ChangeState({
  contribution,
  present,
}: {
  readonly contribution: Contribution
  /** The text as it stands. */
  readonly present: string
}) {
  const { changes, phase } = useConference()
  const may = useMay()
  const commands = useCommands()
  const change = changes.findLast((held) => held.contribution === contribution.id)
  if (!change) return null
  const { state } = change
  if (state.kind === 'accepted')
    return <p className={styles.settled}>{words.confirmation.accepted(clockTime(state.at))}</p>
  const confirmedAfter =
    contribution.confirmation.kind === 'confirmed' && contribution.confirmation.at >= change.at
  if (state.kind === 'withdrawn' || confirmedAfter) return null
  return (
    <section className={styles.changeState}>
      {state.kind === 'proposed' ? (
        <>
          <p role="status">
            <Tag tone="attention">{words.confirmation.pending}</Tag>{' '}
            {words.confirmation.pendingSince(clockTime(change.at))}
          </p>
          <Difference before={present} after={change.text} />
          {phase !== 'sealed' && may('confirmation/propose', contribution.bridge) && (
            <Button
              isPending={commands.busy}
              onPress={() => void commands.run({ type: 'confirmation/withdraw', change: change.id })}
            >
              {words.confirmation.withdraw}
            </Button>
          )}
        </>
      ) : (
        <>
          <p role="status">
            <Tag tone="need">{words.confirmation.declined}</Tag>{' '}
            {words.confirmation.declinedWhat(clockTime(state.at), state.reason)}
          </p>
          <details>
            <summary>{words.confirmation.wanted}</summary>
            <Difference before={present} after={change.text} />
          </details>
        </>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </section>
  )
}
