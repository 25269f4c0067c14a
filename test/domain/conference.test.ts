import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import type { BridgeFacts } from '../../domain/conference.ts'
import type { Actor } from '../../domain/rights.ts'
import { decide } from '../../domain/rules.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import {
  ask,
  bridges,
  central,
  chair,
  deskOf,
  type History,
  hall,
  organiser,
  prepared,
  START,
  unheard,
} from './small-conference.ts'

const system: Actor = { kind: 'system' }

function answer(state: ConferenceState, command: Command, actor: Actor = system) {
  return decide(state, command, { actor, clock: 'system', now: START })
}

const creation = prepared.asked[0]?.command as Extract<Command, { type: 'conference/create' }>
const creating = (bridges: readonly Partial<BridgeFacts>[], topics = creation.topics): Command => ({
  ...creation,
  topics,
  bridges: bridges.map((bridge) => ({ ...(creation.bridges[1] as BridgeFacts), ...bridge })),
})

describe('creating a conference', () => {
  it('writes down what was planned, then its topics, then its bridges', () => {
    const { steps, state } = ask(unheard, system, creation, START)
    expect(steps.map(({ entry }) => entry.event.type)).toEqual([
      'conference-created',
      ...creation.topics.map(() => 'topic-added'),
      ...creation.bridges.map(() => 'bridge-added'),
    ])
    expect(state.facts).toEqual({ ...creation.plan, clock: 'system' })
    expect(state.bridges.every(({ line }) => line.kind === 'never')).toBe(true)
  })

  it('says in the log that its clock is simulated', () => {
    const decision = decide(emptyConference, creation, { actor: system, clock: 'simulated', now: START })
    expect(decision).toMatchObject({ events: [{ clock: 'simulated' }, {}, {}, {}, {}, {}, {}, {}] })
  })

  it('happens once', () => {
    expect(answer(prepared.state, creation)).toMatchObject({ code: 'conference/exists' })
  })

  it('needs one central bridge, parents that exist, and each id once', () => {
    const top = { id: 'a', level: 'central', parent: null } as const
    expect(answer(emptyConference, creating([{ id: 'b' }]))).toMatchObject({ code: 'bridge/no-central' })
    expect(answer(emptyConference, creating([top, { ...top, id: 'b' }]))).toMatchObject({
      code: 'bridge/no-central',
      detail: { found: 2 },
    })
    expect(answer(emptyConference, creating([top, { id: 'b', parent: 'c' }]))).toMatchObject({
      code: 'bridge/unknown',
      detail: { bridge: 'c' },
    })
    expect(answer(emptyConference, creating([top, { ...top, level: 'province' }]))).toMatchObject({
      detail: { what: 'bridges' },
    })
    const twice = [...creation.topics, ...creation.topics]
    expect(answer(emptyConference, creating([top], twice))).toMatchObject({ detail: { what: 'topics' } })
  })
})

describe('roles', () => {
  const grant = (person: string, role: 'organiser' | 'chair', bridge: string | null, name = 'Một người') =>
    ({ type: 'role/grant', person, named: { name, title: null }, grant: { role, bridge } }) as const

  it('are held at a bridge that exists, the organiser’s at none', () => {
    expect(answer(prepared.state, grant('p', 'chair', null), organiser)).toMatchObject({
      code: 'bridge/unknown',
    })
    expect(answer(prepared.state, grant('p', 'chair', 'hue'), organiser)).toMatchObject({
      code: 'bridge/unknown',
    })
    expect(answer(prepared.state, grant('p', 'organiser', central), organiser)).toMatchObject({
      code: 'bridge/unknown',
    })
    expect(answer(prepared.state, grant('p', 'organiser', null), organiser)).toMatchObject({
      kind: 'accepted',
    })
  })

  it('granted again change nothing', () => {
    const once = ask(prepared, organiser, grant('p', 'chair', 'son-la'), START)
    expect(answer(once.state, grant('p', 'chair', 'son-la'), organiser)).toEqual({
      kind: 'accepted',
      events: [],
    })
  })

  it('of one person bear one name, whoever grants the second', () => {
    const once = ask(prepared, organiser, grant('p', 'chair', 'son-la'), START)
    const twice = ask(once, organiser, grant('p', 'chair', 'ha-noi', 'Người khác'), START)
    expect(twice.state.people.p).toEqual({
      name: 'Một người',
      title: null,
      grants: [
        { role: 'chair', bridge: 'son-la' },
        { role: 'chair', bridge: 'ha-noi' },
      ],
    })
  })

  it('can be given to somebody whose id every object inherits', () => {
    const odd = ask(prepared, organiser, grant('constructor', 'chair', 'son-la'), START)
    expect(Object.keys(odd.state.people)).toContain('constructor')
    const revoke = {
      type: 'role/revoke',
      person: 'toString',
      grant: { role: 'chair', bridge: central },
    } as const
    expect(answer(prepared.state, revoke, organiser)).toMatchObject({ code: 'person/unknown' })
  })
})

