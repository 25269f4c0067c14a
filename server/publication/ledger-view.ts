import { ledger, ledgerColumns, WHOLE } from '../../domain/ledger.ts'
import { bridgeOf, type ConferenceState } from '../../domain/state.ts'
import { citedTopic } from '../../templates/cited-topic.ts'
import type { LedgerView } from '../../templates/record-view.ts'

/** The ledger with names for ids and counts for references. */
export function ledgerView(state: ConferenceState): LedgerView {
  return {
    columns: ledgerColumns(state).map((id) => (id === WHOLE ? 'Toàn văn' : citedTopic(state.topics, id))),
    rows: ledger(state).map(({ bridge, cells, unclassified }) => {
      const { name, unit } = bridgeOf(state, bridge) ?? { name: bridge, unit: '' }
      return {
        bridge: name,
        unit,
        cells: cells.map((cell) => ({
          state: cell.state,
          spoken: cell.spoken.length,
          written: cell.written.length,
        })),
        unclassified: unclassified.length,
      }
    }),
  }
}
