import { randomBytes } from 'node:crypto'
import type { Sql } from '../database/pool.ts'
import type { Home } from '../session.ts'
import { hashToken, newToken } from './tokens.ts'

/** Whom a link lets in: a person, or any device that stands in a bridge's hall (which is then approved once). */
export type Invited =
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'hall'; readonly bridge: string }

export interface Invitation {
  readonly id: string
  readonly kind: 'person' | 'hall'
  /** Person id; null for a hall's link. */
  readonly person: string | null
  /** The hall's bridge; null for a person's link. */
  readonly bridge: string | null
  readonly createdAt: Date
  /** The first sign-in by it. */
  readonly usedAt: Date | null
  readonly revokedAt: Date | null
}

/** Makes a link. Its token is answered once and kept only as a hash. */
export async function invite(
  sql: Sql,
  conference: string | null,
  invited: Invited,
  home: Home,
): Promise<{ readonly id: string; readonly token: string }> {
  const id = `inv-${randomBytes(6).toString('hex')}`
  const token = newToken()
  await sql.query(
    `INSERT INTO invitation (id, token_hash, conference, person, hall_bridge, home)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      id,
      hashToken(token),
      conference,
      invited.kind === 'person' ? invited.person : null,
      invited.kind === 'hall' ? invited.bridge : null,
      home,
    ],
  )
  return { id, token }
}

/** The link's address: the token in the fragment, which browsers do not send. */
export function linkOf(publicUrl: string, token: string): string {
  return `${publicUrl}/vao#${token}`
}

export async function listInvitations(sql: Sql, conference: string): Promise<readonly Invitation[]> {
  const { rows } = await sql.query<Omit<Invitation, 'kind'>>(
    `SELECT id, person, hall_bridge AS bridge, created_at AS "createdAt", revoked_at AS "revokedAt",
            (SELECT min(session.created_at) FROM session WHERE session.invitation = invitation.id) AS "usedAt"
     FROM invitation WHERE conference = $1 ORDER BY created_at, id`,
    [conference],
  )
  return rows.map((row) => ({ ...row, kind: row.person === null ? 'hall' : 'person' }))
}

/** Makes the link and every session that came by it worthless. Answers whether there was such a link. */
export async function revoke(sql: Sql, conference: string, id: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `WITH revoked AS (
       UPDATE invitation SET revoked_at = coalesce(revoked_at, now()) WHERE conference = $1 AND id = $2 RETURNING id
     ), ended AS (
       UPDATE session SET revoked_at = coalesce(revoked_at, now())
       WHERE invitation IN (SELECT id FROM revoked)
     )
     SELECT FROM revoked`,
    [conference, id],
  )
  return rowCount === 1
}

/** Adds a person, or corrects the name that the next sign-in shows. */
export async function putPerson(
  sql: Sql,
  person: {
    readonly id: string
    readonly name: string
    readonly title: string | null
    readonly organises?: boolean
  },
): Promise<void> {
  await sql.query(
    `INSERT INTO person (id, name, title, organises) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, title = excluded.title`,
    [person.id, person.name, person.title, person.organises ?? false],
  )
}
