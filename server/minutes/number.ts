import type { ProfileId } from '../../domain/conference.ts'
import type { RegisterNumber } from '../../domain/minutes.ts'
import { documentNumber, PROFILES } from '../../templates/profiles/index.ts'

/** The number as it stands on the first page: `Số 01-BB/BTCTW` for the Party, `Số: 01/BB-UBND` for the state. */
export function minutesNumber(profile: ProfileId, { number, body }: RegisterNumber): string {
  return documentNumber(PROFILES[profile], number, body)
}
