import type { types } from 'mediasoup'
import { type Access, Crossing, type Pipe } from './crossing.ts'
import type { Site } from './site.ts'

/** Bytes; a burst of key frames must not overflow the loopback socket. The kernel may allow less. */
const SOCKET_BUFFER = 2_000_000

/**
 * Carries streams between the routers of one room. Each stream crosses to another router once, however many
 * receivers it has there, pauses while none of them wants it, and ends with the last of them.
 */
export class Pipes {
  readonly #pipes = new Map<Site, Map<Site, Promise<Pipe>>>()
  /** By the router that they lead to, then by the sender's producer. */
  readonly #crossings = new Map<Site, Map<types.Producer, Crossing>>()

  /** Lets a receiver at `to` have a stream that is sent at `from`. */
  reach(producer: types.Producer, from: Site, to: Site): Access {
    if (from === to) return local(producer)
    const crossings = known(this.#crossings, to)
    let crossing = crossings.get(producer)
    if (!crossing) {
      const opened = new Crossing(producer, this.#pipe(from, to), () => {
        if (crossings.get(producer) === opened) crossings.delete(producer)
      })
      crossing = opened
      crossings.set(producer, opened)
    }
    return crossing.open()
  }

  /** That router is gone, and with it what came from there or led there. */
  forget(site: Site): void {
    this.#pipes.delete(site)
    for (const pipes of this.#pipes.values()) pipes.delete(site)
    const crossings = this.#crossings.get(site)
    this.#crossings.delete(site)
    for (const crossing of [...(crossings?.values() ?? [])]) crossing.close()
  }

  #pipe(from: Site, to: Site): Promise<Pipe> {
    const pipes = known(this.#pipes, from)
    const present = pipes.get(to)
    if (present) return present
    const opening = openPipe(from, to)
    pipes.set(to, opening)
    const gone = () => {
      if (pipes.get(to) === opening) pipes.delete(to)
    }
    opening.then(({ near }) => near.observer.once('close', gone), gone)
    return opening
  }
}

async function openPipe(from: Site, to: Site): Promise<Pipe> {
  const places = await Promise.all([from.place, to.place])
  const [near, far] = await Promise.all(
    places.map(({ router }) =>
      router.createPipeTransport({
        listenInfo: {
          protocol: 'udp',
          ip: '127.0.0.1',
          sendBufferSize: SOCKET_BUFFER,
          recvBufferSize: SOCKET_BUFFER,
        },
      }),
    ) as [Promise<types.PipeTransport>, Promise<types.PipeTransport>],
  )
  near.observer.once('close', () => far.close())
  far.observer.once('close', () => near.close())
  const address = ({ tuple }: types.PipeTransport) => ({ ip: tuple.localAddress, port: tuple.localPort })
  try {
    await Promise.all([near.connect(address(far)), far.connect(address(near))])
    return { near, far }
  } catch (error) {
    near.close()
    throw error
  }
}

function local(producer: types.Producer): Access {
  return { producerId: Promise.resolve(producer.id), want: () => undefined, end: () => undefined }
}

function known<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let map = maps.get(key)
  if (!map) {
    map = new Map()
    maps.set(key, map)
  }
  return map
}
