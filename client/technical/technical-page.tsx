import { useMay } from '../conference/context.tsx'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { LineState } from '../shell/line-state.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { Board } from './board.tsx'
import styles from './technical-page.module.css'

/** Every hall's rehearsal and line at one glance, for who can do something about them. */
export function TechnicalPage() {
  return (
    <ConferenceGate>
      <Desk />
    </ConferenceGate>
  )
}

function Desk() {
  const may = useMay()
  if (!may('technical/see')) return <Forbidden />
  return (
    <div className={styles.page}>
      <TopBar here="/technical" />
      <LineState />
      <Board />
    </div>
  )
}
