import { randomBytes } from 'node:crypto'
import { AppError } from '../../errors.ts'
import { exchange } from '../exchange.ts'
import { checkToken } from './check-token.ts'
import { timestampRequest } from './request.ts'
import { tokenOf } from './response.ts'
import type { Timestamp } from './timestamp.ts'

const largestAnswer = 65_536

export interface TsaOptions {
  /** `http:` or `https:`; a user name and password in it become Basic authentication. */
  readonly url: string
  /** The national authority has taken 131 s to answer. */
  readonly timeoutMs: number
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined
  /** 8 octets or more that nobody can foresee; the operating system's unless given. */
  readonly nonce?: () => Uint8Array
}

/**
 * Tokens of an authority behind HTTP (RFC 3161, 3.4), each checked before it is given out.
 * Throws AppError `signing/timestamp-unreachable`, `signing/timestamp-refused`, `signing/timestamp-wrong`.
 */
export function httpTimestamp(options: TsaOptions): Timestamp {
  const { url, timeoutMs, signal, nonce = () => randomBytes(12) } = options
  return async (hash, digest) => {
    const once = nonce()
    const answer = await exchange(url, {
      body: timestampRequest(hash, digest, once),
      type: 'application/timestamp-query',
      accept: 'application/timestamp-reply',
      timeoutMs,
      signal,
      largest: largestAnswer,
    }).catch((cause: unknown) => {
      throw new AppError('signing/timestamp-unreachable', { problem: (cause as Error).message }, { cause })
    })
    if (answer.type !== 'application/timestamp-reply')
      throw new AppError('signing/timestamp-wrong', { problem: 'content-type' })
    const token = tokenOf(answer.bytes)
    checkToken(token, { hash, digest, nonce: once })
    return token
  }
}
