import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grantsOf } from '../../domain/authority.ts'
import { holderTurn, remainingTime, type Turn, usedTime } from '../../domain/floor.ts'
import { openMicrophones } from '../../domain/programme.ts'
import type { Actor } from '../../domain/rights.ts'
import { bridgeOf, type ConferenceState } from '../../domain/state.ts'
import { histories } from './random-histories.ts'
import {
  actors,
  ask,
  central,
  chair,
  deskOf,
  type History,
  hall,
  prepared,
  START,
  type Step,
} from './small-conference.ts'

const RUNS = { numRuns: 100 }

function forEveryStep(check: (step: Step, history: History) => void): void {
  fc.assert(
    fc.property(histories, (history) => {
      for (const step of history.steps) check(step, history)
    }),
    RUNS,
  )
}

/** Whether the actor chairs the conference at this moment: the role can be given to more than one. */
function isChair(state: ConferenceState, actor: Actor): boolean {
  return grantsOf(state, actor).some((grant) => grant.role === 'chair' && grant.bridge === central)
}

const speakingTurns = (turns: readonly Turn[]) => turns.filter((turn) => turn.state.kind === 'speaking')

describe('the floor, whoever does whatever', () => {
  it('has at most one holder, and only the holder is heard beside the central bridge', () => {
    forEveryStep(({ after }) => {
      expect(speakingTurns(after.floor.turns).length).toBeLessThanOrEqual(1)
      const holder = holderTurn(after)?.bridge
      const heard = new Set([central, ...(holder === undefined ? [] : [holder])])
      expect(openMicrophones(after).filter((bridge) => !heard.has(bridge))).toEqual([])
      if (after.floor.cut) expect(openMicrophones(after)).toEqual([])
    })
  })

  it('goes to the head of the queue unless the chair said otherwise', () => {
    fc.assert(
      fc.property(histories, ({ asked, steps }) => {
        const calls = asked.flatMap(({ command, actor, decision }) =>
          command.type === 'floor/call' && decision.kind === 'accepted' ? [{ command, actor }] : [],
        )
        const grants = steps.filter(({ entry }) => entry.event.type === 'floor-granted')
        expect(grants).toHaveLength(calls.length)
        grants.forEach(({ before, entry }, index) => {
          if (entry.event.type !== 'floor-granted') return
          expect(isChair(before, entry.actor)).toBe(true)
          const first = before.floor.queue[0]?.id === entry.event.request
          expect(entry.event.outOfOrder).toBe(!first)
          if (!first) expect(calls[index]?.command.outOfOrder).toBe(true)
        })
      }),
      RUNS,
    )
  })

  it('keeps the order of those who wait unless the chair moves one', () => {
    forEveryStep(({ before, entry, after }) => {
      const was = before.floor.queue.map((request) => request.id)
      const is = after.floor.queue.map((request) => request.id)
      if (entry.event.type === 'request-moved') {
        expect(isChair(before, entry.actor)).toBe(true)
        expect(is.toSorted()).toEqual(was.toSorted())
        return
      }
      const stayed = was.filter((id) => is.includes(id))
      expect(is).toEqual(entry.event.type === 'floor-requested' ? [...stayed, entry.seq] : stayed)
      const leaves = entry.event.type === 'request-withdrawn' || entry.event.type === 'floor-granted'
      expect(was.length - stayed.length).toBe(leaves ? 1 : 0)
    })
  })

  it('ends each turn at most once, and every turn by the time the conference is concluded', () => {
    fc.assert(
      fc.property(histories, ({ steps, state }) => {
        const ended = steps.flatMap(({ entry }) =>
          entry.event.type === 'turn-ended' ? [entry.event.turn] : [],
        )
        expect(new Set(ended).size).toBe(ended.length)
        const over = state.floor.turns.filter((turn) => turn.state.kind === 'ended')
        expect(over.map((turn) => turn.id).toSorted()).toEqual(ended.toSorted())
        for (const { after } of steps)
          if (after.phase === 'concluded' || after.phase === 'sealed')
            expect(speakingTurns(after.floor.turns)).toEqual([])
      }),
      RUNS,
    )
  })

  it('opens exactly one contribution with each turn, of the same bridge, speaker and topics', () => {
    fc.assert(
      fc.property(histories, ({ state, steps }) => {
        const opened = steps.flatMap(({ entry: { event } }) =>
          event.type === 'contribution-opened'
            ? [{ id: event.turn, bridge: event.bridge, speaker: event.speaker, topics: event.topics }]
            : [],
        )
        expect(opened).toEqual(
          state.floor.turns.map(({ id, bridge, speaker, topics }) => ({ id, bridge, speaker, topics })),
        )
      }),
      RUNS,
    )
  })

  it('is not moved by strangers or by a hall that was not approved', () => {
    forEveryStep(({ entry, before }) => {
      const { actor } = entry
      if (actor.kind === 'person') expect(grantsOf(before, actor)).not.toEqual([])
      if (actor.kind !== 'hall') return
      const devices = before.halls[actor.bridge] ?? []
      expect(devices).toContainEqual(expect.objectContaining({ device: actor.device, approved: true }))
    })
  })
})

