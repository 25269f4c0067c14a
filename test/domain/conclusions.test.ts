import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import { NOTICE_WORKING_DAYS, workingDayAfter } from '../../domain/working-days.ts'
import { seal } from './random-texts.ts'
import { chair, deskOf, secretary } from './small-conference.ts'
import { tell } from './told-conference.ts'

const task = (work: string, due: string | null = null) => ({
  work,
  lead: 'Ban Tổ chức Trung ương',
  coordinating: ['Văn phòng'],
  due,
})
const add = (work: string, due: string | null = null): Command => ({
  type: 'conclusion/add',
  task: task(work, due),
})

function three() {
  const told = tell()
  const ids = ['một', 'hai', 'ba'].map((work) => told.does(secretary, add(work)))
  return { told, ids, works: () => told.state().tasks.map(({ work }) => work) }
}

describe('the conclusion', () => {
  it('is a list of work, each with who leads, who helps and until when', () => {
    const told = tell()
    const id = told.does(chair, add('Hoàn thiện dự thảo', '2023-06-30'))
    expect(told.state().tasks).toEqual([{ id, ...task('Hoàn thiện dự thảo', '2023-06-30') }])
  })

  it('is put into another order, reworded and shortened', () => {
    const { told, ids, works } = three()
    const [first = 0, second = 0, third = 0] = ids
    told.does(secretary, { type: 'conclusion/move', task: third, place: 0 })
    expect(works()).toEqual(['ba', 'một', 'hai'])
    told.does(secretary, { type: 'conclusion/move', task: third, place: 99 })
    expect(works()).toEqual(['một', 'hai', 'ba'])
    expect(told.answer(secretary, { type: 'conclusion/move', task: first, place: 0 })).toEqual([])
    told.does(secretary, { type: 'conclusion/change', task: second, to: task('hai mới') })
    told.does(secretary, { type: 'conclusion/remove', task: first })
    expect(works()).toEqual(['hai mới', 'ba'])
    expect(told.answer(secretary, { type: 'conclusion/remove', task: first })).toBe('conclusion/unknown-task')
  })

  it('names days that there are', () => {
    const { told } = three()
    for (const due of ['2023-02-29', '2023-13-01', '2023-06-31'])
      expect(told.answer(secretary, add('x', due))).toBe('command/malformed')
    expect(told.answer(secretary, add('x', '2024-02-29'))).toHaveLength(1)
  })

  it('is the centre’s, and fixed by the seal', () => {
    const { told } = three()
    expect(told.answer(deskOf('son-la', 'chair'), add('x'))).toBe('access/not-allowed')
    told.does(chair, { type: 'conference/conclude' })
    expect(told.answer(secretary, add('x'))).toHaveLength(1)
    told.does(chair, seal(told.state()))
    expect(told.answer(secretary, add('x'))).toBe('conference/sealed')
  })
})

describe('working days', () => {
  const at = (iso: string) => Date.parse(`${iso}+07:00`)

  it('leave out the weekend: five after Tuesday 30 May 2023 is Tuesday 6 June', () => {
    expect(workingDayAfter(at('2023-05-30T11:30'), NOTICE_WORKING_DAYS)).toBe('2023-06-06')
  })

  it('leave out the days of rest at the end of April and the beginning of September', () => {
    expect(workingDayAfter(at('2024-04-29T17:00'), 1)).toBe('2024-05-02')
    expect(workingDayAfter(at('2023-04-28T17:00'), 1)).toBe('2023-05-02')
    expect(workingDayAfter(at('2025-08-29T09:00'), 1)).toBe('2025-09-03')
    expect(workingDayAfter(at('2025-12-31T09:00'), 1)).toBe('2026-01-02')
  })

  it('leave out the days that the government gives besides', () => {
    const tet = ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20']
    expect(workingDayAfter(at('2026-02-13T09:00'), 1, tet)).toBe('2026-02-23')
  })

  it('are counted by Vietnam’s clock: late in the evening is still the same day', () => {
    expect(workingDayAfter(at('2023-05-30T23:59'), 1)).toBe('2023-05-31')
    expect(workingDayAfter(at('2023-05-31T00:01'), 1)).toBe('2023-06-01')
    expect(workingDayAfter(at('2023-05-30T23:59'), 0)).toBe('2023-05-30')
  })
})
