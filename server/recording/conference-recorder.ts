import { holderTurn, type Turn } from '../../domain/floor.ts'
import type { RecordingFailure } from '../../domain/recording.ts'
import type { Clock } from '../clock.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import type { FileKey, RecordedFile, RecordingFiles } from './recording-files.ts'
import { TurnFile } from './turn-file.ts'

/** What the recorder needs of the media room; `media/` fulfils it. */
export interface HallSound {
  /** Brings a hall's microphone here packet by packet (RTP, Opus), so far as it is open. */
  listen(bridge: string, onPacket: (packet: Buffer) => void): { close(): void }
}

export interface ConferenceRecorderParts {
  readonly log: ConferenceLog
  readonly files: RecordingFiles
  readonly clock: Clock
  /** A file is whole. Must not throw. */
  readonly keep: (file: RecordedFile) => Promise<void>
  /** Nothing more can be kept, for the time being. */
  readonly failed: (failure: RecordingFailure) => void
  readonly report: (error: unknown) => void
}

interface Current {
  readonly turn: Turn
  /** Since when the chair has had sound recorded: stopped and started within a turn, there are two files of it. */
  readonly since: number
  readonly file: TurnFile
  listening: { close(): void } | undefined
}

/**
 * Records the turns of one conference while the log says that sound is recorded: the holder's hall, from the grant or
 * the order to the end of the turn or of the recording.
 */
export class ConferenceRecorder {
  readonly #parts: ConferenceRecorderParts
  #room: HallSound | undefined
  #current: Current | undefined
  /** The order to record that was found able to be carried out. */
  #prepared: number | null = null
  readonly #finishing = new Set<Promise<void>>()
  readonly #unsubscribe: () => void

  constructor(parts: ConferenceRecorderParts) {
    this.#parts = parts
    this.#unsubscribe = parts.log.subscribe(() => this.#follow())
    this.#follow()
  }

  /** From now on halls are in this room, which was made anew where its worker has died. */
  hear(room: HallSound): void {
    if (room === this.#room) return
    this.#room = room
    if (this.#current) this.#listen(this.#current)
  }

  /** Whether this file is being written. */
  isWriting({ turn, from }: FileKey): boolean {
    const key = this.#current?.file.key
    return key?.turn === turn && key.from === from
  }

  /** Ends what is being recorded; resolves when it is kept. Never rejects; idempotent. */
  async close(): Promise<void> {
    this.#unsubscribe()
    this.#end()
    await Promise.all(this.#finishing)
  }

  #follow(): void {
    const { state } = this.#parts.log
    const { since } = state.recording
    if (since !== null && since !== this.#prepared) this.#prepare(since)
    const turn = since === null ? undefined : holderTurn(state)
    const current = this.#current
    if (current && turn?.id === current.turn.id && since === current.since) return
    this.#end()
    if (turn && since !== null) this.#begin(turn, since)
  }

  /** The chair learns at once, and not in the middle of a speech, that there is no room for sound. */
  #prepare(since: number): void {
    this.#prepared = since
    this.#parts.files.prepare().catch((error: unknown) => this.#fail(error))
  }

  #begin(turn: Turn, since: number): void {
    const { files, clock } = this.#parts
    const file = new TurnFile({
      files,
      turn: turn.id,
      now: () => clock.now(),
      onFailed: (error) => this.#fail(error),
    })
    this.#current = { turn, since, file, listening: undefined }
    this.#listen(this.#current)
  }

  #listen(current: Current): void {
    current.listening?.close()
    current.listening = undefined
    const { turn, file } = current
    try {
      current.listening = this.#room?.listen(turn.bridge, (packet) => file.hear(packet, performance.now()))
    } catch {
      // Closed under our hands: the next room is heard as soon as a hall is in it.
    }
  }

  #end(): void {
    const current = this.#current
    if (!current) return
    this.#current = undefined
    current.listening?.close()
    const finishing = current.file
      .finish()
      .then((file) => file && this.#parts.keep(file))
      .then(() => void this.#finishing.delete(finishing))
    this.#finishing.add(finishing)
  }

  #fail(error: unknown): void {
    this.#parts.report(error)
    const { code } = error as NodeJS.ErrnoException
    this.#parts.failed(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'disk-failed')
  }
}
