import type { Instant } from '../../domain/time.ts'
import type { Sql } from '../database/pool.ts'
import { renewalAt } from './stamp-due.ts'

interface LastStep {
  readonly conference: string
  readonly type: string
  readonly kind: string | null
  readonly time: string | null
  readonly until: string | null
}

/** Conferences whose newest signature or stamp suggests that a stamp is due; their state says whether one is. */
export async function conferencesToStamp(sql: Sql, now: Instant): Promise<readonly string[]> {
  const { rows } = await sql.query<LastStep>(
    `SELECT conference, type, said ->> 'kind' AS kind, said ->> 'time' AS time, said ->> 'until' AS until
       FROM (SELECT DISTINCT ON (conference) conference, type, payload::jsonb -> 'event' AS said
               FROM event
              WHERE type IN ('minutes-signed', 'minutes-stamped', 'minutes-reopened')
              ORDER BY conference, seq DESC) AS last`,
  )
  return rows.filter((row) => suggests(row, now)).map(({ conference }) => conference)
}

function suggests({ type, kind, time, until }: LastStep, now: Instant): boolean {
  if (type === 'minutes-reopened') return false
  if (type === 'minutes-signed' || kind === 'signature') return true
  return now >= renewalAt({ time: Number(time), until: Number(until) })
}
