import type { Contribution } from '../../domain/contributions.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'

/** A conference with so many written opinions, numbered from 10. */
export function manyContributions(count: number): ConferenceState {
  const contributions = Array.from(
    { length: count },
    (_, index): Contribution => ({
      id: 10 + index,
      bridge: 'tw',
      speaker: { name: `Đại biểu ${index + 1}`, title: null },
      topics: [],
      kind: null,
      source: { kind: 'written', filedAt: 1_685_414_392_000 },
      origins: [],
      standing: { kind: 'standing' },
      confirmation: { kind: 'none' },
      attachments: [],
    }),
  )
  return { ...emptyConference, phase: 'open', contributions, bridges: [central] }
}

const central: ConferenceState['bridges'][number] = {
  id: 'tw',
  name: 'Trung ương',
  unit: 'Ban Tổ chức Trung ương',
  level: 'central',
  parent: null,
  delegates: null,
  chair: null,
  line: { kind: 'never' },
}
