import { useState } from 'react'
import type { HallDevice } from '../../domain/conference.ts'
import { hallsOf } from '../../domain/state.ts'
import { useConference, useMay, useView } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import styles from './bridge.module.css'

/** The bridge's hall: whether its line carries, and which device stands there. */
export function HallPanel({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  const devices = hallsOf(state, bridge)
  const approved = devices.filter((device) => device.approved)
  const waiting = devices.filter((device) => !device.approved)
  return (
    <section className={styles.section} aria-labelledby="hall" aria-live="polite">
      <div className={styles.head}>
        <h2 id="hall">{words.bridge.hall}</h2>
        <Line bridge={bridge} />
      </div>
      {devices.length === 0 && <p className={styles.small}>{words.bridge.hallNone}</p>}
      {waiting.map((device) => (
        <Waiting key={device.device} bridge={bridge} device={device} replaces={approved.length > 0} />
      ))}
      {approved.map((device) => (
        <Approved key={device.device} bridge={bridge} device={device} />
      ))}
    </section>
  )
}

function Line({ bridge }: { readonly bridge: string }) {
  const { presence } = useView()
  const line = useConference().bridges.find((held) => held.id === bridge)?.line
  if (presence.includes(bridge)) return <Tag tone="kept">{words.bridge.connected}</Tag>
  if (line?.kind === 'lost') return <Tag tone="need">{words.bridge.lost(clockTime(line.since))}</Tag>
  return <Tag tone="plain">{words.bridge.away}</Tag>
}

function Waiting({
  bridge,
  device,
  replaces,
}: {
  readonly bridge: string
  readonly device: HallDevice
  readonly replaces: boolean
}) {
  const may = useMay()
  const commands = useCommands()
  return (
    <div className={styles.device} data-waiting>
      <p>
        <span className={styles.small}>{words.bridge.hallWaiting}</span>
        <strong>{device.code}</strong>
      </p>
      {may('hall/approve', bridge) && (
        <Button
          tone="primary"
          size="big"
          isPending={commands.busy}
          onPress={() => void commands.run({ type: 'hall/approve', bridge, device: device.device })}
        >
          {words.bridge.approve}
        </Button>
      )}
      <p className={styles.wide}>
        {words.bridge.hallWaitingWhat} {replaces && words.bridge.hallReplaces}
      </p>
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </div>
  )
}

function Approved({ bridge, device }: { readonly bridge: string; readonly device: HallDevice }) {
  const may = useMay()
  const commands = useCommands()
  const [asking, setAsking] = useState(false)
  return (
    <div className={styles.device}>
      <p>
        <span className={styles.small}>{words.bridge.hallApproved}</span>
        <b>{words.bridge.hallCode(device.code)}</b>
      </p>
      {may('hall/revoke', bridge) && (
        <Button onPress={() => setAsking(true)} isPending={commands.busy}>
          {words.bridge.revoke}
        </Button>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <Confirmation
        title={words.bridge.revokeTitle}
        consequences={words.bridge.revokeConsequences}
        act={words.bridge.revoke}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => commands.run({ type: 'hall/revoke', bridge, device: device.device })}
      />
    </div>
  )
}
