import Value from 'typebox/value'
import { describe, expect, it } from 'vitest'
import example from '../../docs/example-conference.json' with { type: 'json' }
import { ProfileOverrides } from '../../domain/profile-overrides.ts'
import { outOfForce } from '../../domain/profile-validity.ts'
import { schemaProblems } from '../../domain/schema-problems.ts'

const problems = (overrides: unknown) => schemaProblems(ProfileOverrides, overrides)

describe('the departures of a body from its profile', () => {
  it('are any part of it, none of them required', () => {
    for (const overrides of [{}, { page: { left: 35 } }, example.profileOverrides]) {
      expect(problems(overrides)).toEqual([])
      expect(Value.Check(ProfileOverrides, overrides)).toBe(true)
    }
  })

  it('stay within what can be printed, and say where they do not', () => {
    expect(problems({ page: { left: 5 } })).toEqual([
      { path: 'page.left', message: 'phải là số từ 15 đến 50, không phải 5' },
    ])
    for (const overrides of [
      { body: { size: 4 } },
      { body: { size: Number.NaN } },
      { body: { leading: '18' } },
      { heading: { right: [] } },
      { recipients: { archive: ['hai\ndòng'] } },
      { documents: { minutes: { number: 'Số …' } } },
      { documents: { report: {} } },
      { colour: 'red' },
      null,
    ]) {
      expect(problems(overrides)).not.toEqual([])
      expect(Value.Check(ProfileOverrides, overrides)).toBe(false)
    }
  })
})

describe('a profile', () => {
  const noon = (day: string) => Date.parse(`${day}T12:00:00+07:00`)

  it('is in force on the first and the last of its days', () => {
    expect(outOfForce('party-hd36-2018', noon('2018-04-03'))).toBeNull()
    expect(outOfForce('party-hd36-2018', noon('2025-12-31'))).toBeNull()
    expect(outOfForce('nd30', noon('2999-01-01'))).toBeNull()
  })

  it('is not before and after, by the day in Vietnam', () => {
    expect(outOfForce('party-hd36-2018', noon('2026-01-01'))).toEqual({ kind: 'ended', until: '2025-12-31' })
    expect(outOfForce('party-hd36-2018', Date.parse('2025-12-31T17:30:00Z'))?.kind).toBe('ended')
    expect(outOfForce('party-hd05-2026', noon('2025-12-31'))).toEqual({ kind: 'not-yet', from: '2026-01-01' })
  })
})
