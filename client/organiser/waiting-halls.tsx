import { useConference } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './organiser.module.css'

/** Room devices that asked to be a bridge's hall, with the code that their screens show. */
export function WaitingHalls() {
  const state = useConference()
  const commands = useCommands()
  const waiting = Object.entries(state.halls).flatMap(([bridge, devices]) =>
    devices
      .filter((device) => !device.approved)
      .map((device) => ({ ...device, bridge, replaces: devices.some((held) => held.approved) })),
  )
  return (
    <section aria-labelledby="halls" aria-live="polite">
      <div className={styles.head}>
        <h2 id="halls">{words.organiser.halls}</h2>
        {waiting.length > 0 && <span>{waiting.length}</span>}
      </div>
      <p className={styles.small}>
        {waiting.length === 0 ? words.organiser.hallsNone : words.organiser.hallsWhat}
      </p>
      {waiting.length > 0 && (
        <ul className={styles.halls}>
          {waiting.map(({ bridge, device, code, replaces }) => (
            <li key={device}>
              <span>
                <b>{nameOf(state, bridge)}</b>
                {replaces && <small>{words.organiser.hallReplaces}</small>}
              </span>
              <strong>{words.organiser.hallCode(code)}</strong>
              <Button
                aria-label={words.organiser.approveOf(nameOf(state, bridge))}
                isDisabled={commands.busy}
                onPress={() => void commands.run({ type: 'hall/approve', bridge, device })}
              >
                {words.organiser.approve}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </section>
  )
}
