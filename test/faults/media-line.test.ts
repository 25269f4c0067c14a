import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { goodLine, PacketFate } from '../support/line-quality.ts'
import { TcpLine } from '../support/tcp-line.ts'
import { UdpRelay } from '../support/udp-relay.ts'
import { until } from '../support/until.ts'
import { seededRandom } from './random.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

describe('the fate of packets on a poor line', () => {
  const fates = (seed: number, quality: object, count = 10_000, bytes = 1000) => {
    const fate = new PacketFate(seededRandom(seed))
    fate.quality = { ...goodLine, ...quality }
    // One packet a millisecond.
    return Array.from({ length: count }, (_, now) => fate.arrival(bytes, now))
  }

  it('follows from the seed, and loses the share that was asked for', () => {
    expect(fates(1, { loss: 0.1, jitterMs: 5 })).toEqual(fates(1, { loss: 0.1, jitterMs: 5 }))
    expect(fates(1, { loss: 0.1 })).not.toEqual(fates(2, { loss: 0.1 }))
    const lost = fates(1, { loss: 0.1 }).filter((after) => after === null).length
    expect(lost).toBeGreaterThan(900)
    expect(lost).toBeLessThan(1100)
  })

  it('delays between the bounds, and lets a packet overtake its neighbours only', () => {
    const arrivals = fates(1, { delayMs: 20, jitterMs: 30 }).map((after, now) => now + (after ?? 0))
    for (const [now, at] of arrivals.entries()) {
      expect(at - now).toBeGreaterThanOrEqual(20)
      expect(at).toBeGreaterThanOrEqual(Math.max(...arrivals.slice(Math.max(0, now - 50), now)) - 5)
    }
    expect(arrivals.some((at, now) => at < (arrivals[now - 1] ?? 0))).toBe(true)
  })

  it('passes no more than the line carries, and queues no more than a moment of it', () => {
    // 8 Mbit/s are offered to a line of 2.
    const passed = fates(1, { bitsPerSecond: 2_000_000 }).filter((after) => after !== null)
    expect(passed.length / 10_000).toBeCloseTo(0.25, 1)
    expect(Math.max(...passed)).toBeLessThan(200)
  })
})

describe('a relay', () => {
  async function echo(): Promise<{ server: Socket; seen: Set<number> }> {
    const server = createSocket('udp4')
    const seen = new Set<number>()
    server.on('message', (packet, { port, address }) => {
      seen.add(port)
      server.send(packet, port, address)
    })
    server.bind(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(() => server.close())
    return { server, seen }
  }

  async function client(port: number): Promise<{ send: () => void; received: () => number }> {
    const socket = createSocket('udp4')
    let received = 0
    socket.on('message', () => {
      received += 1
    })
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    closing.push(() => socket.close())
    return { send: () => socket.send('a', port, '127.0.0.9'), received: () => received }
  }

  it('passes packets there and back, each client under an address of its own, which it can change', async () => {
    const { server, seen } = await echo()
    const { port } = server.address()
    const relay = await UdpRelay.open({ address: '127.0.0.9', ports: [port], seed: 1 })
    closing.push(() => relay.close())
    const [one, other] = [await client(port), await client(port)]
    one.send()
    other.send()
    await until('both echoes', () => one.received() === 1 && other.received() === 1)
    expect(seen.size).toBe(2)
    relay.changeAddresses()
    one.send()
    await until('the echo', () => one.received() === 2)
    expect(seen.size).toBe(3)
  })

  it('lets nothing through while it is cut', async () => {
    const { server, seen } = await echo()
    const { port } = server.address()
    const relay = await UdpRelay.open({ address: '127.0.0.9', ports: [port], seed: 1 })
    closing.push(() => relay.close())
    const one = await client(port)
    relay.cut()
    one.send()
    await until('it to be counted', () => relay.counts.cut === 1)
    expect(seen.size).toBe(0)
    relay.restore()
    one.send()
    await until('the echo', () => one.received() === 1)
  })
})

describe('a line for pages and sockets', () => {
  async function overLine(line: TcpLine, host: string, port: number) {
    const socket = connect(Number(new URL(line.proxy).port), '127.0.0.1')
    socket.on('error', () => {})
    closing.push(() => socket.destroy())
    socket.write(Buffer.from([5, 1, 0]))
    await once(socket, 'data')
    const name = Buffer.from(host)
    const to = Buffer.alloc(2)
    to.writeUInt16BE(port)
    socket.write(Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, to]))
    const [answer] = (await once(socket, 'data')) as [Buffer]
    return { socket, granted: answer[1] === 0 }
  }

  async function opened() {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.pipe(socket)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(() => server.close())
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const line = await TcpLine.open(port)
    closing.push(() => line.close())
    return { line, port }
  }

  it('leads to the server and nowhere else, so that media cannot take it', async () => {
    const { line, port } = await opened()
    expect((await overLine(line, 'localhost', port)).granted).toBe(true)
    expect((await overLine(line, 'localhost', port + 1)).granted).toBe(false)
    expect((await overLine(line, '127.0.0.2', port)).granted).toBe(false)
    expect(line.refused).toBe(2)
  })

  it('says nothing while it is stalled, and everything after', async () => {
    const { line, port } = await opened()
    const { socket } = await overLine(line, 'localhost', port)
    let received = ''
    socket.on('data', (bytes: Buffer) => {
      received += bytes.toString()
    })
    socket.write('a')
    await until('the echo', () => received === 'a')
    line.stall()
    socket.write('b')
    const other = await overLine(line, 'localhost', port)
    other.socket.write('c')
    expect(received).toBe('a')
    line.restore()
    await until('the rest', () => received === 'ab')
  })

  it('ends every connection when it is cut', async () => {
    const { line, port } = await opened()
    const { socket } = await overLine(line, 'localhost', port)
    const ended = new Promise((resolve) => socket.once('close', resolve))
    line.cut()
    await ended
    line.restore()
    expect((await overLine(line, 'localhost', port)).granted).toBe(true)
  })
})
