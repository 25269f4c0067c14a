import { expect, it } from 'vitest'
import { deskFor, type Grant } from '../../domain/rights.ts'

it('whoever has no desk at the central bridge sits in its hall, and is led to neither chair nor secretary', () => {
  const at = (role: Grant['role'], bridge: string | null) => deskFor({ role, bridge }, 'tw')
  expect([at('chair', 'tw'), at('technician', 'tw'), at('secretary', 'tw')]).toEqual([
    'chair',
    'chair',
    'secretary',
  ])
  expect([at('delegate', 'tw'), at('observer', 'tw'), at('observer', 'son-la')]).toEqual([
    'bridge',
    'bridge',
    'bridge',
  ])
  expect([at('chair', 'son-la'), at('hall', 'son-la'), at('organiser', null)]).toEqual([
    'bridge',
    'hall',
    'organiser',
  ])
})
