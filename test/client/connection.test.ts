import { describe, expect, test } from 'vitest'
import { UNSENT_AT_MOST } from '../../client/connection/command-queue.ts'
import { Connection } from '../../client/connection/connection.ts'
import type { DomainEvent } from '../../domain/events.ts'
import type { CommandRequest, Joined, LogBatch } from '../../domain/protocol.ts'
import { RULES_BUILD } from '../../domain/rules.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import { handClock, type Line, memoryWires, settled } from './memory-wire.ts'

const HOME = 'http://one.example'
const OTHER = 'http://two.example'
const cut: DomainEvent = { type: 'microphones-cut' }
const opened: DomainEvent = { type: 'conference-opened' }

function state(seq: number): ConferenceState {
  return { ...emptyConference, seq, at: seq * 1000, phase: 'open' }
}

function batch(from: number, ...events: DomainEvent[]): LogBatch {
  const entries = events.map((event, index) => ({
    seq: from + index + 1,
    at: (from + index + 1) * 1000,
    event,
  }))
  const to = { seq: from + events.length, at: (from + events.length) * 1000 }
  return { conference: 'c', from, to, entries }
}

function joined(change: Partial<Joined> = {}): { ok: true; value: Joined } {
  const value: Joined = {
    conference: 'c',
    identity: { kind: 'person', person: 'p', name: 'Người điều hành' },
    grants: [{ role: 'chair', bridge: 'trung-uong' }],
    build: RULES_BUILD,
    now: 1_000_000,
    nodes: [HOME, OTHER],
    owner: null,
    catchUp: { kind: 'snapshot', state: state(5) },
    ...change,
  }
  return { ok: true, value }
}

function start() {
  const { openWire, lines } = memoryWires()
  const clock = handClock()
  let ids = 0
  const connection = new Connection({
    conference: 'c',
    home: HOME,
    openWire,
    timers: clock,
    random: () => 1,
    newId: () => `command-${++ids}`,
  })
  const line = (index: number): Line => lines[index] as Line
  /** Opens the line and answers its joining. */
  const join = async (index: number, answer: unknown = joined()) => {
    line(index).open()
    await settled()
    line(index)
      .asked.find((asked) => asked.event === 'join')
      ?.answer(answer)
    await settled()
  }
  const commandsOn = (index: number) =>
    line(index)
      .asked.filter((asked) => asked.event === 'command')
      .map((asked) => ({ ...asked, message: asked.message as CommandRequest }))
  return { connection, lines, line, clock, join, commandsOn }
}

describe('joining', () => {
  test('shows the facts of the snapshot once the owner has answered', async () => {
    const { connection, join } = start()
    expect(connection.view().status).toBe('connecting')
    await join(0)
    expect(connection.view()).toMatchObject({ status: 'live', state: { seq: 5 }, joining: 1 })
  })

  test('follows a node that names the owner, at once', async () => {
    const { connection, line, lines, join } = start()
    await join(0, joined({ owner: OTHER }))
    expect(line(0).closed).toBe(true)
    expect(lines.map((held) => held.address)).toEqual([HOME, OTHER])
    await join(1)
    expect(connection.view().status).toBe('live')
  })

  test('goes round slowly while two nodes name each other', async () => {
    const { lines, join, clock } = start()
    await join(0, joined({ owner: OTHER }))
    await join(1, joined({ owner: HOME }))
    expect(lines).toHaveLength(2)
    clock.pass(2_000)
    expect(lines).toHaveLength(3)
  })

  test('stops asking when the server says that this page may not enter', async () => {
    const { connection, lines, join, clock } = start()
    await join(0, { ok: false, code: 'access/not-allowed' })
    expect(connection.view()).toMatchObject({ status: 'refused', refusal: { code: 'access/not-allowed' } })
    clock.pass(60_000)
    expect(lines).toHaveLength(1)
  })

  test('stops asking when the line itself is refused by name, and goes on when it only failed', async () => {
    const refused = start()
    refused.line(0).lose('access/not-signed-in')
    expect(refused.connection.view().status).toBe('refused')
    const failed = start()
    failed.line(0).lose()
    failed.clock.pass(2_000)
    expect(failed.lines.length).toBeGreaterThan(1)
  })
})

describe('a hall whose device is not approved', () => {
  const waiting = { ok: false, code: 'hall/not-approved', detail: { code: 'A1B2' } }

  test('waits on the same line, showing its code', async () => {
    const { connection, line, join } = start()
    await join(0, waiting)
    expect(line(0).closed).toBe(false)
    expect(connection.view()).toMatchObject({ status: 'awaiting', refusal: { detail: { code: 'A1B2' } } })
  })

  test('enters once the server says that it was approved', async () => {
    const { connection, line, join } = start()
    await join(0, waiting)
    line(0).push('admitted', { conference: 'c' })
    await settled()
    line(0).asked.at(-1)?.answer(joined())
    await settled()
    expect(connection.view()).toMatchObject({ status: 'live', refusal: null })
  })

  test('waits again after its approval was taken away, without the facts of before', async () => {
    const { connection, line, join } = start()
    await join(0)
    line(0).push('dismissed', { conference: 'c' })
    await settled()
    expect(line(0).asked.at(-1)?.message).not.toHaveProperty('since')
    line(0).asked.at(-1)?.answer(waiting)
    await settled()
    expect(connection.view()).toMatchObject({ status: 'awaiting', state: null, grants: [] })
  })
})

