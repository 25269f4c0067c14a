import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { type MediaRequest, mediaRequests } from '../domain/media-messages.ts'

const validators = new Map(
  Object.entries(mediaRequests).map(([type, schema]) => [type, Compile(schema as Type.TObject)]),
)
const envelope = Compile(Type.Object({ type: Type.String({ maxLength: 40 }) }))

/** Requests that a page may ask in a row, and then per second. A full rejoin needs about thirty. */
const BURST = 200
const PER_SECOND = 50

/** @returns the request, or undefined for anything that is not one */
export function parseRequest(message: unknown): MediaRequest | undefined {
  if (!envelope.Check(message)) return undefined
  return validators.get(message.type)?.Check(message) ? (message as MediaRequest) : undefined
}

/** A bucket of tokens: lets a page ask in bursts, but not for ever. */
export class RequestLimit {
  #tokens = BURST
  #at = performance.now()

  /** Whether one more request may pass now. */
  take(): boolean {
    const now = performance.now()
    const gained = ((now - this.#at) / 1000) * PER_SECOND
    this.#tokens = Math.max(this.#tokens, Math.min(BURST, this.#tokens + gained))
    this.#at = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }

  /** The room itself has asked for an answer: one request more. */
  give(): void {
    this.#tokens += 1
  }
}
