import { ledgerGaps } from '../../domain/ledger.ts'
import type { MinutesCommand } from '../../domain/minutes-commands.ts'
import { documentsOf } from '../../domain/prose.ts'
import { type Refused, refuse } from '../../domain/refusal.ts'
import type { Sql } from '../database/pool.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import type { TextStage } from '../log/text-stage.ts'
import { reserveNumber, termOf } from './register.ts'

/**
 * What a seal needs, gathered while the transaction holds every document's lock: each text by its hash, the log's
 * head, and a number of the register.
 */
export async function gatherSeal(
  sql: Sql,
  log: ConferenceLog,
  texts: TextStage,
  { gapReason }: Extract<MinutesCommand, { type: 'minutes/seal' }>,
): Promise<Extract<MinutesCommand, { type: 'minutes/sealed' }> | Refused> {
  const state = log.proposedState
  const { facts } = state
  if (!facts) return refuse('conference/unknown')
  if (state.minutes.kind === 'sealed') return refuse('minutes/already-sealed')
  if (state.phase !== 'concluded') return refuse('conference/not-concluded')
  const docs = documentsOf(state).map((id) => {
    const { seq, sha256 } = texts.digest(log.id, id)
    return { id, seq, sha256 }
  })
  // Before a number is reserved for what would be refused.
  const gaps = ledgerGaps(state)
  if (gaps.length > 0 && gapReason === undefined)
    return refuse('minutes/ledger-gap', { bridges: gaps.length })
  const { seq, hash } = log.proposedHead
  const number =
    // A corrected version keeps its number.
    state.formerMinutes.at(-1)?.number ??
    (await reserveNumber(sql, log.id, {
      body: facts.organiserSymbol,
      kind: 'minutes',
      term: termOf(facts.profile, state.concludedAt ?? facts.startsAt),
    }))
  const logHead = { seq, hash: Buffer.from(hash).toString('hex') }
  return { type: 'minutes/sealed', number, logHead, docs, ...(gapReason === undefined ? {} : { gapReason }) }
}
