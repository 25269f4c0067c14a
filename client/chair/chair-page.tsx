import type { Phase } from '../../domain/conference.ts'
import { centralBridge } from '../../domain/state.ts'
import { useConference, useView } from '../conference/context.tsx'
import { MinutesPanel } from '../minutes/minutes-panel.tsx'
import { RecordingControl } from '../recording/recording-control.tsx'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { LineState } from '../shell/line-state.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { RunningVotes, VoteActs } from '../votes/vote-section.tsx'
import { AirPanel } from './air-panel.tsx'
import styles from './chair-page.module.css'
import { CutButton } from './cut-button.tsx'
import { DeskMediaProvider } from './desk-media.tsx'
import { HallsWaiting } from './halls-waiting.tsx'
import { PhaseActs } from './phase-acts.tsx'
import { Queue } from './queue.tsx'
import { StageDirection } from './stage-direction.tsx'
import { Tally } from './tally.tsx'
import { Uncalled } from './uncalled.tsx'
import { Wall } from './wall.tsx'

/** The chair's control room. */
export function ChairPage() {
  return (
    <ConferenceGate>
      <Desk />
    </ConferenceGate>
  )
}

/** What the chair works on at this stage. */
function Work({ phase }: { readonly phase: Phase }) {
  if (phase === 'sealed') return <MinutesPanel />
  return phase === 'concluded' ? <Uncalled /> : <Queue />
}

function Desk() {
  const state = useConference()
  const { grants } = useView()
  const central = centralBridge(state)
  const atCentre = grants.some(
    ({ role, bridge }) => role === 'organiser' || (bridge === central && role !== 'hall'),
  )
  if (!atCentre) return <Forbidden />
  return (
    <div className={styles.page}>
      <TopBar here="/chair">
        <CutButton />
      </TopBar>
      <LineState />
      <main className={styles.desk}>
        <div className={styles.left}>
          <DeskMediaProvider>
            <StageDirection>
              <AirPanel />
              <Wall />
            </StageDirection>
          </DeskMediaProvider>
        </div>
        <aside className={styles.right}>
          <div className={styles.scroll}>
            <RunningVotes />
            <HallsWaiting />
            <section className={styles.section}>
              <Work phase={state.phase} />
            </section>
          </div>
          <div className={styles.section}>
            <Tally />
          </div>
          <VoteActs />
          <RecordingControl />
          <PhaseActs />
        </aside>
      </main>
    </div>
  )
}
