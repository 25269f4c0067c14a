import { holderTurn } from '../../domain/floor.ts'
import { openMicrophones } from '../../domain/programme.ts'
import { stageOf } from '../../domain/stage.ts'
import { bridgeOf, type ConferenceState, centralBridge } from '../../domain/state.ts'
import { useConference, useView } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import type { View } from '../connection/view.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './air-panel.module.css'
import { Nobody, Speaker } from './speaker.tsx'
import { StagePanel } from './stage-panel.tsx'
import { StagePicture } from './stage-picture.tsx'

/** What all halls see and hear, who has the floor, and what the chair can do about it. */
export function AirPanel() {
  const state = useConference()
  const view = useView()
  const turn = holderTurn(state)
  const onStage = stageOf(state)
  const [first = centralBridge(state)] = onStage
  // Where several are shown, each picture says of itself how its hall does.
  const isOne = onStage.length < 2
  const heard = heardNow(state, view)
  return (
    <section className={styles.panel} aria-label={words.floor.speaking}>
      <div className={styles.seen}>
        <div className={styles.stage} data-live={isOne && first === turn?.bridge && heard.includes(first)}>
          <StagePicture />
        </div>
        <p className={styles.line}>
          <Icon name={heard.length > 0 ? 'microphone' : 'microphone-closed'} />
          <b>{microphones(state, view, heard)}</b>
          <span>{isOne && view.status === 'live' && lineOf(state, view, first)}</span>
        </p>
      </div>
      {/* What was refused about one turn says nothing about the next. */}
      {turn ? <Speaker key={turn.id} /> : <Nobody />}
      <StagePanel />
    </section>
  )
}

/** Halls whose voice goes out, as far as this page can know: it knows nothing while it has no line itself. */
function heardNow(state: ConferenceState, { status, presence }: View): readonly string[] {
  return status === 'live' ? openMicrophones(state).filter((bridge) => presence.includes(bridge)) : []
}

function microphones(state: ConferenceState, { status }: View, heard: readonly string[]): string {
  if (status !== 'live') return words.chair.micUnknown
  if (heard.length > 0) return words.chair.micOpenOf(heard.map((bridge) => nameOf(state, bridge)).join(', '))
  return openMicrophones(state).length > 0 ? words.chair.notHeard : words.chair.micClosed
}

function lineOf(state: ConferenceState, { presence, lost }: View, bridge: string): string {
  if (presence.includes(bridge)) return words.chair.lineGood
  const loss = lost.find((line) => line.bridge === bridge)
  if (loss) return words.chair.losses[loss.reason].short
  return bridgeOf(state, bridge)?.line.kind === 'never' ? words.chair.lineNever : words.chair.lineLost
}
