import { useMemo, useState } from 'react'
import { useConference, useMay } from '../conference/context.tsx'
import { TextsProvider } from '../conference/texts.tsx'
import { AskConfirmation } from '../confirmation/ask-confirmation.tsx'
import { words } from '../messages/catalogue.ts'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { LineState } from '../shell/line-state.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { CellPanel } from './cell-panel.tsx'
import { columnsOf } from './columns.ts'
import { LedgerHead } from './ledger-head.tsx'
import styles from './ledger-page.module.css'
import { LedgerTable, type Place } from './ledger-table.tsx'
import { type LedgerFilter, ledgerLines, shownLines } from './ledger-view.ts'

/** Bridge × topic: who has spoken, written, has no opinion, and from whom something is missing. */
export function LedgerPage() {
  return (
    <ConferenceGate>
      <AtCentre />
    </ConferenceGate>
  )
}

function AtCentre() {
  const may = useMay()
  if (!may('ledger/see')) return <Forbidden />
  return (
    <TextsProvider>
      <Ledger />
    </TextsProvider>
  )
}

function Ledger() {
  const state = useConference()
  const { bridges, topics, contributions, noOpinion, reminded } = state
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only with what it is made of
  const lines = useMemo(() => ledgerLines(state), [bridges, topics, contributions, noOpinion, reminded])
  const [filter, setFilter] = useState<LedgerFilter>(firstFilter)
  const [place, setPlace] = useState<Place | null>(null)
  const shown = shownLines(lines, filter)
  const line = lines.find(({ bridge }) => bridge === place?.bridge)
  return (
    <div className={styles.page}>
      <TopBar here="/ledger">{state.phase !== 'sealed' && <AskConfirmation />}</TopBar>
      <LineState />
      <LedgerHead lines={lines} filter={filter} onFilter={setFilter} />
      <main className={styles.main} data-open={line !== undefined}>
        <div className={styles.scroll}>
          {shown.length > 0 ? (
            <LedgerTable
              lines={shown}
              columns={columnsOf(state)}
              hasTopics={topics.length > 0}
              chosen={place}
              onChoose={setPlace}
            />
          ) : (
            <p className={styles.none}>
              {lines.length === 0 ? words.ledger.noBridges : words.ledger.noMatch}
            </p>
          )}
          <Legend />
        </div>
        {place && line && (
          <CellPanel
            key={`${place.bridge} ${place.topic}`}
            place={place}
            line={line}
            onClose={() => setPlace(null)}
          />
        )}
      </main>
    </div>
  )
}

function Legend() {
  return (
    <ul className={styles.legend}>
      {words.ledger.legend.map(({ mark, what }) => (
        <li key={mark}>
          <b>{mark}</b> {what}
        </li>
      ))}
    </ul>
  )
}

/** A link may come from where something is missing. */
function firstFilter(): LedgerFilter {
  const show = new URLSearchParams(location.search).get('show') === 'missing' ? 'missing' : 'all'
  return { show, region: 'all', search: '' }
}
