import { useState } from 'react'
import type { Grant } from '../../domain/rights.ts'
import { centralBridge } from '../../domain/state.ts'
import { AttendancePanel } from '../attendance/attendance-panel.tsx'
import { useConference, useView } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { TextsProvider } from '../conference/texts.tsx'
import { SelectField } from '../design/select-field.tsx'
import { words } from '../messages/catalogue.ts'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { LineState } from '../shell/line-state.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { CastingCards } from '../votes/casting-cards.tsx'
import styles from './bridge.module.css'
import { Contributions } from './contributions.tsx'
import { ExtractPanel } from './extract-panel.tsx'
import { FloorPanel } from './floor-panel.tsx'
import { HallPanel } from './hall-panel.tsx'
import { LedgerPanel } from './ledger-panel.tsx'
import { NowStrip } from './now-strip.tsx'
import { QueuePanel } from './queue-panel.tsx'
import { SeatDesk } from './seat-desk.tsx'

/** The desk of a bridge: its place in the debate, its hall, and what it said. */
export function BridgePage() {
  return (
    <ConferenceGate>
      <Bridges />
    </ConferenceGate>
  )
}

function Bridges() {
  const state = useConference()
  const { grants } = useView()
  const own = ownBridges(grants, centralBridge(state))
  const [chosen, setChosen] = useState<string | null>(null)
  const bridge = own.find((id) => id === chosen) ?? own[0]
  if (bridge === undefined) {
    const seats = grants.filter(({ role }) => role === 'delegate' || role === 'observer')
    const [seat, ...others] = new Set(seats.flatMap((grant) => grant.bridge ?? []))
    if (seat === undefined) return <Forbidden />
    return <SeatDesk bridges={[seat, ...others]} votes={seats.some(({ role }) => role === 'delegate')} />
  }
  return (
    <TextsProvider>
      <div className={styles.page}>
        <TopBar here="/bridge" />
        <LineState />
        <NowStrip bridge={bridge} />
        <main className={styles.desk}>
          <aside className={styles.side}>
            {own.length > 1 && (
              <section className={styles.section}>
                <SelectField
                  label={words.bridge.choose}
                  options={own.map((id) => ({ id, label: nameOf(state, id) }))}
                  value={bridge}
                  onChange={setChosen}
                />
              </section>
            )}
            <CastingCards bridge={bridge} />
            <FloorPanel key={`floor ${bridge}`} bridge={bridge} />
            <QueuePanel bridge={bridge} />
            <AttendancePanel bridge={bridge} />
            <LedgerPanel bridge={bridge} />
            <ExtractPanel bridge={bridge} />
            <HallPanel bridge={bridge} />
          </aside>
          <Contributions key={bridge} bridge={bridge} />
        </main>
      </div>
    </TextsProvider>
  )
}

/** The bridges at whose desk somebody sits; the central one has desks of its own. */
function ownBridges(grants: readonly Grant[], central: string): readonly string[] {
  const desks = grants.filter(({ role }) => role === 'chair' || role === 'secretary' || role === 'technician')
  const bridges = desks.flatMap(({ bridge }) => (bridge === null || bridge === central ? [] : [bridge]))
  return [...new Set(bridges)]
}