describe('the clock of a turn', () => {
  it('counts every moment once: used and remaining make what was granted, and used is never negative', () => {
    fc.assert(
      fc.property(histories, fc.nat(7_200_000), ({ steps }, later) => {
        for (const { after } of steps)
          for (const turn of after.floor.turns) {
            const now = after.at + later
            const used = usedTime(turn, now)
            expect(used + remainingTime(turn, now)).toBe(turn.seconds * 1000)
            expect(turn.seconds).toBeGreaterThanOrEqual(0)
            expect(used).toBeGreaterThanOrEqual(0)
            expect(used).toBeLessThanOrEqual(now - turn.grantedAt)
          }
      }),
      RUNS,
    )
  })

  it('stands still while the holder’s line is lost and after the end, else it runs', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 3_600_000 }), ({ steps }, passed) => {
        for (const { after } of steps)
          for (const turn of after.floor.turns) {
            const stands = turn.state.kind === 'ended' || bridgeOf(after, turn.bridge)?.line.kind === 'lost'
            const ran = usedTime(turn, after.at + passed) - usedTime(turn, after.at)
            expect(ran).toBe(stands ? 0 : passed)
          }
      }),
      RUNS,
    )
  })

  it('loses no moment twice when measured times cross', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.nat(100_000)), { maxLength: 12 }),
        fc.nat(200_000),
        (reports, now) => {
          let history = speaking()
          const granted = START + 2000
          for (const [lost, since] of reports)
            history = line(history, lost ? 'lost' : 'connected', granted + since, granted + 100_000)
          const turn = holderTurn(history.state)
          if (!turn) throw new Error('nobody speaks')
          const used = usedTime(turn, granted + now)
          expect(used).toBeGreaterThanOrEqual(0)
          expect(used).toBeLessThanOrEqual(now)
        },
      ),
      RUNS,
    )
  })

  it('does not run for a hall that was called while its line was lost, until it is back', () => {
    let history = line(line(waiting(), 'connected', START, START), 'lost', START, START + 1000)
    history = call(history, START + 2000)
    const turn = () => holderTurn(history.state) as Turn
    expect(usedTime(turn(), START + 60_000)).toBe(0)
    history = line(history, 'connected', START + 30_000, START + 31_000)
    expect(usedTime(turn(), START + 60_000)).toBe(30_000)
  })

  it('stops when the turn ends, though the line is still lost', () => {
    let history = line(speaking(), 'connected', START, START + 3000)
    history = line(history, 'lost', START + 12_000, START + 22_000)
    const { id } = holderTurn(history.state) as Turn
    history = ask(history, chair, { type: 'floor/take-back', turn: id }, START + 40_000)
    history = line(history, 'connected', START + 50_000, START + 51_000)
    expect(history.state.floor.turns[0]).toMatchObject({
      lost: [{ kind: 'closed', from: START + 12_000, to: START + 40_000 }],
      state: { kind: 'ended', at: START + 40_000, reason: 'taken-back' },
    })
    expect(usedTime(history.state.floor.turns[0] as Turn, START + 99_000)).toBe(10_000)
  })

  it('is lengthened and shortened by the chair, never below nothing', () => {
    const { id } = holderTurn(speaking().state) as Turn
    const extend = (history: History, seconds: number) =>
      ask(history, chair, { type: 'floor/extend', turn: id, seconds }, START + 5000)
    expect(extend(speaking(), 60).state.floor.turns[0]?.seconds).toBe(240)
    const nothing = extend(speaking(), -3600)
    expect(nothing.state.floor.turns[0]?.seconds).toBe(0)
    expect(extend(nothing, -60).asked.at(-1)?.decision).toEqual({ kind: 'accepted', events: [] })
  })
})

