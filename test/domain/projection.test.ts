import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grantsOf } from '../../domain/authority.ts'
import type { Grant } from '../../domain/rights.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { advance, changesSight, project, type Viewer, visible } from '../../domain/view.ts'
import { histories, writtenBy } from './random-histories.ts'
import {
  actors,
  bridges,
  central,
  deskRoles,
  type History,
  prepared,
  record,
  type Step,
  secretOf,
  unheard,
} from './small-conference.ts'

/** Everybody who may look on: each role at each bridge, each hall, the organiser, and nobody in particular. */
const grants: readonly Grant[] = [
  { role: 'organiser', bridge: null },
  { role: 'archive', bridge: null },
  ...bridges.flatMap((bridge) => [...deskRoles, 'hall' as const].map((role) => ({ role, bridge }))),
]
const delegate = (bridge: string): Viewer => ({
  grants: [{ role: 'delegate', bridge }],
  person: `${secretOf(bridge)}delegate`,
})
const viewers: readonly Viewer[] = [
  { grants: [] },
  ...grants.map((grant) => ({ grants: [grant] })),
  ...bridges.map(delegate),
]
const people = actors.flatMap((actor) => (actor.kind === 'person' ? [actor.person] : []))
const anyViewer: fc.Arbitrary<Viewer> = fc.record(
  {
    grants: fc.uniqueArray(fc.constantFrom(...grants), { maxLength: 4 }),
    person: fc.constantFrom(...people),
  },
  { requiredKeys: ['grants'] },
)

/** The two sides of the law for one entry. */
function sides({ before, entry, after }: Step, viewer: Viewer): [ConferenceState, ConferenceState] {
  const seen = visible(before, entry, viewer)
  return [advance(project(before, viewer), entry, seen ? [seen] : []), project(after, viewer)]
}

/** Whoever may read a text is told who keeps it and who remarked on it, also where that is somebody of the centre. */
function withoutColleagues(key: string, value: unknown): unknown {
  if (key === 'author') return ''
  const isLock = typeof value === 'object' && value !== null && 'person' in value && 'until' in value
  return isLock ? { until: value.until } : value
}

function holdsFor(step: Step, viewer: Viewer): void {
  const [moved, afresh] = sides(step, viewer)
  if (!isDeepStrictEqual(moved, afresh)) expect({ viewer, moved }).toEqual({ viewer, moved: afresh })
}

describe('what a viewer sees', () => {
  it('is after each event what a fresh snapshot would show, for every role at every bridge', () => {
    fc.assert(
      fc.property(histories, ({ steps }) => {
        for (const step of steps.slice(prepared.steps.length))
          for (const viewer of viewers) holdsFor(step, viewer)
      }),
      { numRuns: 60 },
    )
  })

  it('is so for people with several roles, over the whole of a history at once', () => {
    fc.assert(
      fc.property(histories, anyViewer, fc.nat(), ({ steps, state }, viewer, from) => {
        for (const step of steps.slice(prepared.steps.length)) holdsFor(step, viewer)
        const missed = steps.slice(from % Math.max(1, steps.length))
        const [first] = missed
        if (!first) return
        const entries = missed.flatMap(({ before, entry }) => visible(before, entry, viewer) ?? [])
        expect(advance(project(first.before, viewer), state, entries)).toEqual(project(state, viewer))
      }),
      { numRuns: 100 },
    )
  })

  it('is so from the first event of a conference on', () => {
    const creation = rebuilt().steps
    for (const step of creation) for (const viewer of viewers) holdsFor(step, viewer)
  })

  it('is everything for the organiser and for the chair and secretary of the central bridge', () => {
    fc.assert(
      fc.property(histories, ({ state }) => {
        for (const { role, bridge } of grants) {
          const desk = role === 'organiser' || (bridge === central && /^(chair|secretary)$/.test(role))
          if (desk) expect(project(state, { grants: [{ role, bridge }] })).toEqual(state)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('is never what belongs to another bridge alone: its people, halls, written opinions, corrections', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...bridges.slice(1)), ({ steps, state }, own) => {
        const others = bridges.filter((bridge) => bridge !== own)
        for (const role of [...deskRoles, 'hall'] as const) {
          const viewer = { grants: [{ role, bridge: own }] }
          const seen = steps.map(({ before, entry }) => visible(before, entry, viewer))
          const said = JSON.stringify([project(state, viewer), seen], withoutColleagues)
          for (const other of others) {
            expect(said).not.toContain(secretOf(other))
            for (const document of writtenBy(state, other)) expect(said).not.toContain(`"${document}"`)
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  it('is nothing of any bridge alone for delegates, observers, halls and strangers', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...bridges), ({ steps, state }, own) => {
        const humble = ['delegate', 'observer', 'hall'] as const
        for (const held of [[], ...humble.map((role) => [{ role, bridge: own }])]) {
          const viewer = { grants: held }
          const seen = steps.map(({ before, entry }) => visible(before, entry, viewer))
          expect(JSON.stringify([project(state, viewer), seen], withoutColleagues)).not.toContain('secret-')
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is for a delegate their own ballot, and nobody else’s', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...bridges), ({ state }, bridge) => {
        const viewer = delegate(bridge)
        const seen = project(state, viewer).votes.filter(({ electorate }) => electorate === 'delegates')
        for (const vote of seen) {
          const whole = state.votes.find(({ id }) => id === vote.id)
          expect(vote.ballots).toEqual(whole?.ballots.filter(({ voter }) => voter === viewer.person))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('changes with somebody’s roles only where an event says that sight changed', () => {
    fc.assert(
      fc.property(histories, ({ steps }) => {
        for (const { before, entry, after } of steps) {
          if (changesSight([entry.event])) continue
          for (const actor of actors) expect(grantsOf(after, actor)).toEqual(grantsOf(before, actor))
        }
      }),
      { numRuns: 100 },
    )
  })
})

/** The history of a random conference, taken in again from its entries alone. */
function rebuilt(): History {
  const [history] = fc.sample(histories, 1)
  if (!history) throw new Error('no history')
  return history.steps.reduce(
    (held, { entry }) => record(held, entry.actor, [entry.event], entry.at),
    unheard,
  )
}
