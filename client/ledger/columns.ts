import { ledgerColumns, WHOLE } from '../../domain/ledger.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { topicOf } from '../../domain/topics.ts'
import { words } from '../messages/catalogue.ts'

/** A column of the ledger: a topic at the top of the tree, or the document as a whole. */
export interface LedgerColumn {
  readonly id: string
  /** As a list of columns names it: `3`, `Điều 5`. */
  readonly short: string
  readonly title: string
}

export function columnsOf(state: ConferenceState): readonly LedgerColumn[] {
  return ledgerColumns(state).map((id, index) => {
    if (id === WHOLE) return { id, short: words.ledger.whole, title: words.ledger.whole }
    const topic = topicOf(state, id)
    return { id, short: topic?.label ?? String(index + 1), title: topic?.title ?? id }
  })
}

/** What is missing, in few words: the columns, or that nothing is there at all. */
export function lackWords(columns: readonly LedgerColumn[], missing: readonly string[]): string {
  if (missing.length >= columns.length) return words.seal.nothing
  const named = columns.filter(({ id }) => missing.includes(id)).map(({ short }) => short)
  return words.seal.lacks(named.join(', '))
}
