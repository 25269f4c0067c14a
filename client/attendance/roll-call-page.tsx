import { useState } from 'react'
import { useConference, useMay } from '../conference/context.tsx'
import { FilterButton, Filters } from '../design/filters.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { LineState } from '../shell/line-state.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { AttendanceDialog } from './attendance-dialog.tsx'
import { QuorumPanel } from './quorum-panel.tsx'
import { isUncalled, type RollRow, rollOf, totalsOf } from './roll.ts'
import styles from './roll-call.module.css'
import { RollTable } from './roll-table.tsx'
import { type ReadLosses, useLineLosses } from './use-line-losses.ts'

const groups = ['all', 'uncalled', 'missed', 'line'] as const
type Group = (typeof groups)[number]

/** Who is there, at all bridges: for the central desks. */
export function RollCallPage() {
  return (
    <ConferenceGate>
      <Desk />
    </ConferenceGate>
  )
}

function Desk() {
  const may = useMay()
  if (!may('people/see')) return <Forbidden />
  return (
    <div className={styles.page}>
      <TopBar here="/roll-call" />
      <LineState />
      <Roll />
    </div>
  )
}

function Roll() {
  const rows = rollOf(useConference())
  const losses = useLineLosses()
  const [group, setGroup] = useState<Group>('all')
  const [opened, setOpened] = useState<string | null>(null)
  const inGroup = (name: Group) => rows.filter((row) => isIn(name, row, losses))
  return (
    <main className={styles.desk}>
      <section className={styles.bridges} aria-label={words.attendance.page}>
        <Filters title={words.attendance.page} className={styles.filters}>
          {groups.map((name) => (
            <FilterButton key={name} isSelected={group === name} onChange={() => setGroup(name)}>
              {words.attendance.filters[name]} <b>{inGroup(name).length}</b>
            </FilterButton>
          ))}
        </Filters>
        {losses.kind === 'failed' && <Notice>{words.attendance.lossesUnread}</Notice>}
        <RollTable rows={inGroup(group)} losses={losses} onOpen={setOpened} />
      </section>
      <QuorumPanel totals={totalsOf(rows)} />
      {opened !== null && (
        <AttendanceDialog key={opened} bridge={opened} isOpen onClose={() => setOpened(null)} counts />
      )}
    </main>
  )
}

function isIn(group: Group, row: RollRow, losses: ReadLosses): boolean {
  switch (group) {
    case 'all':
      return true
    case 'uncalled':
      return isUncalled(row)
    case 'missed':
      return row.missed.length > 0
    case 'line':
      return (
        row.bridge.line.kind === 'lost' ||
        (losses.kind === 'read' && (losses.losses.get(row.bridge.id)?.length ?? 0) > 0)
      )
  }
}
