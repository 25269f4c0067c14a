import type { Database } from '../database/pool.ts'
import { invite, linkOf, putPerson } from './invitations.ts'

const ORGANISER = { id: 'organiser', name: 'Đơn vị tổ chức', title: null, organises: true } as const

/**
 * A link for the first organiser of a new installation; null once somebody who may create conferences has signed
 * in. Until then each start makes a new link and the earlier ones are worthless.
 */
export async function firstOrganiserLink(database: Database, publicUrl: string): Promise<string | null> {
  const { rowCount } = await database.query(
    'SELECT 1 FROM session JOIN person ON person.id = session.person WHERE person.organises LIMIT 1',
  )
  if (rowCount !== 0) return null
  await putPerson(database, ORGANISER)
  await database.query('UPDATE invitation SET revoked_at = now() WHERE person = $1 AND revoked_at IS NULL', [
    ORGANISER.id,
  ])
  const { token } = await invite(database, null, { kind: 'person', person: ORGANISER.id }, '/organiser')
  return linkOf(publicUrl, token)
}
