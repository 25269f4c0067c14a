import type { Socket } from 'socket.io'
import type { Answer, Failure } from '../domain/protocol.ts'
import { AppError } from './errors.ts'
import { isAway } from './log/writer.ts'
import type { Session } from './session.ts'

export interface SocketData {
  session: Session
  /** The session's secret, to look again whether it still holds. */
  token: string
}

/** One page's connection; `session` was found before it was let in. */
export type PageSocket = Socket<
  Record<string, never>,
  Record<string, never>,
  Record<string, never>,
  SocketData
>

/** Sends a page something that it did not ask for. */
export function push(socket: PageSocket, event: string, payload: unknown): void {
  ;(socket.emit as (event: string, payload: unknown) => boolean).call(socket, event, payload)
}

/** Hears a request of a page; answers with what ends the hearing. */
export function hear(
  socket: PageSocket,
  event: string,
  listener: (payload: unknown, reply?: unknown) => void,
): () => void {
  const events = socket as unknown as {
    on(event: string, listener: (payload: unknown, reply?: unknown) => void): unknown
    off(event: string, listener: (payload: unknown, reply?: unknown) => void): unknown
  }
  events.on(event, listener)
  return () => void events.off(event, listener)
}

/** Messages that a page may send in a row, and then per second: many times what a hand can cause. */
const BURST = 1000
const PER_SECOND = 200

/** Whether one more message of this page may pass; each page has a bucket of its own. `now` in milliseconds. */
export function messageLimit(now: () => number = () => performance.now()): () => boolean {
  let tokens = BURST
  let at = now()
  return () => {
    const instant = now()
    tokens = Math.min(BURST, tokens + ((instant - at) / 1000) * PER_SECOND)
    at = instant
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}

/** Answers what a page sends beyond its limit without looking at it; texts are told to try again. */
export function limitMessages(socket: PageSocket): void {
  const mayPass = messageLimit()
  socket.use(([event, ...values], next) => {
    if (mayPass()) return next()
    const reply = values.at(-1)
    if (typeof reply !== 'function') return
    const busy: Failure = { ok: false, code: 'request/too-many' }
    reply(String(event).startsWith('prose:') ? { kind: 'unavailable' } : busy)
  })
}

/**
 * Wraps a handler so that whatever a page sends is answered, and nothing that it sends can end the process. A
 * message without a callback is carried out without an answer.
 */
export function answering<T>(
  report: (error: unknown) => void,
  handle: (payload: unknown) => Promise<T> | T,
): (payload: unknown, reply?: unknown) => void {
  return (payload, reply) => {
    const send = (answer: Answer<T>) => {
      if (typeof reply === 'function') reply(answer)
    }
    Promise.resolve()
      .then(() => handle(payload))
      .then(
        (value) => send({ ok: true, value }),
        (error: unknown) => send(failureOf(error, report)),
      )
      .catch(report)
  }
}

/** A refusal that a handler throws to answer with its code. */
export class Refusal extends Error {
  readonly code: string
  readonly detail: Readonly<Record<string, unknown>> | undefined

  constructor(code: string, detail?: Readonly<Record<string, unknown>>) {
    super(code)
    this.code = code
    this.detail = detail
  }
}

function failureOf(error: unknown, report: (error: unknown) => void): Failure {
  if (error instanceof Refusal)
    return { ok: false, code: error.code, ...(error.detail ? { detail: error.detail } : {}) }
  if (error instanceof AppError) return { ok: false, code: error.code, detail: error.detail }
  if (isAway(error)) return { ok: false, code: 'database/unavailable' }
  report(error)
  return { ok: false, code: 'server/failed' }
}
