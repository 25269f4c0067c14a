import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { Command } from '../../domain/commands.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import { ConferenceRecorder, type HallSound } from './conference-recorder.ts'
import { isOver, keepSound } from './keep-sound.ts'
import { type FileKey, type RecordedFile, RecordingFiles, recordedConferences } from './recording-files.ts'

/** Between two looks for what has become too old, or is not in the log yet (ms). */
const SWEEP_INTERVAL = 60 * 60 * 1000
/** How long after a file could not be logged it is tried again (ms). */
const KEEP_AGAIN_AFTER = 5000

export interface RecordingsParts {
  readonly conferences: Conferences
  readonly clock: Clock
  /** Holds a directory per conference that has recordings; made when it is needed. */
  readonly directory: string
  /** How long after it was spoken sound is kept. */
  readonly days: number
  readonly report: (error: unknown) => void
}

/** The recordings of the conferences that this node owns: made, put into the log, deleted when their time is over. */
export class Recordings {
  readonly #parts: RecordingsParts
  readonly #recorders = new Map<string, ConferenceRecorder>()
  /** Sweeps under way, one at a time per conference. */
  readonly #sweeps = new Map<string, Promise<void>>()
  readonly #timer: NodeJS.Timeout
  #closed = false

  constructor(parts: RecordingsParts) {
    this.#parts = parts
    parts.conferences.onRoleChange((conference, role) => {
      if (role === 'owner') this.#watch(conference)
      else void this.#unwatch(conference)
    })
    this.#timer = setInterval(() => void this.#sweepAll(), SWEEP_INTERVAL).unref()
    void this.#sweepAll()
  }

  /** The same rooms, heard by the recorder as soon as anybody enters them. */
  hearing<R extends HallSound>(media: { room(id: string): Promise<R> }): { room(id: string): Promise<R> } {
    return {
      room: async (id) => {
        const room = await media.room(id)
        this.#recorders.get(id)?.hear(room)
        return room
      },
    }
  }

  files(conference: string): RecordingFiles {
    return new RecordingFiles(this.#parts.directory, conference)
  }

  /** The sound of the turn whose recording has this hash; why not, where there is none on this machine. */
  async sound(
    state: ConferenceState,
    conference: string,
    sha256: string,
  ): Promise<Readable | 'deleted' | 'lost'> {
    const held = state.recording.turns.find((turn) => turn.sha256 === sha256)
    if (!held || held.deletedAt !== null) return 'deleted'
    const path = this.files(conference).path(held)
    const size = await stat(path).then(
      (found) => found.size,
      () => null,
    )
    return size === held.size ? createReadStream(path) : 'lost'
  }

  /** Keeps a recording that was made elsewhere, unless its time is over. */
  async keep(conference: string, key: FileKey, sound: Readable): Promise<void> {
    await keepSound(this.#parts, conference, key, sound, this.#parts.clock.now())
  }

  /** Ends what is being recorded and puts it into the log; before the conferences close. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await Promise.all([...this.#recorders.keys()].map((conference) => this.#unwatch(conference)))
    await Promise.all(this.#sweeps.values())
  }

  #watch(conference: string): void {
    if (this.#recorders.has(conference) || this.#closed) return
    const { conferences, clock, report } = this.#parts
    const recorder = new ConferenceRecorder({
      log: conferences.loaded(conference),
      files: this.files(conference),
      clock,
      keep: (file) => this.#keep(conference, file),
      failed: (failure) => {
        const id = `recording-failed:${clock.now()}`
        this.#command(conference, id, { type: 'recording/failed', failure }).catch(report)
      },
      report,
    })
    this.#recorders.set(conference, recorder)
    void this.#sweep(conference)
  }

  async #unwatch(conference: string): Promise<void> {
    const recorder = this.#recorders.get(conference)
    this.#recorders.delete(conference)
    await recorder?.close()
  }

  async #keep(conference: string, file: RecordedFile): Promise<void> {
    try {
      await this.#log(conference, file)
    } catch (error) {
      // Another node's by now, which finds the file; or the database is away, and it is found here.
      if (!this.#parts.conferences.owns(conference)) return
      this.#parts.report(error)
      setTimeout(() => void this.#sweep(conference), KEEP_AGAIN_AFTER).unref()
    }
  }

  /** The node may have been away for longer than sound is kept: also what nobody has opened since. */
  async #sweepAll(): Promise<void> {
    const { conferences, directory, report } = this.#parts
    for (const conference of await recordedConferences(directory).catch(() => [])) {
      if (this.#closed) return
      try {
        const held = conferences.owns(conference) ? 'owner' : (await conferences.enter(conference)).kind
        if (held === 'owner') await this.#sweep(conference)
        if (held === 'archive') await this.#sweepLogless(conference)
      } catch (error) {
        if (error instanceof AppError && error.code === 'conference/unknown')
          await this.#sweepLogless(conference).catch(report)
        else report(error)
      }
    }
  }

  /**
   * Of a conference that this database does not have, or whose log came from elsewhere and is closed: nothing tells of
   * the deletion, and nobody may keep it longer all the same.
   */
  async #sweepLogless(conference: string): Promise<void> {
    const files = this.files(conference)
    const { whole, parts } = await files.list()
    for (const key of [...whole, ...parts]) if (this.#isOver(key)) await files.remove(key)
    await files.tidy()
  }

  #isOver(key: FileKey): boolean {
    return isOver(key, this.#parts.days, this.#parts.clock.now())
  }

  /** Never rejects. */
  #sweep(conference: string): Promise<void> {
    const before = this.#sweeps.get(conference) ?? Promise.resolve()
    const sweep = before
      .then(() => this.#sweepNow(conference))
      .catch(this.#parts.report)
      .finally(() => {
        if (this.#sweeps.get(conference) === sweep) this.#sweeps.delete(conference)
      })
    this.#sweeps.set(conference, sweep)
    return sweep
  }

  async #sweepNow(conference: string): Promise<void> {
    const { conferences } = this.#parts
    const files = this.files(conference)
    const recorder = this.#recorders.get(conference)
    if (!recorder || !conferences.owns(conference)) return
    const { parts } = await files.list()
    for (const key of parts) if (!recorder.isWriting(key)) await files.completeCut(key)
    const held = () => conferences.loaded(conference).state.recording.turns
    const isHeld = (key: FileKey) => held().some(({ turn, from }) => turn === key.turn && from === key.from)
    for (const key of (await files.list()).whole) {
      if (isHeld(key)) continue
      const file = await files.describe(key)
      if (file) await this.#log(conference, file)
    }
    for (const recording of held()) {
      if (recording.deletedAt !== null || !this.#isOver(recording)) continue
      await files.remove(recording)
      const command = { type: 'recording/deleted', recording: recording.id } as const
      await this.#command(conference, `recording-deleted:${recording.id}`, command)
    }
    if (conferences.loaded(conference).state.recording.since === null) await files.tidy()
  }

  async #log(conference: string, { turn, from, length, sha256, size }: RecordedFile): Promise<void> {
    const command = { type: 'recording/recorded', turn, from, length, sha256, size } as const
    const result = await this.#command(conference, `recorded:${turn}:${from}`, command)
    // A file of no turn of this conference is nobody's: not kept where no rule would ever delete it.
    if (result.kind === 'refused') await this.files(conference).remove({ turn, from })
  }

  #command(conference: string, id: string, command: Command) {
    return this.#parts.conferences.command(conference, id, command, { kind: 'system' })
  }
}
