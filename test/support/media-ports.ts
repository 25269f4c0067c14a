import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { availableParallelism } from 'node:os'

/** Below the ports that the system hands out by itself, so that no connection of another test takes one meanwhile. */
const MEDIA_PORTS = { first: 20_000, last: 31_000 }

/** The first of as many ports in a row as there are media workers, free over UDP and TCP now. */
export async function freeMediaPorts(): Promise<number> {
  for (;;) {
    const { first, last } = MEDIA_PORTS
    const from = first + Math.floor(Math.random() * (last - first))
    const ports = Array.from({ length: availableParallelism() }, (_, index) => from + index)
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return from
  }
}

async function isFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4').unref()
  const probe = createServer().unref()
  try {
    const bound = once(socket, 'listening')
    const listening = once(probe, 'listening')
    socket.bind(port, '127.0.0.1')
    probe.listen(port, '127.0.0.1')
    await Promise.all([bound, listening])
    return true
  } catch {
    return false
  } finally {
    socket.close()
    probe.close()
  }
}
