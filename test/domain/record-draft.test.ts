import { expect, it } from 'vitest'
import { plainText } from '../../domain/prose.ts'
import { recordDraft } from '../../domain/record-draft.ts'
import { deskOf, secretary } from './small-conference.ts'
import { tell } from './told-conference.ts'

it('the drafted conclusion names how many tasks were given and leaves what they are to their table', () => {
  const told = tell()
  const task = { work: 'Hoàn thiện dự thảo', lead: 'Vụ Pháp chế', coordinating: [], due: '2026-06-15' }
  for (const lead of ['Vụ Pháp chế', 'Văn phòng'])
    told.does(secretary, { type: 'conclusion/add', task: { ...task, lead } })
  const drafted = plainText(recordDraft(told.state(), 'conclusion'))
  expect(drafted).toContain('giao 2 nhiệm vụ')
  expect(drafted).not.toContain('Vụ Pháp chế')
  told.does(deskOf('son-la', 'secretary'), { type: 'attendance/count', bridge: 'son-la', present: 7 })
  expect(plainText(recordDraft(told.state(), 'opening'))).toContain('Dự hội nghị có 7')
})
