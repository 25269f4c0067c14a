import type { Role } from '../../domain/rights.ts'
import type { Home } from '../session.ts'

/** The page on which somebody with this role works. */
export function homeOf(role: Role, central: boolean): Home {
  if (role === 'organiser') return '/organiser'
  if (!central) return '/bridge'
  return role === 'secretary' ? '/secretary' : '/chair'
}
