import { expect, it } from 'vitest'
import { placesOnLines } from '../../client/prose/crowded-marks.ts'

it('counts the time marks of each line by themselves, a bold word being a little higher than its neighbours', () => {
  const lines = placesOnLines([100, 101.5, 126, 400, 399, 400.5])
  expect(lines).toEqual([
    { place: 1, of: 2 },
    { place: 2, of: 2 },
    { place: 1, of: 1 },
    { place: 1, of: 3 },
    { place: 2, of: 3 },
    { place: 3, of: 3 },
  ])
  expect(placesOnLines([])).toEqual([])
})
