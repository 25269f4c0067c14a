import type { ProfileId } from '../../domain/conference.ts'
import type { RegisterKind, RegisterNumber } from '../../domain/minutes.ts'
import type { Instant } from '../../domain/time.ts'
import type { Sql } from '../database/pool.ts'

const HANOI_OFFSET_MS = 7 * 3_600_000
/** Party congresses meet every five years; 2021 began a term. */
const TERM_YEARS = 5
const A_TERM_BEGAN = 2021

/**
 * The period within which numbers run: the calendar year for state documents (NĐ 30/2020, Phụ lục VI), the
 * congress term for Party documents (HD 36-HD/VPTW).
 */
export function termOf(profile: ProfileId, at: Instant): string {
  const year = new Date(at + HANOI_OFFSET_MS).getUTCFullYear()
  if (profile === 'nd30') return String(year)
  const began = year - ((((year - A_TERM_BEGAN) % TERM_YEARS) + TERM_YEARS) % TERM_YEARS)
  return `${began}-${began + TERM_YEARS}`
}

/** Reserves a body's next number of a kind in the open transaction: it is taken only if that commits. */
export async function reserveNumber<Kind extends RegisterKind>(
  sql: Sql,
  conference: string,
  { body, kind, term }: Omit<RegisterNumber<Kind>, 'number'>,
): Promise<RegisterNumber<Kind>> {
  await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `register ${body} ${kind} ${term}`,
  ])
  const { rows } = await sql.query<{ number: number }>(
    `INSERT INTO register (body, kind, term, number, conference, version)
     SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, 1 FROM register
     WHERE body = $1 AND kind = $2 AND term = $3
     RETURNING number`,
    [body, kind, term, conference],
  )
  return { body, kind, term, number: rows[0]?.number ?? 0 }
}
