import type { Grant, Role } from '../../domain/rights.ts'
import type { Electorate } from '../../domain/votes.ts'

/** In whose name somebody with these grants votes at a bridge; null where they have no ballot there. */
export function voterAt(
  grants: readonly Grant[],
  person: string,
  electorate: Electorate,
  bridge: string,
): string | null {
  const holds = (...roles: readonly Role[]) =>
    grants.some((grant) => grant.bridge === bridge && (roles as readonly string[]).includes(grant.role))
  if (electorate === 'delegates') return holds('delegate', 'chair') ? person : null
  return holds('chair', 'secretary') ? bridge : null
}
