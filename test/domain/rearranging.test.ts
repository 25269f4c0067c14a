import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import { contributionsInOrder, turnsOfContribution } from '../../domain/contribution-source.ts'
import { contributionOf } from '../../domain/contributions.ts'
import { documentsOf } from '../../domain/prose.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { deskOf, secretary } from './small-conference.ts'
import { read, readWhole, type Told, tell } from './told-conference.ts'

const split = (
  contribution: number,
  blocks: number,
  cuts: readonly number[],
  topics: string[] = [],
): Command => ({
  type: 'contribution/split-read',
  contribution,
  cuts: cuts.map((block) => ({ block, topics })),
  ...read(blocks),
})
const merge = (parts: readonly (readonly [contribution: number, blocks: number])[]): Command => ({
  type: 'contribution/merged',
  contributions: parts.map(([contribution, blocks]) => ({ contribution, ...read(blocks) })),
})
const standing = (state: ConferenceState) => contributionsInOrder(state).map(({ id }) => id)

/** The blocks of the originals that a contribution is made of, by way of its origins. */
function blocksOf(state: ConferenceState, id: number, lengths: ReadonlyMap<number, number>): string[] {
  const held = contributionOf(state, id)
  if (!held || held.origins.length === 0)
    return Array.from({ length: lengths.get(id) ?? 0 }, (_, block) => `${id}:${block}`)
  return held.origins.flatMap(({ contribution, from, to }) =>
    blocksOf(state, contribution, lengths).slice(from, to),
  )
}