describe('facts', () => {
  test('move on by the same rules as the server', async () => {
    const { connection, line, join } = start()
    await join(0)
    line(0).push('log', batch(5, cut))
    expect(connection.view().state).toMatchObject({ seq: 6, floor: { cut: true } })
  })

  test('are one object until something changes, so that pages draw only then', async () => {
    const { connection, line, join } = start()
    await join(0)
    const before = connection.view()
    line(0).push('log', batch(3, cut))
    expect(connection.view()).toBe(before)
  })

  test('pushed before the answer to joining are not lost', async () => {
    const { connection, line } = start()
    line(0).open()
    await settled()
    line(0).push('log', batch(5, cut))
    line(0).asked[0]?.answer(joined())
    await settled()
    expect(connection.view().state).toMatchObject({ seq: 6, floor: { cut: true } })
  })

  test('with a gap are thrown away and asked for anew', async () => {
    const { connection, line, lines, join, clock } = start()
    await join(0)
    line(0).push('log', batch(8, cut))
    expect(connection.view().status).toBe('offline')
    clock.pass(2_000)
    expect(lines).toHaveLength(2)
    line(1).open()
    await settled()
    expect(line(1).asked[0]?.message).not.toHaveProperty('since')
  })

  test('are replaced when the server widens or narrows what may be seen', async () => {
    const { connection, line, join } = start()
    await join(0)
    line(0).push('snapshot', { conference: 'c', grants: [], state: state(7) })
    expect(connection.view()).toMatchObject({ grants: [], state: { seq: 7 } })
  })
})

describe('a lost line', () => {
  test('keeps the last facts on the page and says that they are old', async () => {
    const { connection, line, join } = start()
    await join(0)
    line(0).lose()
    expect(connection.view()).toMatchObject({ status: 'offline', state: { seq: 5 } })
  })

  test('does not make the halls look lost: it is this page that cannot see them', async () => {
    const { connection, line, join } = start()
    await join(0)
    const lost = [{ bridge: 'son-la', since: 5, reason: 'page-silent' }]
    line(0).push('presence', { conference: 'c', connected: ['ha-noi'], lost })
    line(0).lose()
    expect(connection.view().presence).toEqual(['ha-noi'])
    expect(connection.view().lost).toEqual(lost)
  })

  test('is sought on the other nodes too, and only what was missed is asked for', async () => {
    const { connection, line, lines, join, clock } = start()
    await join(0)
    line(0).lose()
    clock.pass(2_000)
    expect(lines[1]?.address).toBe(OTHER)
    line(1).lose()
    clock.pass(2_000)
    expect(lines[2]?.address).toBe(HOME)
    line(2).open()
    await settled()
    expect(line(2).asked[0]?.message).toMatchObject({ since: 5 })
    line(2).asked[0]?.answer(joined({ catchUp: { kind: 'entries', from: 5, batch: batch(5, cut, opened) } }))
    await settled()
    expect(connection.view()).toMatchObject({ status: 'live', joining: 2, state: { seq: 7 } })
  })

  test('is never waited for longer than a second', async () => {
    const { lines, clock } = start()
    for (let round = 0; round < 20; round++) {
      lines.at(-1)?.lose()
      const before = lines.length
      clock.pass(1_000)
      expect(lines.length).toBe(before + 1)
    }
  })

  test('is given up when the page closes', async () => {
    const { connection, line, lines, join, clock } = start()
    await join(0)
    line(0).lose()
    connection.close()
    clock.pass(60_000)
    expect(lines).toHaveLength(1)
  })
})

