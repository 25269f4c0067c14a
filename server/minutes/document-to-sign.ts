import type { ConferenceState } from '../../domain/state.ts'
import { minutesNumber } from './number.ts'
import type { FileToSign } from './signing-desk.ts'

/** What somebody is told, outside a browser, of the file that they are about to sign. */
export function documentToSign(state: ConferenceState, { version, sha256 }: FileToSign) {
  const { minutes, facts } = state
  const number = facts && minutes.kind === 'sealed' ? minutesNumber(facts, minutes.number) : ''
  return { conference: facts?.title ?? '', number, version, sha256 }
}
