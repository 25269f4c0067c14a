import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import { rehearsalOf, rehearsalOpensAt } from '../../domain/rehearsal.ts'
import type { Grant } from '../../domain/rights.ts'
import { project, visible } from '../../domain/view.ts'
import { rehearsed } from './rehearsed.ts'
import {
  ask,
  bridges,
  central,
  chair,
  deskOf,
  deskRoles,
  type History,
  hall,
  organiser,
  prepared,
  record,
  START,
} from './small-conference.ts'

const HOUR = 3_600_000
const sonLa = hall('son-la', 'approved')
const report = (bridge = 'son-la', clockSkew = 0): Command => ({
  type: 'rehearsal/report',
  bridge,
  measured: { ...rehearsed, clockSkew },
})
const decisionOf = (history: History) => history.asked.at(-1)?.decision

/** The prepared conference with another time at which rehearsals open. */
function opening(rehearsalOpensMinutesBefore: number): History {
  const { facts } = prepared.state
  if (!facts) throw new Error('the prepared conference has facts')
  const { clock, ...plan } = facts
  const changed = {
    type: 'conference-created',
    plan: { ...plan, rehearsalOpensMinutesBefore },
    clock,
  } as const
  return record(prepared, organiser, [changed], START - 2 * HOUR)
}

describe('a rehearsal reported by a hall', () => {
  it('is judged, and the latest stands for its bridge', () => {
    const first = ask(prepared, sonLa, report('son-la', 86_400_000), START)
    const second = ask(first, sonLa, report(), START + 1000)
    expect(rehearsalOf(first.state, 'son-la')?.results.at(-1)?.finding).toBe('clock/far-off')
    expect(rehearsalOf(second.state, 'son-la')).toMatchObject({
      at: START + 1000,
      measured: { ...rehearsed, clockSkew: 0 },
    })
    expect(rehearsalOf(second.state, 'son-la')?.results.every(({ outcome }) => outcome === 'pass')).toBe(true)
    expect(rehearsalOf(second.state, 'ha-noi')).toBeUndefined()
    expect(rehearsalOf(second.state, 'constructor')).toBeUndefined()
  })

  it('is refused an instant before the hour before the planned start, with the time from which it is not', () => {
    const early = ask(prepared, sonLa, report(), START - HOUR - 1)
    expect(decisionOf(early)).toEqual({
      kind: 'refused',
      code: 'rehearsal/not-open-yet',
      detail: { opensAt: START - HOUR },
    })
    expect(decisionOf(ask(prepared, sonLa, report(), START - HOUR))).toMatchObject({ kind: 'accepted' })
  })

  it('is taken as long before the start as the plan says', () => {
    const history = opening(90)
    expect(rehearsalOpensAt(history.state)).toBe(START - 90 * 60_000)
    expect(decisionOf(ask(history, sonLa, report(), START - 91 * 60_000))).toMatchObject({ kind: 'refused' })
    expect(decisionOf(ask(history, sonLa, report(), START - 90 * 60_000))).toMatchObject({ kind: 'accepted' })
    expect(decisionOf(ask(opening(0), sonLa, report(), START - 1))).toMatchObject({ kind: 'refused' })
  })

  it('is taken while the conference runs, even one that was opened ahead of its plan, and not after it', () => {
    const open = ask(opening(0), chair, { type: 'conference/open' }, START - 2 * HOUR)
    const during = ask(open, sonLa, report(), START - 2 * HOUR)
    expect(decisionOf(during)).toMatchObject({ kind: 'accepted' })
    const concluded = ask(during, chair, { type: 'conference/conclude' }, START)
    expect(decisionOf(ask(concluded, sonLa, report(), START))).toMatchObject({
      code: 'conference/already-concluded',
    })
  })

  it('comes from the approved device of that bridge and from nobody else', () => {
    const others = [
      hall('son-la', 'other'),
      hall('ha-noi', 'approved'),
      organiser,
      ...[central, 'son-la'].flatMap((bridge) => deskRoles.map((role) => deskOf(bridge, role))),
    ]
    for (const actor of others)
      expect(decisionOf(ask(prepared, actor, report(), START))).toMatchObject({ code: 'access/not-allowed' })
  })

  it('is seen by the organiser, the central desk but its delegates, and the desk and hall of its bridge', () => {
    const history = ask(prepared, sonLa, report(), START)
    const step = history.steps.at(-1)
    if (!step) throw new Error('nothing was recorded')
    const grants: readonly Grant[] = [
      { role: 'organiser', bridge: null },
      ...bridges.flatMap((bridge) => [...deskRoles, 'hall' as const].map((role) => ({ role, bridge }))),
    ]
    const seeing = grants.filter((grant) => {
      const viewer = { grants: [grant] }
      const inSnapshot = rehearsalOf(project(history.state, viewer), 'son-la') !== undefined
      expect(visible(step.before, step.entry, viewer) !== null).toBe(inSnapshot)
      return inSnapshot
    })
    expect(seeing.map(({ role, bridge }) => `${role} ${bridge ?? ''}`.trim())).toEqual([
      'organiser',
      `chair ${central}`,
      `secretary ${central}`,
      `technician ${central}`,
      'chair son-la',
      'secretary son-la',
      'technician son-la',
      'hall son-la',
    ])
    expect(project(history.state, { grants: [] }).rehearsals).toEqual({})
  })
})
