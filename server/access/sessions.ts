import { randomBytes } from 'node:crypto'
import type { Actor } from '../../domain/rights.ts'
import type { Sql } from '../database/pool.ts'
import type { Home, Session } from '../session.ts'
import { hashToken, newToken } from './tokens.ts'

/** Persons sign in anew after two weeks; a hall's device stays until it is revoked. */
const PERSON_DAYS = 14
const HALL_DAYS = 3650

export interface SignedIn {
  readonly session: Session
  /** The cookie's value. */
  readonly token: string
  /** How long the browser keeps it, in seconds. */
  readonly maxAge: number
}

/**
 * Exchanges a link's token for a session; null when the token is unknown or revoked. A hall's browser that comes
 * again by the same link stays the same device.
 */
export async function signIn(
  sql: Sql,
  linkToken: string,
  known: readonly string[],
): Promise<SignedIn | null> {
  const { rows } = await sql.query<{
    id: string
    person: string | null
    hall_bridge: string | null
    conference: string
  }>(
    'SELECT id, person, hall_bridge, conference FROM invitation WHERE token_hash = $1 AND revoked_at IS NULL',
    [hashToken(linkToken)],
  )
  const [invitation] = rows
  if (!invitation) return null
  for (const token of known) {
    const session = await findSession(sql, token)
    if (session && (await cameBy(sql, token, invitation.id)))
      return { session, token, maxAge: ageOf(session) }
  }
  const token = newToken()
  const hall = invitation.hall_bridge !== null
  const device = hall ? `device-${randomBytes(8).toString('hex')}` : null
  await sql.query(
    `INSERT INTO session (token_hash, invitation, person, conference, hall_bridge, device, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7))`,
    [
      hashToken(token),
      invitation.id,
      invitation.person,
      invitation.conference,
      invitation.hall_bridge,
      device,
      hall ? HALL_DAYS : PERSON_DAYS,
    ],
  )
  const session = await findSession(sql, token)
  return session && { session, token, maxAge: ageOf(session) }
}

function ageOf(session: Session): number {
  // Browsers cap cookies at 400 days; a hall's is renewed whenever it signs in.
  return (session.actor.kind === 'hall' ? 400 : PERSON_DAYS) * 86_400
}

async function cameBy(sql: Sql, token: string, invitation: string): Promise<boolean> {
  const { rowCount } = await sql.query('SELECT 1 FROM session WHERE token_hash = $1 AND invitation = $2', [
    hashToken(token),
    invitation,
  ])
  return rowCount === 1
}

interface Row {
  person: string | null
  person_name: string | null
  organises: boolean | null
  conference: string | null
  hall_bridge: string | null
  device: string | null
  home: Home
}

/** The session of a cookie's value; null when it is unknown, revoked or has run out. */
export async function findSession(sql: Sql, token: string): Promise<Session | null> {
  const hash = hashToken(token)
  const { rows } = await sql.query<Row>(
    `SELECT session.person, person.name AS person_name, person.organises, session.conference,
            session.hall_bridge, session.device, invitation.home
     FROM session JOIN invitation ON invitation.id = session.invitation
       LEFT JOIN person ON person.id = session.person
     WHERE session.token_hash = $1 AND session.revoked_at IS NULL AND session.expires_at > now()
       AND invitation.revoked_at IS NULL`,
    [hash],
  )
  const [row] = rows
  if (!row) return null
  const base = { slot: hash.toString('hex').slice(0, 8), conference: row.conference, home: row.home }
  if (row.hall_bridge !== null && row.device !== null) {
    const actor: Actor = { kind: 'hall', bridge: row.hall_bridge, device: row.device }
    return { ...base, name: row.hall_bridge, actor, organises: false }
  }
  const name = row.person_name ?? ''
  const actor: Actor = { kind: 'person', person: row.person ?? '', name }
  return { ...base, name, actor, organises: row.organises ?? false }
}

export async function endSession(sql: Sql, token: string): Promise<void> {
  await sql.query('UPDATE session SET revoked_at = coalesce(revoked_at, now()) WHERE token_hash = $1', [
    hashToken(token),
  ])
}
