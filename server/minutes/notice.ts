import { type NoticeCommand, noticeProblem } from '../../domain/notice.ts'
import { type Refused, refuse } from '../../domain/refusal.ts'
import type { Sql } from '../database/pool.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import { reserveNumber, termOf } from './register.ts'

/** The number that the notice of the conclusion takes, reserved in the transaction of the event that names it. */
export async function gatherNotice(
  sql: Sql,
  log: ConferenceLog,
  now: number,
): Promise<NoticeCommand | Refused> {
  const state = log.proposedState
  const { facts, notice } = state
  if (!facts) return refuse('conference/unknown')
  const problem = noticeProblem(state)
  if (problem) return problem
  const number =
    notice?.number ??
    (await reserveNumber(sql, log.id, {
      body: facts.organiserSymbol,
      kind: 'notice',
      term: termOf(facts.profile, now),
    }))
  return { type: 'notice/numbered', number }
}
