/** What was measured, as `--json` prints it. Times in ms, memory in bytes, CPU in core-seconds per second. */
export interface MediaFigures {
  readonly at: string
  readonly machine: Machine
  /** Of what the relay before the browsers leaves to chance. */
  readonly seed: number
  /** Length of each window of measurement (s). */
  readonly seconds: number
  readonly sizes: readonly SizeFigures[]
  /** Null when no browser was asked for. */
  readonly browsers: BrowserFigures | null
  readonly recovery: RecoveryFigures | null
  readonly targets: readonly Target[]
}

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memory: number
  readonly system: string
  readonly node: string
  readonly mediasoup: string
  readonly browser: string | null
  /** Share of all cores that was busy before anything began, 0 to 1. */
  readonly busyBefore: number
  readonly loadAverageBefore: number
}

export interface Spread {
  readonly count: number
  /** Of those that were waited for, how many never came. */
  readonly missing: number
  /** Of all that were waited for; null where so many never came. */
  readonly p50: number | null
  readonly p95: number | null
  /** Of those that came. */
  readonly most: number | null
}

/** What carries a steady load, and the load. */
export interface LoadFigures {
  readonly server: number
  readonly workers: readonly number[]
  readonly database: number
  readonly generator: number
  readonly memory: { readonly server: number; readonly workers: number }
  /** Packets a second. */
  readonly sent: number
  readonly forwarded: number
  readonly forwardedBits: number
  /** Packets within the window; `lost` are gaps in the sequence numbers that receivers saw. */
  readonly received: number
  readonly lost: number
  /** Of those, dropped by the kernel at the generator's own sockets: not the server's loss. */
  readonly droppedByGenerator: number
  /** Dropped by the kernel at sockets of the media workers. */
  readonly droppedByServer: number
  /** Steps of 10 ms in which the generator had no time to send. */
  readonly skippedSteps: number
  /** Streams that each hall received, at the least and at the most. */
  readonly streams: readonly [number, number]
  /** How many halls sent so many layers. */
  readonly layersSent: Readonly<Record<string, number>>
}

export interface GrantFigures {
  /** From the chair's command to the first packet of a key frame, of sound, and of the high layer's key frame. */
  readonly acknowledged: Spread
  readonly keyFrame: Spread
  readonly sound: Spread
  readonly highLayer: Spread
  /** The high layer after the first key frame in any layer. */
  readonly highAfterFirst: Spread
}

export interface SizeFigures {
  readonly bridges: number
  /** SRTP protection profiles that were agreed on. */
  readonly profiles: readonly string[]
  /** From the first entry to the last hall's being in (ms). */
  readonly allIn: number
  readonly product: LoadFigures
  readonly bare: LoadFigures
  /** CPU of server and workers, product by bare; null where the two did not carry the same. */
  readonly ratio: number | null
  /** Of the bridge at the head of the queue, and of others. */
  readonly grants: { readonly head: GrantFigures; readonly outOfOrder: GrantFigures }
}

export interface BrowserFigures {
  readonly bridges: number
  /** From the chair's command to the painted frame of the bridge on stage. */
  readonly grantToPaint: Spread
  /** From the beginning of the navigation to the first painted frame of the stage. */
  readonly joinToPaint: Spread
  /** The same from the opening of the page's socket. */
  readonly socketToPaint: Spread
}

export interface RecoveryFigures {
  readonly bridges: number
  /** From the return of a line that was cut for 5 s to the next painted frame of the stage. */
  readonly cut: Spread
  /** From the death of the worker to the next key frame and sound in every hall, and to the next painted frame. */
  readonly workerKilled: {
    readonly keyFrame: Spread
    readonly sound: Spread
    readonly painted: Spread
    /** Until each hall of that worker was told, had its transports from the server, and had shaken hands over them. */
    readonly told: Spread
    readonly awaited: Spread
    readonly connected: Spread
  }
  /** From the server's first line that it runs again. */
  readonly serverRestarted: { readonly keyFrame: Spread; readonly sound: Spread; readonly painted: Spread }
}

export interface Target {
  readonly name: string
  readonly wanted: string
  readonly measured: string
  /** Null where nothing was measured. */
  readonly met: boolean | null
}

/** @param values null for what never came, which is later than anything that did */
export function spread(values: readonly (number | null)[]): Spread {
  const came = values.filter((value) => value !== null).sort((a, b) => a - b)
  const at = (share: number) => came[Math.ceil(values.length * share) - 1] ?? null
  return {
    count: values.length,
    missing: values.length - came.length,
    p50: at(0.5),
    p95: at(0.95),
    most: came.at(-1) ?? null,
  }
}
