import { nd30 } from './nd30.ts'
import { partyHd05 } from './party-hd05-2026.ts'
import { partyHd36 } from './party-hd36-2018.ts'
import type { Profile, ProfileId } from './profile.ts'

export { documentNumber, type Profile, type ProfileId } from './profile.ts'

export const PROFILES: Readonly<Record<ProfileId, Profile>> = {
  nd30,
  'party-hd36-2018': partyHd36,
  'party-hd05-2026': partyHd05,
}