describe('commands', () => {
  const done = { ok: true, value: { first: 6, last: 6 } }

  test('resolve with the answer of the server', async () => {
    const { connection, join, commandsOn } = start()
    await join(0)
    const answer = connection.command({ type: 'floor/cut' })
    expect(connection.view().waiting).toBe(1)
    commandsOn(0)[0]?.answer(done)
    await expect(answer).resolves.toEqual(done)
    expect(connection.view().waiting).toBe(0)
  })

  test('whose answer was lost go out again under the same id', async () => {
    const { connection, line, join, commandsOn, clock } = start()
    await join(0)
    const answer = connection.command({ type: 'floor/cut' })
    line(0).lose()
    clock.pass(60_000)
    await join(1)
    expect(commandsOn(1).map((asked) => asked.message.id)).toEqual(['command-1'])
    commandsOn(1)[0]?.answer(done)
    await expect(answer).resolves.toEqual(done)
  })

  test('keep their order over a lost line', async () => {
    const { connection, line, join, commandsOn, clock } = start()
    await join(0)
    line(0).lose()
    void connection.command({ type: 'floor/cut' })
    void connection.command({ type: 'floor/restore' })
    clock.pass(2_000)
    await join(1)
    expect(commandsOn(1).map((asked) => asked.message.command.type)).toEqual(['floor/cut', 'floor/restore'])
  })

  test('that never left the page are given up before they could surprise anybody', async () => {
    const { connection, line, join, commandsOn, clock } = start()
    await join(0)
    line(0).lose()
    const answer = connection.command({ type: 'floor/cut' })
    clock.pass(UNSENT_AT_MOST)
    await expect(answer).resolves.toEqual({ ok: false, code: 'page/not-sent' })
    await join(1)
    expect(commandsOn(1)).toEqual([])
  })

  test('answered by a node that no longer owns the conference go to the one that does', async () => {
    const { connection, line, join, commandsOn, clock } = start()
    await join(0)
    const answer = connection.command({ type: 'floor/cut' })
    commandsOn(0)[0]?.answer({ ok: false, code: 'node/not-owner' })
    await settled()
    expect(line(0).closed).toBe(true)
    clock.pass(2_000)
    await join(1)
    expect(commandsOn(1).map((asked) => asked.message.id)).toEqual(['command-1'])
    commandsOn(1)[0]?.answer(done)
    await expect(answer).resolves.toEqual(done)
  })

  test('refused by the rules are answered, not repeated', async () => {
    const { connection, line, join, commandsOn, clock } = start()
    await join(0)
    const answer = connection.command({ type: 'floor/cut' })
    commandsOn(0)[0]?.answer({ ok: false, code: 'floor/cut-unchanged' })
    await expect(answer).resolves.toMatchObject({ code: 'floor/cut-unchanged' })
    line(0).lose()
    clock.pass(2_000)
    await join(1)
    expect(commandsOn(1)).toEqual([])
  })
})

describe('the clock', () => {
  test('is the server’s, measured in the middle of the question', async () => {
    const { connection, line, clock } = start()
    line(0).open()
    await settled()
    clock.pass(200)
    line(0).asked[0]?.answer(joined({ now: 5_000_000 }))
    await settled()
    clock.pass(1_000)
    expect(connection.serverNow()).toBe(5_000_000 + 100 + 1_000)
  })

  test('is never behind what the log says', async () => {
    const { connection, line, join } = start()
    await join(0, joined({ now: 1_000 }))
    line(0).push('log', batch(5, cut))
    expect(connection.serverNow()).toBe(6_000)
  })
})

test('a page of other rules says that it should be loaded anew', async () => {
  const { connection, join } = start()
  await join(0, joined({ build: RULES_BUILD + 1 }))
  expect(connection.view().outdated).toBe(true)
})

test('questions of other parts of the page fail by name while there is no line', async () => {
  const { connection, line, join } = start()
  await expect(connection.request('media', {})).resolves.toEqual({ ok: false, code: 'page/offline' })
  await join(0)
  const asked = connection.request('media', {})
  line(0).lose()
  await expect(asked).resolves.toEqual({ ok: false, code: 'page/offline' })
})

describe('when the network changes', () => {
  test('a line that was there is looked after, not thrown away', async () => {
    const { connection, line, lines, join } = start()
    await join(0)
    connection.networkChanged('changed')
    expect(line(0)).toMatchObject({ checks: 1, closed: false })
    expect(lines).toHaveLength(1)
    expect(connection.view().status).toBe('live')
  })

  test('a line that was lost is sought at once', async () => {
    const { connection, line, lines, join } = start()
    await join(0)
    line(0).lose()
    expect(lines).toHaveLength(1)
    connection.networkChanged('changed')
    expect(lines).toHaveLength(2)
  })

  test('a page that has slept opens another line at once: the server has given up the one before', async () => {
    const { connection, line, lines, join } = start()
    await join(0)
    connection.networkChanged('woke')
    expect(line(0).closed).toBe(true)
    expect(connection.view().status).toBe('offline')
    expect(lines).toHaveLength(2)
    await join(1)
    expect(connection.view()).toMatchObject({ status: 'live', joining: 2 })
  })

  test('a page that is turned away, or closed, stays so', async () => {
    const { connection, lines, join } = start()
    await join(0, { ok: false, code: 'access/not-allowed' })
    connection.networkChanged('woke')
    connection.networkChanged('changed')
    expect(lines).toHaveLength(1)
    expect(connection.view().status).toBe('refused')
  })
})
