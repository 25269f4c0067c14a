import { expect, it } from 'vitest'
import { deskFor, type Grant } from '../../domain/rights.ts'

it('leads everybody to where they work, and those who sit in a hall to their bridge, the central one too', () => {
  const desk = (role: Grant['role'], bridge: string | null) => deskFor({ role, bridge }, 'trung-uong')
  expect(desk('organiser', null)).toBe('organiser')
  expect(desk('hall', 'son-la')).toBe('hall')
  for (const role of ['chair', 'secretary', 'technician', 'delegate', 'observer'] as const)
    expect(desk(role, 'son-la')).toBe('bridge')
  expect((['chair', 'technician', 'secretary'] as const).map((role) => desk(role, 'trung-uong'))).toEqual([
    'chair',
    'chair',
    'secretary',
  ])
  for (const role of ['delegate', 'observer'] as const) expect(desk(role, 'trung-uong')).toBe('bridge')
})
