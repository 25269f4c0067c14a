import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { lengthOf } from './ogg-opus.ts'
import type { FileKey, RecordedFile, RecordingFiles } from './recording-files.ts'
import { SoundTrack } from './sound-track.ts'

export interface TurnFileParts {
  readonly files: RecordingFiles
  readonly turn: number
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number
  /** The disk takes no more; once. What it has taken is kept by `finish`. */
  readonly onFailed: (error: unknown) => void
}

/**
 * The sound of one turn on its way to disk. There is no file before the first sound. Whatever the disk does, whoever
 * brings the sound is not disturbed. It ends with `finish()`.
 */
export class TurnFile {
  readonly #parts: TurnFileParts
  readonly #track: SoundTrack
  readonly #hash = createHash('sha256')
  #size = 0
  #key: FileKey | undefined
  #file: FileHandle | undefined
  /** What is on its way to the disk, in order. */
  #writing: Promise<void> = Promise.resolve()
  #failed = false
  #finished: Promise<RecordedFile | null> | undefined

  constructor(parts: TurnFileParts) {
    this.#parts = parts
    this.#track = new SoundTrack(parts.turn % 2 ** 32)
  }

  /** The file, once there is sound. */
  get key(): FileKey | undefined {
    return this.#key
  }

  /** One RTP packet, which has arrived at `at` (ms, monotonic). */
  hear(packet: Buffer, at: number): void {
    if (this.#failed || this.#finished) return
    if (!this.#key) this.#begin()
    for (const page of this.#track.hear(packet, at)) this.#write(page)
  }

  /** The whole file; null if there was no sound, or nothing of it could be kept. Never rejects; idempotent. */
  finish(): Promise<RecordedFile | null> {
    this.#finished ??= this.#finish()
    return this.#finished
  }

  #begin(): void {
    const { files, turn, now } = this.#parts
    const key = { turn, from: now() }
    this.#key = key
    this.#then(async () => {
      await files.prepare()
      this.#file = await open(files.partPath(key), 'wx', 0o600)
    })
    this.#write(this.#track.begin())
  }

  async #finish(): Promise<RecordedFile | null> {
    const { files } = this.#parts
    const key = this.#key
    if (!key) return null
    if (!this.#failed) for (const page of this.#track.end()) this.#write(page)
    const length = lengthOf(this.#track.samples)
    this.#then(async () => this.#file?.sync())
    await this.#writing
    await this.#file?.close().catch(() => undefined)
    try {
      if (this.#failed || length === 0) return this.#file ? await files.completeCut(key) : null
      await files.complete(key)
      return { ...key, length, sha256: this.#hash.digest('hex'), size: this.#size }
    } catch (error) {
      this.#fail(error)
      return null
    }
  }

  #write(bytes: Buffer): void {
    this.#then(async () => {
      // A disk that is nearly full takes a part of it.
      for (let at = 0; at < bytes.length; ) {
        const written = await this.#file?.write(bytes, at)
        at += written?.bytesWritten ?? bytes.length
      }
      this.#hash.update(bytes)
      this.#size += bytes.length
    })
  }

  #then(act: () => Promise<unknown>): void {
    this.#writing = this.#writing.then(async () => {
      if (this.#failed) return
      try {
        await act()
      } catch (error) {
        this.#fail(error)
      }
    })
  }

  #fail(error: unknown): void {
    if (this.#failed) return
    this.#failed = true
    this.#parts.onFailed(error)
  }
}
