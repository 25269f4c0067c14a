import { MediaError } from './errors.ts'
import type { Peer } from './peer.ts'
import type { RoomPlace } from './transports.ts'
import type { WorkerSlot } from './worker-slot.ts'

/** Counts of what exists in a room, in the worker's own words. */
export interface RoomCounts {
  readonly routers: number
  readonly transports: number
  readonly producers: number
  readonly consumers: number
}

/** The part of a room that one worker carries: a router there, and the peers whose transports hang on it. */
export class Site {
  readonly slot: WorkerSlot
  /** Rejects when the router cannot be made, or its site was closed before. */
  readonly place: Promise<RoomPlace>
  readonly peers = new Set<Peer>()
  #closed = false

  constructor(slot: WorkerSlot, place: Promise<RoomPlace>) {
    this.slot = slot
    this.place = place.then((made) => {
      if (!this.#closed) return made
      made.router.close()
      throw new MediaError('media/closed')
    })
    // Whoever needs the place sees for himself that there is none.
    this.place.catch(() => undefined)
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Idempotent. Its transports close with it. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.place.then(({ router }) => router.close()).catch(() => undefined)
  }
}

const nothing: RoomCounts = { routers: 0, transports: 0, producers: 0, consumers: 0 }

/** The sites' counts added up. */
export async function measureSites(sites: readonly Site[]): Promise<RoomCounts> {
  const counts = await Promise.all(sites.map(measureSite))
  const sum = (of: keyof RoomCounts) => counts.reduce((total, one) => total + one[of], 0)
  return {
    routers: sum('routers'),
    transports: sum('transports'),
    producers: sum('producers'),
    consumers: sum('consumers'),
  }
}

/** A site whose worker dies while it is asked holds nothing any more. */
async function measureSite(site: Site): Promise<RoomCounts> {
  try {
    const { router } = await site.place
    const dump = await router.dump()
    return {
      routers: 1,
      transports: dump.transportIds.length,
      producers: dump.mapProducerIdConsumerIds.length,
      consumers: dump.mapConsumerIdProducerId.length,
    }
  } catch {
    return nothing
  }
}
