import type { Actor } from '../../domain/rights.ts'
import { nextField, type SignatureField } from '../../domain/signing.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import { type CommandResult, storedResult } from '../log/job.ts'
import { readCommands } from '../log/store.ts'
import { getBlob, putBlob } from './blobs.ts'
import type { FileTurns } from './file-turns.ts'
import type { SignedFile } from './signers.ts'

/** How often a signature is made anew because the file has moved on: stamps follow signatures, and there are few. */
const SIGN_AGAIN = 3
/** How long a timestamp waits for somebody who signs with a device of their own. */
const HOLD_MS = 3 * 60_000

export interface SigningDeskParts {
  readonly database: Database
  readonly conferences: Conferences
  readonly clock: Clock
  readonly turns: FileTurns
}

/** The newest file of a version, by its SHA-256 (hexadecimal). */
export interface FileToSign {
  readonly version: number
  readonly sha256: string
  readonly bytes: Uint8Array
}

/** Somebody's act of signing a field; `id` names it, a retry carries the same one. */
export interface SigningAct {
  readonly conference: string
  readonly id: string
  readonly field: SignatureField
  readonly actor: Actor
}

/** Puts signatures on the newest file and into the log, each act once. */
export class SigningDesk {
  readonly #parts: SigningDeskParts

  constructor(parts: SigningDeskParts) {
    this.#parts = parts
  }

  /** What an act of signing was answered, before a second signature is made of it; null for one that is new. */
  async answered(conference: string, id: string, actor: Actor): Promise<CommandResult | null> {
    const [known] = await readCommands(this.#parts.database, [{ conference, id }])
    return known ? storedResult(known, actor) : null
  }

  /**
   * The newest file, on which that field is to be signed now.
   * @throws AppError `minutes/unknown` before there is a file, `minutes/refused` when it is another's turn
   */
  async toSign(conference: string, field: SignatureField): Promise<FileToSign> {
    const { state } = this.#parts.conferences.loaded(conference)
    const { minutes } = state
    if (minutes.kind !== 'sealed' || minutes.newest === null)
      throw new AppError('minutes/unknown', { conference })
    const next = nextField(state, minutes)
    if (minutes.signatures.some((signature) => signature.field === field) || next === null)
      throw new AppError('minutes/refused', { code: 'minutes/already-signed' })
    if (next !== field)
      throw new AppError('minutes/refused', {
        code: next === 'secretary' ? 'minutes/secretary-first' : 'minutes/chair-first',
      })
    const { version, newest } = minutes
    const bytes = await getBlob(this.#parts.database, newest)
    if (!bytes) throw new AppError('minutes/unknown', { conference })
    return { version, sha256: newest, bytes }
  }

  /**
   * Signs the newest file; once more where a timestamp made a newer one meanwhile.
   * @throws AppError as `toSign`, and what `make` throws
   */
  async sign(
    act: SigningAct,
    make: (pdf: Uint8Array, at: number) => Promise<SignedFile>,
  ): Promise<CommandResult> {
    return this.#parts.turns.take(act.conference, async () => {
      for (let left = SIGN_AGAIN; ; left--) {
        const known = await this.answered(act.conference, act.id, act.actor)
        if (known) return known
        const base = await this.toSign(act.conference, act.field)
        const result = await this.#add(act, base, await make(base.bytes, this.#parts.clock.now()))
        if (result.kind === 'accepted' || result.code !== 'minutes/moved-on' || left === 0) return result
      }
    })
  }

  /** Somebody signs the newest file elsewhere: for some minutes no timestamp shall change it. */
  hold(conference: string): void {
    const { turns, clock } = this.#parts
    const now = clock.now()
    turns.hold(conference, now + HOLD_MS, now)
  }

  /**
   * Signs exactly the file that a signature was prepared for.
   * @throws AppError as `toSign`, `signing/base-changed`, and what `make` throws
   */
  async complete(
    act: SigningAct,
    base: FileToSign,
    make: (pdf: Uint8Array) => Promise<SignedFile>,
  ): Promise<CommandResult> {
    const { turns } = this.#parts
    return turns.take(act.conference, async () => {
      const known = await this.answered(act.conference, act.id, act.actor)
      if (known) return known
      const { sha256 } = await this.toSign(act.conference, act.field)
      if (sha256 !== base.sha256) throw new AppError('signing/base-changed', { field: act.field })
      const result = await this.#add(act, base, await make(base.bytes))
      if (result.kind === 'accepted') turns.release(act.conference)
      return result
    })
  }

  /**
   * Takes a file that was signed elsewhere. What it takes to check it keeps nobody waiting for a turn: the file that
   * it was checked against is compared inside.
   * @throws AppError as `toSign`, `signing/base-changed`, and what `check` throws
   */
  async take(
    act: SigningAct,
    check: (pdf: Uint8Array, at: number) => Promise<SignedFile>,
  ): Promise<CommandResult> {
    for (let left = SIGN_AGAIN; ; left--) {
      const known = await this.answered(act.conference, act.id, act.actor)
      if (known) return known
      const base = await this.toSign(act.conference, act.field)
      const checked = await check(base.bytes, this.#parts.clock.now())
      try {
        return await this.complete(act, base, async () => checked)
      } catch (error) {
        // A stamp came between: what it was signed over is said of the newer file.
        const moved = error instanceof AppError && error.code === 'signing/base-changed'
        if (!moved || left === 0) throw error
      }
    }
  }

  /** Adds a signed file to the log once its bytes are on disk. */
  async #add(act: SigningAct, base: FileToSign, signed: SignedFile): Promise<CommandResult> {
    const { conferences, database } = this.#parts
    const { bytes, signer, certificate } = signed
    const command = {
      type: 'minutes/signed',
      version: base.version,
      field: act.field,
      base: base.sha256,
      sha256: await putBlob(database, bytes),
      size: bytes.length,
      signer,
      certificate,
    } as const
    return conferences.command(act.conference, act.id, command, act.actor)
  }
}
