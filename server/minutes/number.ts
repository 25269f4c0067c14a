import type { ConferencePlan } from '../../domain/conference.ts'
import type { RegisterNumber } from '../../domain/minutes.ts'
import { documentNumber, profileOf } from '../../templates/profiles/index.ts'

/** The number as it stands on the first page: `Số 01-BB/BTCTW` for the Party, `Số: 01/BB-UBND` for the state. */
export function minutesNumber(
  { profile, profileOverrides }: Pick<ConferencePlan, 'profile' | 'profileOverrides'>,
  { number, body }: RegisterNumber,
): string {
  return documentNumber(profileOf(profile, profileOverrides), number, body)
}
