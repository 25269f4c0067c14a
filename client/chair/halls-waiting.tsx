import { useConference, useMay } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './chair-page.module.css'

/** Room devices that asked to be a bridge's hall: compare the code with the one on their screen. */
export function HallsWaiting({ bridges }: { readonly bridges?: readonly string[] }) {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  const waiting = Object.entries(state.halls).flatMap(([bridge, devices]) =>
    devices
      .filter((device) => !device.approved && (bridges?.includes(bridge) ?? true))
      .map((device) => ({ bridge, ...device, replaces: devices.some((other) => other.approved) })),
  )
  if (waiting.length === 0) return null
  return (
    <section className={styles.section} aria-label={words.chair.hallsWaiting}>
      <h2>{words.chair.hallsWaiting}</h2>
      <ul className={styles.halls}>
        {waiting.map(({ bridge, device, code, replaces }) => (
          <li key={device}>
            <div>
              <b>{nameOf(state, bridge)}</b> {words.chair.code} <strong>{code}</strong>
              {replaces && <small>{words.chair.replaces}</small>}
            </div>
            {may('hall/approve', bridge) && (
              <Button
                size="small"
                isDisabled={commands.busy}
                onPress={() => void commands.run({ type: 'hall/approve', bridge, device })}
                aria-label={words.chair.approve(nameOf(state, bridge))}
              >
                {words.chair.approveShort}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </section>
  )
}
