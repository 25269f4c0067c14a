import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import type { Actor } from '../../domain/rights.ts'
import { digest } from './random-intents.ts'
import { seal } from './random-texts.ts'
import { chair, deskOf, secretary } from './small-conference.ts'
import { tell } from './told-conference.ts'

const system: Actor = { kind: 'system' }
const reopen: Command = { type: 'minutes/reopen', reason: 'Ghi thiếu vế sau' }
const rendered = (version: number, n: number): Command => ({
  type: 'minutes/rendered',
  version,
  sha256: digest(n),
  size: 9,
})
const signed = (version: number, field: 'secretary' | 'chair', base: number, n: number): Command => ({
  type: 'minutes/signed',
  version,
  field,
  base: digest(base),
  sha256: digest(n),
  size: 9,
  signer: 'Minh họa',
  certificate: digest(99),
})

function sealed() {
  const told = tell()
  const contribution = told.speaks('son-la', ['ty-le'])
  told.does(chair, { type: 'conference/conclude' })
  told.does(chair, seal(told.state()))
  return { told, contribution }
}

describe('minutes that are reopened', () => {
  it('name the newest file of the version that they replace, with the reason', () => {
    const { told } = sealed()
    expect(told.answer(chair, reopen)).toBe('minutes/not-rendered')
    told.does(system, rendered(1, 10))
    told.does(secretary, signed(1, 'secretary', 10, 11))
    told.does(chair, reopen)
    expect(told.events().at(-1)).toEqual({
      type: 'minutes-reopened',
      version: 1,
      reason: 'Ghi thiếu vế sau',
      replaces: digest(11),
    })
    expect(told.answer(chair, reopen)).toBe('minutes/not-sealed')
    expect(told.answer(secretary, reopen)).toBe('access/not-allowed')
  })

  it('leave the sealed version as it was, and open the record again', () => {
    const { told, contribution } = sealed()
    told.does(system, rendered(1, 10))
    const before = told.state().minutes
    const classify: Command = { type: 'contribution/classify', contribution, topics: ['can-cu'] }
    expect(told.answer(secretary, classify)).toBe('conference/sealed')
    told.does(chair, reopen)
    expect(told.state()).toMatchObject({ phase: 'concluded', minutes: { kind: 'draft' } })
    expect(told.state().formerMinutes).toEqual([
      { ...before, reopened: { at: told.now(), reason: 'Ghi thiếu vế sau' } },
    ])
    told.does(secretary, classify)
    expect(told.answer(chair, { type: 'conference/conclude' })).toBe('conference/already-concluded')
  })

  it('are sealed, rendered and signed anew as the next version; nothing of the former one fits', () => {
    const { told } = sealed()
    told.does(system, rendered(1, 10))
    told.does(chair, reopen)
    told.does(chair, seal(told.state()))
    expect(told.answer(system, rendered(1, 20))).toBe('minutes/not-sealed')
    told.does(system, rendered(2, 20))
    expect(told.answer(secretary, signed(1, 'secretary', 20, 21))).toBe('minutes/not-sealed')
    expect(told.answer(secretary, signed(2, 'secretary', 10, 21))).toBe('minutes/moved-on')
    told.does(secretary, signed(2, 'secretary', 20, 21))
    told.does(chair, signed(2, 'chair', 21, 22))
    const { minutes, formerMinutes } = told.state()
    if (minutes.kind !== 'sealed') throw new Error('the minutes are sealed')
    expect([minutes.version, minutes.newest]).toEqual([2, digest(22)])
    expect(formerMinutes.map((former) => [former.version, former.newest])).toEqual([[1, digest(10)]])
  })

  it('keep the corrections that were offered meanwhile', () => {
    const { told, contribution } = sealed()
    const text = 'Đề nghị ghi đủ'
    told.does(deskOf('son-la', 'chair'), { type: 'minutes/propose-correction', contribution, text })
    told.does(system, rendered(1, 10))
    told.does(chair, reopen)
    expect(told.state().corrections).toMatchObject([{ contribution, text }])
  })
})