describe('a hall', () => {
  const device = (name: string) => `secret-son-la-${name}`
  const approve = (name: string) =>
    ({ type: 'hall/approve', bridge: 'son-la', device: device(name) }) as const

  it('has one approved device: another takes its place only by approval', () => {
    const swapped = ask(prepared, deskOf('son-la', 'technician'), approve('other'), START)
    expect(swapped.state.halls['son-la']).toEqual([
      { device: device('other'), code: 'secret-son-la-code', approved: true },
    ])
  })

  it('is approved once, and only a device that asked', () => {
    expect(answer(prepared.state, approve('approved'), organiser)).toMatchObject({
      code: 'hall/already-approved',
    })
    expect(answer(prepared.state, approve('third'), organiser)).toMatchObject({ code: 'hall/unknown-device' })
  })

  it('is not approved by itself, by another bridge or by a delegate', () => {
    for (const actor of [
      hall('son-la', 'other'),
      deskOf('ha-noi', 'technician'),
      deskOf('son-la', 'delegate'),
    ])
      expect(answer(prepared.state, approve('other'), actor)).toMatchObject({ code: 'access/not-allowed' })
  })

  it('reports its line when it changes, and cannot lose what it never had', () => {
    const report = (kind: 'connected' | 'lost'): Command => ({
      type: 'line/report',
      bridge: 'son-la',
      kind,
      since: START,
    })
    expect(answer(prepared.state, report('lost'))).toMatchObject({ code: 'bridge/line-unchanged' })
    const there = ask(prepared, system, report('connected'), START)
    expect(answer(there.state, report('connected'))).toMatchObject({ code: 'bridge/line-unchanged' })
    expect(answer(there.state, report('lost'))).toMatchObject({
      events: [{ type: 'line-lost', since: START }],
    })
  })
})

describe('the phases of a conference', () => {
  it('follow each other once: preparing, open, concluded', () => {
    const phases: string[] = []
    const codes: unknown[] = []
    let history: History = prepared
    for (const type of [
      'conference/conclude',
      'conference/open',
      'conference/open',
      'conference/conclude',
    ] as const) {
      history = ask(history, chair, { type }, START)
      const decision = history.asked.at(-1)?.decision
      codes.push(decision?.kind === 'refused' ? decision.code : decision?.kind)
      phases.push(history.state.phase)
    }
    expect(codes).toEqual(['conference/not-open', 'accepted', 'conference/not-preparing', 'accepted'])
    expect(phases).toEqual(['preparing', 'open', 'open', 'concluded'])
    expect(answer(history.state, { type: 'conference/conclude' }, chair)).toMatchObject({
      code: 'conference/already-concluded',
    })
  })

  it('take time from the log, which never goes back', () => {
    const late = ask(prepared, chair, { type: 'conference/open' }, START + 500)
    const earlier = ask(late, chair, { type: 'conference/conclude' }, START)
    expect(earlier.state).toMatchObject({ openedAt: START + 500, concludedAt: START + 500, at: START + 500 })
    expect(bridges).toContain(central)
  })
})