describe('speaking', () => {
  it('needs a request, a place at the head, and a free floor', () => {
    const first = waiting()
    const both = request(first, 'ha-noi')
    const [sonLa, haNoi] = both.state.floor.queue.map((waits) => waits.id)
    if (sonLa === undefined || haNoi === undefined) throw new Error('nobody waits')
    const answer = (history: History) => history.asked.at(-1)?.decision
    const calling = (history: History, id: number, outOfOrder = false) =>
      ask(history, chair, { type: 'floor/call', request: id, seconds: 180, outOfOrder }, START + 2000)

    expect(answer(request(both, 'ha-noi'))).toMatchObject({ code: 'floor/already-waiting' })
    expect(answer(request(both, central))).toMatchObject({ code: 'floor/central-needs-no-request' })
    expect(answer(calling(both, haNoi))).toMatchObject({ code: 'floor/not-first' })
    expect(answer(calling(both, 9999))).toMatchObject({ code: 'floor/unknown-request' })
    const jumped = calling(both, haNoi, true)
    expect(answer(jumped)).toMatchObject({ events: [{ outOfOrder: true }, { type: 'contribution-opened' }] })
    expect(answer(calling(jumped, sonLa))).toMatchObject({
      code: 'floor/taken',
      detail: { bridge: 'ha-noi' },
    })
  })

  it('cannot be asked for before the opening or after the conclusion', () => {
    const early = request(prepared, 'son-la')
    expect(early.asked.at(-1)?.decision).toMatchObject({ code: 'conference/not-open' })
    const concluded = ask(speaking(), chair, { type: 'conference/conclude' }, START + 9000)
    expect(concluded.state.floor.turns[0]?.state).toMatchObject({ kind: 'ended', reason: 'concluded' })
    expect(request(concluded, 'ha-noi').asked.at(-1)?.decision).toMatchObject({
      code: 'conference/not-open',
    })
  })

  it('is yielded by the holder’s own desk or approved hall, and by nobody else below the chair', () => {
    const { id } = holderTurn(speaking().state) as Turn
    const may = actors.filter((actor) => {
      const tried = ask(speaking(), actor, { type: 'floor/yield', turn: id }, START + 9000)
      return tried.asked.at(-1)?.decision.kind === 'accepted'
    })
    expect(may).toEqual([
      deskOf('son-la', 'chair'),
      deskOf('son-la', 'secretary'),
      deskOf('son-la', 'technician'),
      hall('son-la', 'approved'),
    ])
  })

  it('cannot be ended twice from two desks', () => {
    const { id } = holderTurn(speaking().state) as Turn
    const yielded = ask(
      speaking(),
      deskOf('son-la', 'chair'),
      { type: 'floor/yield', turn: id },
      START + 9000,
    )
    const again = ask(yielded, chair, { type: 'floor/take-back', turn: id }, START + 9001)
    expect(again.asked.at(-1)?.decision).toEqual({ kind: 'refused', code: 'floor/turn-ended' })
  })
})

function opened(): History {
  return ask(prepared, chair, { type: 'conference/open' }, START)
}

function request(history: History, bridge: string): History {
  const speaker = { name: 'Đại biểu', title: null }
  return ask(
    history,
    deskOf(bridge, 'chair'),
    { type: 'floor/request', bridge, speaker, topics: ['ty-le'] },
    START + 1000,
  )
}

function waiting(): History {
  return request(opened(), 'son-la')
}

function call(history: History, now: number): History {
  const head = history.state.floor.queue[0]?.id ?? 0
  return ask(history, chair, { type: 'floor/call', request: head, seconds: 180, outOfOrder: false }, now)
}

function speaking(): History {
  return call(waiting(), START + 2000)
}

function line(history: History, kind: 'connected' | 'lost', since: number, now: number): History {
  return ask(history, { kind: 'system' }, { type: 'line/report', bridge: 'son-la', kind, since }, now)
}
