import { standingContributions } from '../../domain/contribution-source.ts'
import { ledgerGaps } from '../../domain/ledger.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { nameOf } from '../conference/names.ts'
import { columnsOf, lackWords } from '../ledger/columns.ts'
import { words } from '../messages/catalogue.ts'

/** How many bridges are named before the rest is counted. */
const FEW = 5

/** What the chair should know before the minutes are sealed. */
export interface SealObstacles {
  readonly gaps: number
  /** The first bridges from which something is missing, with what. */
  readonly firstGaps: readonly { readonly bridge: string; readonly lacks: string }[]
  /** Open proposals and texts without a confirmation, a sentence each. */
  readonly unsettled: readonly string[]
}

export function sealObstacles(state: ConferenceState): SealObstacles {
  const gaps = ledgerGaps(state)
  const columns = columnsOf(state)
  const proposals = state.changes.filter((change) => change.state.kind === 'proposed')
  const unconfirmed = standingContributions(state).filter((held) => held.confirmation.kind === 'none')
  return {
    gaps: gaps.length,
    firstGaps: gaps.slice(0, FEW).map(({ bridge, topics }) => ({
      bridge: nameOf(state, bridge),
      lacks: lackWords(columns, topics),
    })),
    unsettled: [
      ...(proposals.length > 0 ? [words.seal.proposals(proposals.length, named(state, proposals))] : []),
      ...(unconfirmed.length > 0
        ? [words.seal.unconfirmed(unconfirmed.length, named(state, unconfirmed))]
        : []),
    ],
  }
}

function named(state: ConferenceState, of: readonly { readonly bridge: string }[]): string {
  const bridges = [...new Set(of.map(({ bridge }) => bridge))]
  const names = bridges.slice(0, FEW).map((bridge) => nameOf(state, bridge))
  return words.seal.others(names.join(', '), bridges.length - names.length)
}