interface Act {
  readonly kind: 'split' | 'merge' | 'classify'
  readonly of: number
  readonly with: readonly number[]
}
const acts = (kinds: readonly Act['kind'][]) =>
  fc.array(
    fc.record<Act>({
      kind: fc.constantFrom(...kinds),
      of: fc.nat(1000),
      with: fc.uniqueArray(fc.nat(12), { minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 25, size: 'max' },
  )
const lengths = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 })

/** One bridge files opinions of these lengths, and the secretary rearranges them. */
function rearranged(of: readonly number[], done: readonly Act[]) {
  const told = tell()
  const known = new Map(of.map((length) => [told.files('son-la', ['ty-le']), length]))
  const length = (id: number) => blocksOf(told.state(), id, known).length
  for (const act of done) {
    const ids = standing(told.state())
    const id = ids[act.of % ids.length] as number
    if (act.kind === 'classify') {
      told.does(secretary, { type: 'contribution/classify', contribution: id, topics: ['can-cu'] })
    } else if (act.kind === 'split') {
      const cuts = act.with.filter((cut) => cut > 0 && cut < length(id)).toSorted((a, b) => a - b)
      if (cuts.length > 0) told.does(secretary, split(id, length(id), cuts))
    } else {
      const parts = [...new Set([id, ...act.with.map((n) => ids[n % ids.length] as number)])]
      if (parts.length > 1) told.does(secretary, merge(parts.map((part) => [part, length(part)])))
    }
  }
  return { state: told.state(), known }
}

describe('contributions that are split, merged and reclassified', () => {
  it('hold every block of every original exactly once, whatever was done with them', () => {
    fc.assert(
      fc.property(lengths, acts(['split', 'merge', 'classify']), (of, done) => {
        const { state, known } = rearranged(of, done)
        const held = standing(state).flatMap((id) => blocksOf(state, id, known))
        const all = [...known.keys()].flatMap((id) => blocksOf(state, id, known))
        expect(held.toSorted()).toEqual(all.toSorted())
      }),
      { numRuns: 200 },
    )
  })

  it('are replaced by exactly those that came from them', () => {
    fc.assert(
      fc.property(lengths, acts(['split', 'merge']), (of, done) => {
        const { state } = rearranged(of, done)
        for (const { id, standing: now } of state.contributions) {
          const from = state.contributions.filter(({ origins }) =>
            origins.some(({ contribution }) => contribution === id),
          )
          expect(now.kind === 'replaced' ? now.into : []).toEqual(from.map((part) => part.id))
        }
      }),
      { numRuns: 100 },
    )
  })

  it('are read in the order in which they were said, however often they are split', () => {
    fc.assert(
      fc.property(lengths, acts(['split']), (of, done) => {
        const { state, known } = rearranged(of, done)
        const all = [...known.keys()].flatMap((id) => blocksOf(state, id, known))
        expect(standing(state).flatMap((id) => blocksOf(state, id, known))).toEqual(all)
      }),
      { numRuns: 100 },
    )
  })
})

function three(): { told: Told; first: number; second: number; third: number } {
  const told = tell()
  const first = told.speaks('son-la', ['ty-le'])
  const second = told.speaks('ha-noi', ['can-cu'])
  return { told, first, second, third: told.speaks('son-la', ['can-cu']) }
}

describe('a speech that is split', () => {
  it('leaves its place to its parts, each with its own topics, all with its speaker and its turn', () => {
    const { told, first, second, third } = three()
    const part = told.does(secretary, split(first, 4, [1, 3], ['co-che']))
    expect(standing(told.state())).toEqual([part, part + 1, part + 2, second, third])
    const parts = told.state().contributions.slice(-3)
    expect(parts.map(({ topics }) => topics)).toEqual([['ty-le'], ['co-che'], ['co-che']])
    expect(parts.flatMap(({ origins }) => origins.map(({ from, to }) => [from, to]))).toEqual([
      [0, 1],
      [1, 3],
      [3, 4],
    ])
    const [turn] = told.state().floor.turns
    for (const { id, bridge, speaker } of parts) {
      expect({ bridge, speaker }).toEqual({ bridge: 'son-la', speaker: turn?.speaker })
      expect(turnsOfContribution(told.state(), id)).toEqual([turn?.id])
    }
    expect(documentsOf(told.state())).not.toContain(`c${first}`)
  })

  it('is cut inside its text alone, in order, and as it was seen', () => {
    const { told, first } = three()
    for (const cuts of [[4], [2, 2], [3, 1]])
      expect(told.answer(secretary, split(first, 4, cuts))).toBe('contribution/cut-outside')
    expect(told.answer(secretary, split(first, 4, [1], ['khac']))).toBe('topic/unknown')
    const stale = { ...split(first, 4, [1]), docSeq: 2 } as Command
    expect(told.answer(secretary, stale)).toBe('contribution/changed-meanwhile')
    expect(told.answer(deskOf('son-la', 'secretary'), split(first, 4, [1]))).toBe('access/not-allowed')
  })

  it('is not touched again: its parts are', () => {
    const { told, first } = three()
    const part = told.does(secretary, split(first, 4, [2]))
    const again: Command[] = [
      split(first, 4, [1]),
      merge([
        [first, 4],
        [part, 2],
      ]),
      { type: 'contribution/classify', contribution: first, topics: [] },
      { type: 'contribution/reinstate', contribution: first },
    ]
    for (const command of again) expect(told.answer(secretary, command)).toBe('contribution/replaced')
  })

  it('hands a written opinion’s files to its first part, once', () => {
    const told = tell()
    const filed = told.files('son-la')
    const file = { sha256: 'a'.repeat(64), name: 'Góp ý.pdf', mediaType: 'application/pdf', size: 9 }
    told.does(deskOf('son-la', 'secretary'), { type: 'contribution/attach', contribution: filed, file })
    told.does(secretary, split(filed, 3, [1, 2]))
    expect(
      told
        .state()
        .contributions.slice(-3)
        .map(({ attachments }) => attachments.length),
    ).toEqual([1, 0, 0])
  })
})

describe('contributions that are merged', () => {
  it('stand where the first of them stood, on all their topics, and lead back to all their turns', () => {
    const { told, first, second, third } = three()
    const merged = told.does(
      secretary,
      merge([
        [first, 2],
        [third, 1],
      ]),
    )
    expect(standing(told.state())).toEqual([merged, second])
    expect(contributionOf(told.state(), merged)?.topics).toEqual(['ty-le', 'can-cu'])
    const turns = told.state().floor.turns.filter(({ bridge }) => bridge === 'son-la')
    expect(turnsOfContribution(told.state(), merged)).toEqual(turns.map(({ id }) => id))
  })

  it('are of one bridge, one speaker and one kind of source: nobody’s words become another’s', () => {
    const { told, first, second, third } = three()
    const filed = told.files('son-la')
    const attribute = (contribution: number, name: string) =>
      told.does(secretary, { type: 'contribution/attribute', contribution, speaker: { name, title: null } })
    attribute(second, 'Đại diện son-la')
    attribute(third, 'Người khác')
    for (const other of [second, third, filed]) {
      const parts = merge([
        [first, 2],
        [other, 1],
      ])
      expect(told.answer(secretary, parts)).toBe('contribution/different-speakers')
    }
  })
})

describe('a contribution that was opened by mistake', () => {
  const reason = 'Mở nhầm'

  it('is void while it holds no word, counts nowhere, and can be taken back', () => {
    const { told, first, second, third } = three()
    const empty = { type: 'contribution/void-read', contribution: first, reason } as const
    expect(told.answer(secretary, { ...empty, ...readWholeOnly(3, false) })).toBe('contribution/not-empty')
    told.does(secretary, { ...empty, ...readWholeOnly(0, true) })
    expect(standing(told.state())).toEqual([second, third])
    expect(documentsOf(told.state())).not.toContain(`c${first}`)
    told.does(secretary, { type: 'contribution/reinstate', contribution: first })
    expect(standing(told.state())).toEqual([first, second, third])
  })
})

function readWholeOnly(seq: number, empty: boolean) {
  return { current: readWhole(seq, seq, empty).current }
}
