import { expect, test } from 'vitest'
import type { Wire, WireEvents } from '../../client/connection/wire.ts'
import { openedEarly } from '../../client/shell/early-wire.ts'

function opening() {
  const opened: { address: string; events: WireEvents; isClosed: boolean }[] = []
  const open = (address: string, events: WireEvents): Wire => {
    const one = { address, events, isClosed: false }
    opened.push(one)
    return {
      request: async () => address,
      tell: () => undefined,
      check: () => undefined,
      close: () => {
        one.isClosed = true
      },
    }
  }
  return { open, opened }
}

function taker() {
  const heard: string[] = []
  const events: WireEvents = {
    opened: () => void heard.push('opened'),
    pushed: (event) => void heard.push(event),
    lost: (code) => void heard.push(`lost ${code}`),
  }
  return { heard, events }
}

const home = 'https://dau-cau.test'

test('the first who asks gets the wire that is open already, and hears all that has happened to it', async () => {
  const { open, opened } = opening()
  const wires = openedEarly(open, home)
  opened[0]?.events.opened()
  opened[0]?.events.pushed('presence', {})
  const { heard, events } = taker()
  const wire = wires(home, events)
  // It is told only once it holds the wire.
  expect(heard).toEqual([])
  await Promise.resolve()
  expect(heard).toEqual(['opened', 'presence'])
  opened[0]?.events.lost('access/not-signed-in')
  expect(heard.at(-1)).toBe('lost access/not-signed-in')
  expect(opened).toHaveLength(1)
  wire.close()
  expect(opened[0]?.isClosed).toBe(true)
})

test('every further one is opened as usual, and so is one to another address', () => {
  const { open, opened } = opening()
  const wires = openedEarly(open, home)
  wires('https://nut-hai.test', taker().events)
  wires(home, taker().events)
  wires(home, taker().events)
  expect(opened.map(({ address }) => address)).toEqual([home, 'https://nut-hai.test', home])
})
