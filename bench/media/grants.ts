import { setTimeout as sleep } from 'node:timers/promises'
import type { Participant } from '../../scripts/play/participant.ts'
import type { Child } from '../generator/calls.ts'
import type { GeneratorCalls } from '../generator/main.ts'
import { monotonic, type Sight } from '../generator/receiving.ts'
import { call, takeBack } from './conference.ts'
import { type GrantFigures, spread } from './figures.ts'

/**
 * How long a bridge waits at the head of the queue (ms), which is prepared: mediasoup chooses no layer that has flowed
 * for less than 2 s, and who waits for the floor waits longer.
 */
const PREPARED_AFTER = 3000
/** Longest wait for the high layer in every hall (ms). */
const SEEN_WITHIN = 5000
const LOOK_EVERY = 100

export interface Grant {
  readonly bridge: string
  readonly outOfOrder: boolean
  /** From the chair's command to its acknowledgement. */
  readonly acknowledged: number
  /** From the chair's command. */
  readonly sights: readonly {
    readonly keyFrame: number | null
    readonly sound: number | null
    readonly high: number | null
  }[]
}

export interface GrantOptions {
  readonly chair: Participant
  readonly generator: Child<GeneratorCalls>
  readonly bridge: string
  /** Waits before it in the queue, and goes on waiting. */
  readonly before: string | null
  /** The moment of the command: for whoever else watches. */
  readonly granted?: () => void
}

/** Ends the turn that runs, queues a bridge, gives it the floor, and waits until every hall sees and hears it. */
export async function grant({ chair, generator, bridge, before, granted }: GrantOptions): Promise<Grant> {
  await takeBack(chair)
  for (const { id } of chair.state().floor.queue) await chair.command({ type: 'floor/withdraw', request: id })
  if (before !== null) await generator.call('requestFloor', { bridge: before })
  const request = await generator.call('requestFloor', { bridge })
  await sleep(PREPARED_AFTER)
  await generator.call('watch', { bridge })
  const from = monotonic()
  granted?.()
  await call(chair, request)
  const acknowledged = monotonic() - from
  const sights = await allSeen(generator)
  const since = (at: number | null) => (at === null ? null : at - from)
  return {
    bridge,
    outOfOrder: before !== null,
    acknowledged,
    sights: sights.map(({ keyFrame, sound, highKeyFrame }) => ({
      keyFrame: since(keyFrame),
      sound: since(sound),
      high: since(highKeyFrame),
    })),
  }
}

/** What the halls have noted, once all have seen everything or the wait is over. */
export async function allSeen(
  generator: Child<GeneratorCalls>,
  within = SEEN_WITHIN,
): Promise<readonly Sight[]> {
  const until = monotonic() + within
  for (;;) {
    const sights = await generator.call('sights', null)
    const all = sights.every(
      ({ keyFrame, sound, highKeyFrame }) => keyFrame !== null && sound !== null && highKeyFrame !== null,
    )
    if (all || monotonic() > until) return sights
    await sleep(LOOK_EVERY)
  }
}

export function grantFigures(grants: readonly Grant[]): GrantFigures {
  const sights = grants.flatMap((one) => one.sights)
  return {
    acknowledged: spread(grants.map(({ acknowledged }) => acknowledged)),
    keyFrame: spread(sights.map(({ keyFrame }) => keyFrame)),
    sound: spread(sights.map(({ sound }) => sound)),
    highLayer: spread(sights.map(({ high }) => high)),
    highAfterFirst: spread(
      sights.map(({ high, keyFrame }) => (high === null || keyFrame === null ? null : high - keyFrame)),
    ),
  }
}
