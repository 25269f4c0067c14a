import { holderTurn } from '../../domain/floor.ts'
import { programme } from '../../domain/programme.ts'
import { centralBridge } from '../../domain/state.ts'
import { useConference, useView } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { words } from '../messages/catalogue.ts'
import styles from './air-panel.module.css'

/** What the halls receive: who is large, who is heard, who is ready. */
export function Programme() {
  const state = useConference()
  const { presence } = useView()
  const { stage, prepared } = programme(state, null)
  const central = centralBridge(state)
  const holder = holderTurn(state)
  const rows = [
    ...stage.map((bridge) => ({
      bridge,
      what: !presence.includes(bridge)
        ? words.chair.onStageAway
        : state.floor.cut
          ? words.chair.onStageCut
          : words.chair.onStage,
    })),
    ...(holder
      ? [
          {
            bridge: central,
            what: !presence.includes(central)
              ? words.chair.notHeard
              : state.floor.cut
                ? words.chair.micClosed
                : words.chair.centralHeard,
          },
        ]
      : []),
    ...prepared.map((bridge) => ({ bridge, what: words.chair.prepared })),
  ]
  return (
    <div className={styles.programme}>
      <h2>{words.chair.stage}</h2>
      <ol>
        {rows.map(({ bridge, what }) => (
          <li key={bridge}>
            <b>{nameOf(state, bridge)}</b>
            <span>{what}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
