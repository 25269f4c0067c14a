import type { ProfileOverrides } from '../../domain/profile-overrides.ts'
import { nd30 } from './nd30.ts'
import { overridden } from './overrides.ts'
import { partyHd05 } from './party-hd05-2026.ts'
import { partyHd36 } from './party-hd36-2018.ts'
import type { Profile, ProfileId } from './profile.ts'

export {
  type DocumentForm,
  documentNumber,
  type Profile,
  type ProfileId,
  type SigningRole,
  signatureTitle,
} from './profile.ts'

export const PROFILES: Readonly<Record<ProfileId, Profile>> = {
  nd30,
  'party-hd36-2018': partyHd36,
  'party-hd05-2026': partyHd05,
}

/** The form of a conference's documents: its legal profile with what its body has otherwise. */
export function profileOf(id: ProfileId, overrides?: ProfileOverrides | null): Profile {
  return overrides ? overridden(PROFILES[id], overrides) : PROFILES[id]
}
