import { useConference, useMay } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import styles from './cards.module.css'

/** Cards that were opened by mistake, with the reason; each can come back. */
export function VoidedCards() {
  const state = useConference()
  const may = useMay()
  const { run, busy, problem, dismiss } = useCommands()
  const voided = state.contributions.flatMap(({ id, bridge, standing }) =>
    standing.kind === 'void' ? [{ id, bridge: nameOf(state, bridge), standing }] : [],
  )
  if (voided.length === 0) return null
  const canReinstate = may('contribution/rearrange') && state.phase !== 'sealed'
  return (
    <details className={styles.voided}>
      <summary>{words.secretary.voided(voided.length)}</summary>
      {problem && <Notice onDismiss={dismiss}>{problem}</Notice>}
      <ul>
        {voided.map(({ id, bridge, standing }) => (
          <li key={id}>
            <span className={styles.why}>
              <b>{bridge}</b> {clockTime(standing.at)}
              <br />
              {standing.reason}
            </span>
            {canReinstate && (
              <Button
                size="small"
                isDisabled={busy}
                aria-label={words.secretary.reinstateOf(bridge)}
                onPress={() => void run({ type: 'contribution/reinstate', contribution: id })}
              >
                {words.secretary.reinstate}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
