import { describe, expect, test } from 'vitest'
import { sealObstacles } from '../../client/chair/seal-obstacles.ts'
import { columnTotals, ledgerLines, shownLines, shows } from '../../client/ledger/ledger-view.ts'
import type { Bridge } from '../../domain/conference.ts'
import { planOf } from '../../domain/conference-file.ts'
import type { Contribution } from '../../domain/contributions.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import file from '../../server/demo/conference-132.json' with { type: 'json' }

const plan = planOf(file as unknown as Parameters<typeof planOf>[0])
const bridges: readonly Bridge[] = plan.bridges.map((bridge) => ({ ...bridge, line: { kind: 'never' } }))
const [one, two] = plan.topics.map(({ id }) => id) as [string, string]

const contribution = (id: number, bridge: string, topics: readonly string[]): Contribution => ({
  id,
  bridge,
  speaker: { name: 'Đại biểu', title: null },
  topics,
  kind: null,
  source: { kind: 'written', filedAt: 1 },
  origins: [],
  standing: { kind: 'standing' },
  confirmation: { kind: 'none' },
  attachments: [],
})

const state: ConferenceState = {
  ...emptyConference,
  phase: 'concluded',
  topics: plan.topics,
  bridges,
  contributions: [
    contribution(1, 'dien-bien', [one, two]),
    contribution(2, 'dien-bien', []),
    { ...contribution(3, 'son-la', [one]), standing: { kind: 'void', reason: 'nhầm', at: 2 } },
  ],
  noOpinion: { 'ha-noi': plan.topics.map(({ id }) => id) },
  reminded: { 'son-la': 5 },
}
const lines = ledgerLines(state)
const line = (bridge: string) => lines.find((held) => held.bridge === bridge)

describe('the ledger of sixty-four bridges', () => {
  test('has a line for each bridge but the one that consults', () => {
    expect(lines).toHaveLength(bridges.length - 1)
    expect(lines.every(({ cells }) => cells.length === plan.topics.length)).toBe(true)
  })

  test('counts an opinion once in its line, whatever it concerns, and no void one', () => {
    const all = plan.topics.length
    expect(line('dien-bien')).toMatchObject({ written: 2, unclassified: 1, missing: all - 2 })
    expect(line('son-la')).toMatchObject({ written: 0, missing: all, remindedAt: 5 })
    expect(line('ha-noi')).toMatchObject({ written: 0, missing: 0 })
  })

  test('adds each column up to the number of bridges', () => {
    const [first] = columnTotals(lines)
    expect(first).toEqual({ given: 1, none: 1, missing: lines.length - 2 })
  })

  test('finds a bridge without its marks, in its region, and whether something is missing', () => {
    const named = (filter: Partial<Parameters<typeof shownLines>[1]>) =>
      shownLines(lines, { show: 'all', region: 'all', search: '', ...filter }).map(({ bridge }) => bridge)
    expect(named({ search: ' dien b' })).toEqual(['dien-bien'])
    expect(named({ search: 'dien', region: 'mekong' })).toEqual([])
    expect(named({ show: 'missing' })).not.toContain('ha-noi')
    expect(named({ show: 'silent' })).toHaveLength(lines.length - 2)
    expect(lines.filter(shows.silent).map(({ bridge }) => bridge)).not.toContain('dien-bien')
  })

  test('tells the chair before the seal which bridges lack what, and whose word is awaited', () => {
    const { gaps, firstGaps, unsettled } = sealObstacles(state)
    expect(gaps).toBe(lines.length - 1)
    expect(firstGaps).toHaveLength(5)
    expect(firstGaps.some(({ lacks }) => lacks === 'chưa có ý kiến nào')).toBe(true)
    expect(unsettled).toEqual(['Còn 2 ý kiến chưa được xác nhận: Điện Biên.'])
  })
})
