/**
 * Why a command was refused. Codes are stable: clients hold the Vietnamese sentence for each, and a retry of a
 * refused command gets the same code again.
 */
export const refusalCodes = [
  'access/not-allowed',
  'command/malformed',
  'conference/exists',
  'conference/unknown',
  'conference/not-open',
  'conference/not-preparing',
  'conference/already-concluded',
  'conference/not-concluded',
  'conference/sealed',
  'conference/imported',
  'bridge/unknown',
  'bridge/no-central',
  'bridge/line-unchanged',
  'topic/unknown',
  'topic/exists',
  'topic/in-use',
  'topic/too-deep',
  'topic/within-itself',
  'person/unknown',
  'hall/unknown-device',
  'hall/already-approved',
  'floor/taken',
  'floor/not-first',
  'floor/unknown-request',
  'floor/already-waiting',
  'floor/central-needs-no-request',
  'floor/turn-ended',
  'floor/unknown-turn',
  'floor/cut-unchanged',
  'floor/turn-running',
  'screen/floor-needed',
  'screen/taken',
  'rehearsal/not-open-yet',
  'contribution/unknown',
  'contribution/changed-meanwhile',
  'contribution/empty',
  'contribution/still-speaking',
  'contribution/replaced',
  'contribution/cut-outside',
  'contribution/different-speakers',
  'contribution/not-empty',
  'contribution/has-files',
  'contribution/too-many-files',
  'contribution/too-late',
  'confirmation/unknown-change',
  'confirmation/settled',
  'confirmation/deadline-past',
  'ledger/central',
  'ledger/not-a-column',
  'synthesis/unknown-group',
  'synthesis/grouped-already',
  'synthesis/not-under-topic',
  'attendance/too-many',
  'attendance/unknown-attendee',
  'attendance/not-present',
  'attendance/marked-already',
  'vote/unknown',
  'vote/closed',
  'vote/still-open',
  'vote/other-electorate',
  'vote/no-voter',
  'vote/already-cast',
  'vote/hands-are-seen',
  'vote/box-differs',
  'vote/box-unreadable',
  'conclusion/unknown-task',
  'conclusion/too-many',
  'review/unknown-comment',
  'review/unknown-document',
  'review/locked',
  'review/no-older-text',
  'review/not-empty',
  'recording/unknown',
  'minutes/not-sealed',
  'minutes/ledger-gap',
  'minutes/already-sealed',
  'minutes/not-rendered',
  'minutes/unprintable',
  'minutes/already-signed',
  'minutes/secretary-first',
  'minutes/chair-first',
  'minutes/not-signed',
  'minutes/not-your-turn',
  'minutes/moved-on',
] as const

export type RefusalCode = (typeof refusalCodes)[number]

export interface Refused {
  readonly kind: 'refused'
  readonly code: RefusalCode
  /** Facts that a message may name; never a sentence. */
  readonly detail?: Readonly<Record<string, string | number>>
}

export function refuse(code: RefusalCode, detail?: Readonly<Record<string, string | number>>): Refused {
  return detail ? { kind: 'refused', code, detail } : { kind: 'refused', code }
}

export function isRefused(value: object): value is Refused {
  return 'kind' in value && value.kind === 'refused'
}
