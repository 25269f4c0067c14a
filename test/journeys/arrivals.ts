import { setTimeout as sleep } from 'node:timers/promises'
import type { Stand } from './stand.ts'

/** What has arrived so far of one stream at a page, by the receiver's own count (W3C webrtc-stats). */
export interface Arrival {
  /** Another one after the stream was set up anew: it counts from zero. */
  readonly ssrc: number
  readonly packets: number
  /** Sound: samples played, those of them invented for what was missing, and of these the silent ones. */
  readonly samples: number
  readonly concealed: number
  readonly concealedSilent: number
  /** Picture: frames decoded, and seconds in which it stood still for longer than it should. */
  readonly frames: number
  readonly frozen: number
  readonly width: number
}

/** @returns what has arrived of this stream (`bridge-source`) so far; undefined while it is not set up */
export async function arrivalOf(stand: Stand, stream: string): Promise<Arrival | undefined> {
  return (await stand.page.evaluate(readArrivals)).find(([name]) => name === stream)?.[1]
}

/**
 * What arrives of each stream within `ms`. A stream that is set up anew meanwhile tells nothing of the line: then the
 * time begins again, at most twice.
 * @throws Error when it happens a third time, or a stream is not there
 */
export async function arriving(
  stand: Stand,
  streams: readonly string[],
  ms: number,
): Promise<readonly Arrival[]> {
  const read = async () => {
    const found = new Map(await stand.page.evaluate(readArrivals))
    return streams.map((stream) => found.get(stream))
  }
  for (let attempt = 0; attempt < 3; attempt++) {
    const before = await read()
    await sleep(ms)
    const windows = (await read()).flatMap((after, index) => between(before[index], after) ?? [])
    if (windows.length === streams.length) return windows
  }
  throw new Error(`not undisturbed for ${ms} ms: ${streams.join(', ')}`)
}

/** Share of the sound that had to be invented, 0 to 1. @throws Error when there was no sound */
export function concealedShare({ samples, concealed, concealedSilent }: Arrival): number {
  if (samples === 0) throw new Error('no sound was played')
  return (concealed - concealedSilent) / samples
}

/** What arrived between two readings; `width` is that of the later one. */
function between(before: Arrival | undefined, after: Arrival | undefined): Arrival | null {
  if (!before || !after || before.ssrc !== after.ssrc) return null
  return {
    ssrc: after.ssrc,
    packets: after.packets - before.packets,
    samples: after.samples - before.samples,
    concealed: after.concealed - before.concealed,
    concealedSilent: after.concealedSilent - before.concealedSilent,
    frames: after.frames - before.frames,
    frozen: after.frozen - before.frozen,
    width: after.width,
  }
}

/** Runs in the page. The room names each stream `bridge-source`; the session description tells which one that is. */
async function readArrivals(): Promise<[string, Arrival][]> {
  const { __connections: connections } = window as unknown as { __connections: RTCPeerConnection[] }
  const found: [string, Arrival][] = []
  for (const connection of connections) {
    if (connection.connectionState === 'closed') continue
    const streams = new Map<string, string>()
    for (const section of connection.remoteDescription?.sdp.split(/^m=/m).slice(1) ?? []) {
      const mid = /^a=mid:(\S+)/m.exec(section)?.[1]
      const stream = /^a=msid:(\S+)/m.exec(section)?.[1]
      if (mid && stream) streams.set(mid, stream)
    }
    for (const report of (await connection.getStats()).values()) {
      const stream = report.type === 'inbound-rtp' ? streams.get(report.mid) : undefined
      if (!stream) continue
      found.push([
        stream,
        {
          ssrc: report.ssrc,
          packets: report.packetsReceived ?? 0,
          samples: report.totalSamplesReceived ?? 0,
          concealed: report.concealedSamples ?? 0,
          concealedSilent: report.silentConcealedSamples ?? 0,
          frames: report.framesDecoded ?? 0,
          frozen: report.totalFreezesDuration ?? 0,
          width: report.frameWidth ?? 0,
        },
      ])
    }
  }
  return found
}
