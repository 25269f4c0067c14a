import type { types } from 'mediasoup'
import { MediaError } from './errors.ts'
import { startWorker } from './worker-process.ts'

export interface WorkerSlotOptions {
  /** Path of the mediasoup-worker executable. */
  readonly workerBinary: string
  readonly listenIp: string
  readonly announcedAddress?: string | undefined
  /** UDP and TCP; 0 lets the worker choose. */
  readonly port: number
}

export interface WorkerSlotEvents {
  /** The process is gone; the next one is being started. */
  readonly onDied: (slot: WorkerSlot, cause: Error) => void
  /** Starting the next one failed; it is tried again. */
  readonly onRestartFailed: (slot: WorkerSlot, cause: unknown) => void
}

export interface RunningWorker {
  readonly worker: types.Worker
  readonly webRtcServer: types.WebRtcServer
}

/**
 * Bytes: all halls of a worker share one UDP socket, and the key frames of a change of stage come at once. The kernel
 * may allow less (`net.core.rmem_max`).
 */
const SOCKET_BUFFER = 4_000_000
/** Wait before start n of a worker that keeps dying (ms). */
const RESTART_DELAYS = [0, 100, 250, 500, 1000, 2000]
/** A worker that has run this long (ms) begins again with no wait. */
const STEADY_AFTER = 5_000

/** One worker process after the other on one port: when it dies, the next one is started until `close()`. */
export class WorkerSlot {
  readonly #options: WorkerSlotOptions
  readonly #events: WorkerSlotEvents
  #running: RunningWorker | undefined
  /** The start of a successor, while it lasts. */
  #replacing: Promise<void> | undefined
  #closed = false
  #deaths = 0
  #attempt = 0
  #startedAt = 0
  #timer: NodeJS.Timeout | undefined
  #load = 0
  #measured = { cpu: 0, at: 0 }

  constructor(options: WorkerSlotOptions, events: WorkerSlotEvents) {
    this.#options = options
    this.#events = events
  }

  /** Undefined while the worker is being restarted. */
  get running(): RunningWorker | undefined {
    return this.#running
  }

  /** Whether rooms may come here: the worker runs, or its successor is being started. */
  get available(): boolean {
    return this.#running !== undefined || this.#replacing !== undefined
  }

  /** The worker, waiting for a successor that is being started. @throws MediaError `media/no-worker` */
  async ready(): Promise<RunningWorker> {
    if (!this.#running) await this.#replacing?.catch(() => undefined)
    if (!this.#running) throw new MediaError('media/no-worker')
    return this.#running
  }

  get deaths(): number {
    return this.#deaths
  }

  /** Share of one core used lately, 0 to 1. */
  get load(): number {
    return this.#load
  }

  /** @throws MediaError `media/worker-failed` */
  async start(): Promise<void> {
    const { workerBinary, listenIp: ip, announcedAddress, port } = this.#options
    let worker: types.Worker | undefined
    try {
      worker = await startWorker({ workerBin: workerBinary, logLevel: 'warn' })
      const started = worker
      const webRtcServer = await started.createWebRtcServer({
        listenInfos: (['udp', 'tcp'] as const).map((protocol) => ({
          protocol,
          ip,
          port,
          sendBufferSize: SOCKET_BUFFER,
          recvBufferSize: SOCKET_BUFFER,
          ...(announcedAddress === undefined ? {} : { announcedAddress }),
        })),
      })
      // It may have died between its start and here, before anyone listened.
      if (started.closed || this.#closed) throw new MediaError('media/worker-failed')
      started.on('died', (cause) => this.#died(cause))
      started.observer.once('close', () => {
        if (this.#running?.worker === started) this.#running = undefined
      })
      this.#running = { worker: started, webRtcServer }
      this.#startedAt = performance.now()
      this.#measured = { cpu: 0, at: this.#startedAt }
      this.#load = 0
    } catch (cause) {
      worker?.close()
      throw new MediaError('media/worker-failed', { cause })
    }
  }

  /** Brings `load` up to date. */
  async measure(): Promise<void> {
    const running = this.#running
    if (!running) return
    try {
      const usage = await running.worker.getResourceUsage()
      const at = performance.now()
      const cpu = usage.ru_utime + usage.ru_stime
      this.#load = Math.max(0, (cpu - this.#measured.cpu) / Math.max(1, at - this.#measured.at))
      this.#measured = { cpu, at }
    } catch {
      // It died meanwhile, which is reported by itself.
    }
  }

  /** Idempotent. Its routers and transports close with it. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#running?.worker.close()
    this.#running = undefined
  }

  #died(cause: Error): void {
    this.#running = undefined
    this.#load = 0
    this.#deaths += 1
    if (performance.now() - this.#startedAt > STEADY_AFTER) this.#attempt = 0
    this.#events.onDied(this, cause)
    this.#restart()
  }

  #restart(): void {
    if (this.#closed) return
    const delay = RESTART_DELAYS[Math.min(this.#attempt, RESTART_DELAYS.length - 1)] ?? 0
    this.#attempt += 1
    if (delay === 0) this.#replace()
    else this.#timer = setTimeout(() => this.#replace(), delay)
  }

  #replace(): void {
    this.#replacing = this.start().finally(() => {
      this.#replacing = undefined
    })
    this.#replacing.catch((cause: unknown) => {
      if (this.#closed) return
      this.#events.onRestartFailed(this, cause)
      this.#restart()
    })
  }
}
