import type { Measured } from '../../domain/rehearsal.ts'
import { type Check, judgeRehearsal, type RehearsalResult } from '../../domain/rehearsal-judgement.ts'
import type { CaptureState, DeviceSource, HallMedia } from '../media/index.ts'
import { measureCamera } from './measure-camera.ts'
import { measureEcho } from './measure-echo.ts'
import { measureLine } from './measure-line.ts'
import { measureMicrophone } from './measure-microphone.ts'

/** What is measured in one go. */
export const steps = ['camera', 'microphone', 'loudspeaker', 'line'] as const
export type Step = (typeof steps)[number]

/** Which step each check comes from. */
export const stepOf: Readonly<Record<Check, Step>> = {
  camera: 'camera',
  microphone: 'microphone',
  loudspeaker: 'loudspeaker',
  uplink: 'line',
  downlink: 'line',
  path: 'line',
  clock: 'line',
}

export type StepState =
  | { readonly kind: 'waiting' }
  /** The device is being opened; the person may have to allow it. */
  | { readonly kind: 'opening' }
  /** `left`: seconds; null where that is not known. */
  | { readonly kind: 'running'; readonly left: number | null }
  /** The person has to say whether the tones were heard. */
  | { readonly kind: 'asking' }
  | { readonly kind: 'done' }

export interface RehearsalSnapshot {
  readonly steps: Readonly<Record<Step, StepState>>
  readonly measured: Measured
  /** Of what has been measured; null for what is not done. */
  readonly results: Readonly<Record<Check, RehearsalResult | null>>
  /** Everything was measured at least once and nothing is being measured. */
  readonly complete: boolean
}

export interface RehearsalParts {
  readonly media: HallMedia
  readonly portion: () => Promise<ArrayBuffer | null>
  /** By how many milliseconds this device's clock is ahead of the server's; null while there is no line. */
  readonly clockSkew: () => number | null
}

const nothing: Measured = { camera: null, microphone: null, loudspeaker: null, line: null, clockSkew: null }
const waiting: StepState = { kind: 'waiting' }

/**
 * One device's rehearsal: what is measured by itself, in its order, what a person has to say, and each step again
 * when it is asked for or when a device that failed works at last. `close()` ends it and leaves the devices to their
 * owner.
 */
