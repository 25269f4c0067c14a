import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { Server } from 'socket.io'
import { io, type Socket } from 'socket.io-client'
import { afterEach, describe, expect, test } from 'vitest'
import { openWithin, waitBefore } from '../../client/connection/backoff.ts'
import { hasSlept } from '../../client/connection/network-watch.ts'
import { type OpeningTries, openSocket } from '../../client/connection/open-socket.ts'

const ends: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** A node on which the first `silent` tries to open a line get no answer, as on a network that swallows them. */
async function startNode(silent: number) {
  const http = createServer()
  const swallowed: Duplex[] = []
  const node = new Server({ transports: ['websocket'] })
  node.attach(http)
  let upgrades = 0
  const answer = http.listeners('upgrade').at(-1) as (...given: unknown[]) => void
  http.removeAllListeners('upgrade')
  http.on('upgrade', (request, socket, head) => {
    if (++upgrades > silent) answer(request, socket, head)
    else swallowed.push(socket)
  })
  const end = () => {
    for (const socket of swallowed) socket.destroy()
    return node.close()
  }
  ends.push(end)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const make = () => io(address, { transports: ['websocket'], reconnection: false, forceNew: true })
  return { node, make, end, upgrades: () => upgrades }
}

type Outcome = { opened: Socket } | { failed: string | null; tooLong: boolean }

function outcomeOf(make: () => Socket, within: number, knock?: OpeningTries['knock']): Promise<Outcome> {
  return new Promise((resolve) =>
    openSocket(
      { make, within, knock },
      {
        opened: (opened) => resolve({ opened }),
        failed: (failed, tooLong) => resolve({ failed, tooLong }),
      },
    ),
  )
}

describe('opening a line', () => {
  test('does not wait for a try that the network has swallowed', async () => {
    const { make, upgrades } = await startNode(1)
    const outcome = await outcomeOf(make, 20_000)
    expect('opened' in outcome && outcome.opened.connected).toBe(true)
    expect(upgrades()).toBe(2)
    if ('opened' in outcome) outcome.opened.close()
  })

  test('keeps one line, however many tries have opened', async () => {
    const { make } = await startNode(0)
    const made: Socket[] = []
    const outcome = await outcomeOf(() => {
      const socket = make()
      made.push(socket)
      return socket
    }, 20_000)
    expect(made.filter((socket) => socket.connected)).toEqual('opened' in outcome ? [outcome.opened] : [])
    for (const socket of made) socket.close()
  })

  test('says at once that nobody is there, and after a while that nobody answers', async () => {
    const { make, end } = await startNode(Number.POSITIVE_INFINITY)
    expect(await outcomeOf(make, 200)).toEqual({ failed: null, tooLong: true })
    await end()
    expect(await outcomeOf(make, 20_000)).toEqual({ failed: null, tooLong: false })
  })

  test('tries no socket where nobody answers a knock, and one as soon as somebody does', async () => {
    const { make } = await startNode(0)
    let sockets = 0
    const counted = () => {
      sockets += 1
      return make()
    }
    const nobody = () => Promise.reject(new TypeError('refused'))
    expect(await outcomeOf(counted, 20_000, nobody)).toEqual({ failed: null, tooLong: false })
    expect(await outcomeOf(counted, 1_500, () => new Promise(() => undefined))).toEqual({
      failed: null,
      tooLong: true,
    })
    expect(sockets).toBe(0)
    // The first knock is swallowed, the second is heard.
    let knocks = 0
    const outcome = await outcomeOf(counted, 20_000, () =>
      ++knocks === 1 ? new Promise(() => undefined) : Promise.resolve(),
    )
    expect(sockets).toBe(1)
    if ('opened' in outcome) outcome.opened.close()
    expect('opened' in outcome).toBe(true)
  })

  test('names the code with which the server turns the page away', async () => {
    const { make, node } = await startNode(0)
    node.use((_socket, next) => next(Object.assign(new Error(), { data: { code: 'access/not-signed-in' } })))
    expect(await outcomeOf(make, 20_000)).toEqual({ failed: 'access/not-signed-in', tooLong: false })
  })

  test('gets more time on a thin line, within bounds', () => {
    const times = Array.from({ length: 12 }, (_, tooLong) => openWithin(tooLong))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times[0]).toBeLessThanOrEqual(3000)
    expect(times.at(-1)).toBeLessThanOrEqual(12_000)
  })

  test('is tried again after a second at most, and not by everybody in the same instant', () => {
    for (let attempt = 0; attempt < 50; attempt++) {
      expect(waitBefore(attempt, () => 1)).toBeLessThanOrEqual(1000)
      expect(waitBefore(attempt, () => 0)).toBeGreaterThanOrEqual(125)
    }
    expect(waitBefore(5, () => 0)).toBeLessThan(waitBefore(5, () => 1))
  })
})

describe('a page has slept', () => {
  test('when it was not run for longer than the server waits for it', () => {
    expect(hasSlept(1_100, false)).toBe(false)
    expect(hasSlept(8_000, false)).toBe(true)
  })

  test('but not when it is only out of sight, where browsers run it once a minute', () => {
    expect(hasSlept(61_000, true)).toBe(false)
    expect(hasSlept(600_000, true)).toBe(true)
  })
})
