import { describe, expect, test } from 'vitest'
import { grantsOf, mayCommand } from '../../domain/authority.ts'
import { type Right, rights, systemMay } from '../../domain/rights.ts'
import { decide } from '../../domain/rules.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { project } from '../../domain/view.ts'
import { actors, prepared } from './small-conference.ts'

const archived: ConferenceState = {
  ...prepared.state,
  archive: { importedAt: 2, madeAt: 1, demonstration: false, readers: ['luu-tru'] },
}
const reader = { kind: 'person', person: 'luu-tru', name: 'Lưu trữ' } as const

describe('a conference from elsewhere', () => {
  test('is read by those whom its import names; what its log grants is worth nothing here', () => {
    expect(grantsOf(archived, reader)).toEqual([{ role: 'archive', bridge: null }])
    for (const actor of actors) {
      expect(grantsOf(archived, actor), JSON.stringify(actor)).toEqual([])
    }
    expect(actors.some((actor) => grantsOf(prepared.state, actor).length > 0)).toBe(true)
  })

  test('is changed by nobody, the server neither', () => {
    const asking = { clock: 'system', now: 3 } as const
    for (const actor of [reader, { kind: 'system' } as const, ...actors]) {
      const decision = decide(archived, { type: 'conference/open' }, { ...asking, actor })
      expect(decision).toMatchObject({ kind: 'refused', code: 'conference/imported' })
    }
    expect(systemMay('line/report')).toBe(true)
    expect(mayCommand(archived, reader, { type: 'conference/open' })).toBe(false)
  })

  test('gives its reader no right that does anything', () => {
    const doing = (Object.keys(rights) as Right[]).filter(
      (right) =>
        (rights[right] as readonly string[]).includes('archive') && !/see$|read|hear|export/.test(right),
    )
    expect(doing).toEqual([])
  })

  test('shows who reads it to nobody', () => {
    const seen = project(archived, { grants: grantsOf(archived, reader) })
    expect(seen.archive).toMatchObject({ readers: [], madeAt: 1 })
    expect(seen.people).toEqual(archived.people)
  })
})