export class Rehearsal {
  readonly #parts: RehearsalParts
  readonly #listeners = new Set<() => void>()
  readonly #running = new Map<Step, AbortController>()
  /** The device that was measured last; none when it failed. */
  readonly #looked = new Map<DeviceSource, MediaStreamTrack | null>()
  readonly #unsubscribe: () => void
  #steps: Readonly<Record<Step, StepState>> = {
    camera: waiting,
    microphone: waiting,
    loudspeaker: waiting,
    line: waiting,
  }
  #measured: Measured = nothing
  #echo: Awaited<ReturnType<typeof measureEcho>> = null
  #snapshot: RehearsalSnapshot

  constructor(parts: RehearsalParts) {
    this.#parts = parts
    this.#snapshot = this.#take()
    this.#unsubscribe = parts.media.subscribe(() => this.#devicesChanged())
  }

  getSnapshot = (): RehearsalSnapshot => this.#snapshot

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Everything, from the beginning. To be called straight from a press: browsers hold sound back otherwise. */
  start(): void {
    this.#parts.media.start()
    this.again(...steps)
  }

  /** These steps anew; the loudspeaker waits for the microphone where both are asked for. */
  again(...wanted: readonly Step[]): void {
    for (const step of wanted) {
      this.#running.get(step)?.abort()
      this.#become(step, waiting)
    }
    const afterMicrophone = wanted.includes('microphone') && wanted.includes('loudspeaker')
    for (const step of wanted) {
      if (step === 'loudspeaker' && afterMicrophone) continue
      const done = this.#run(step)
      if (step === 'microphone' && afterMicrophone)
        void done.then((ended) => ended && this.#run('loudspeaker'))
    }
  }

  /** What the person says of the tones. */
  heard(heard: boolean): void {
    if (this.#steps.loudspeaker.kind !== 'asking') return
    const { echoReturnLoss = null, echoFound = false } = this.#echo ?? {}
    this.#measured = { ...this.#measured, loudspeaker: { heard, echoReturnLoss, echoFound } }
    this.#become('loudspeaker', { kind: 'done' })
  }

  /** Idempotent. */
  close(): void {
    this.#unsubscribe()
    for (const running of this.#running.values()) running.abort()
    this.#running.clear()
    this.#listeners.clear()
  }

  /** @returns whether it came to its end, and was not begun anew meanwhile */
  async #run(step: Step): Promise<boolean> {
    const running = new AbortController()
    this.#running.get(step)?.abort()
    this.#running.set(step, running)
    try {
      await this.#measure(step, running.signal)
      return !running.signal.aborted
    } catch (error) {
      if (running.signal.aborted) return false
      // What this browser cannot measure stays unmeasured, and is judged so.
      console.error(error)
      this.#become(step, { kind: 'done' })
      return true
    } finally {
      if (this.#running.get(step) === running) this.#running.delete(step)
    }
  }

  async #measure(step: Step, signal: AbortSignal): Promise<void> {
    const { media } = this.#parts
    const running = (left: number | null) => this.#become(step, { kind: 'running', left })
    switch (step) {
      case 'camera': {
        const track = await this.#opened('camera', signal)
        running(null)
        const camera = 'problem' in track ? failed(track.problem) : await measureCamera(track, signal)
        this.#measured = { ...this.#measured, camera }
        return this.#become(step, { kind: 'done' })
      }
      case 'microphone': {
        const track = await this.#opened('microphone', signal)
        running(null)
        const { speechProcessing } = media.getSnapshot().choice
        const microphone =
          'problem' in track
            ? failed(track.problem)
            : await measureMicrophone(track, speechProcessing, running, signal)
        this.#measured = { ...this.#measured, microphone }
        return this.#become(step, { kind: 'done' })
      }
      case 'loudspeaker': {
        running(null)
        const { microphone, choice } = media.getSnapshot()
        const track = microphone.kind === 'on' ? microphone.track : null
        this.#echo = await measureEcho(track, choice.loudspeaker ?? '', signal)
        return this.#become(step, { kind: 'asking' })
      }
      case 'line': {
        const { portion, clockSkew } = this.#parts
        const line = await measureLine({ media, portion, left: running }, signal)
        this.#measured = { ...this.#measured, line, clockSkew: clockSkew() }
        return this.#become(step, { kind: 'done' })
      }
    }
  }

  /** The device's track once it is open, or why it will not be. */
  async #opened(
    source: DeviceSource,
    signal: AbortSignal,
  ): Promise<MediaStreamTrack | { readonly problem: Problem }> {
    const { media } = this.#parts
    const state = (): CaptureState => media.getSnapshot()[source]
    this.#become(source, { kind: 'opening' })
    // What failed before is asked for again; what a person has yet to allow is waited for.
    if (state().kind === 'failed') media.reopen(source)
    const { promise, resolve, reject } = Promise.withResolvers<MediaStreamTrack | { problem: Problem }>()
    const look = () => {
      const now = state()
      if (now.kind === 'on') resolve(now.track)
      if (now.kind === 'failed') resolve({ problem: now.problem })
    }
    const stop = media.subscribe(look)
    const ended = () => reject(signal.reason)
    signal.addEventListener('abort', ended)
    look()
    try {
      const opened = await promise
      this.#looked.set(source, 'problem' in opened ? null : opened)
      return opened
    } finally {
      stop()
      signal.removeEventListener('abort', ended)
    }
  }

  /** A device that failed and works now, or that was exchanged for another, is looked at by itself. */
  #devicesChanged(): void {
    const snapshot = this.#parts.media.getSnapshot()
    for (const source of ['camera', 'microphone'] as const) {
      const state = snapshot[source]
      if (this.#steps[source].kind !== 'done' || state.kind !== 'on') continue
      if (state.track !== this.#looked.get(source)) this.again(source)
    }
  }

  #become(step: Step, state: StepState): void {
    this.#steps = { ...this.#steps, [step]: state }
    this.#snapshot = this.#take()
    for (const listener of this.#listeners) listener()
  }

  #take(): RehearsalSnapshot {
    const isDone = (step: Step) => this.#steps[step].kind === 'done'
    const results = Object.fromEntries(
      judgeRehearsal(this.#measured).map((result) => [
        result.check,
        isDone(stepOf[result.check]) ? result : null,
      ]),
    ) as Record<Check, RehearsalResult | null>
    return {
      steps: this.#steps,
      measured: this.#measured,
      results,
      complete: steps.every(isDone),
    }
  }
}

type Problem = Extract<CaptureState, { kind: 'failed' }>['problem']

function failed(problem: Problem) {
  return { kind: 'failed', problem } as const
}
