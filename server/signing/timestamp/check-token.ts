import { AppError } from '../../errors.ts'
import type { Hash } from '../algorithms.ts'
import { readOnly } from '../asn1/der.ts'
import { integer } from '../asn1/der-write.ts'
import { subjectAttribute } from '../certificate.ts'
import { isValidAt } from '../certificate-policy.ts'
import { readToken, type TimestampToken, tokenProblem } from './read-token.ts'

/** What a token has to answer. */
export interface Asked {
  readonly hash: Hash
  readonly digest: Uint8Array
  /** Undefined where none was sent. */
  readonly nonce?: Uint8Array
}

/**
 * Reads a token and refuses one that does not answer what was asked, or that is wrong by itself: a wrong token
 * inside a signed file could never be taken out again.
 * @throws AppError `signing/timestamp-wrong`
 */
export function checkToken(der: Uint8Array, asked: Asked): TimestampToken {
  const { token, problem } = read(der)
  const wrong =
    problem ??
    (token.imprint.hash !== asked.hash || Buffer.compare(token.imprint.value, asked.digest) !== 0
      ? 'imprint'
      : asked.nonce && !isNonce(token.nonce, asked.nonce)
        ? 'nonce'
        : token.signer && !isValidAt(token.signer, token.time)
          ? 'validity'
          : undefined)
  if (wrong) throw new AppError('signing/timestamp-wrong', { problem: wrong })
  return token
}

/** Who stamped, when, and until when that can be checked by the authority's certificate (milliseconds since 1970). */
export function stampedBy(token: TimestampToken): { by: string; time: number; until: number } {
  const { signer, time } = token
  const by = (signer && subjectAttribute(signer, 'CN')) ?? token.policy
  return { by, time: Math.floor(time), until: signer?.notAfter ?? time }
}

function read(der: Uint8Array) {
  try {
    const token = readToken(der)
    return { token, problem: tokenProblem(token, der) }
  } catch (cause) {
    // Decoders of keys and text throw errors of their own: whatever it is, this is no token.
    throw new AppError('signing/timestamp-wrong', { problem: 'unreadable' }, { cause })
  }
}

function isNonce(answered: Uint8Array | undefined, asked: Uint8Array): boolean {
  return answered !== undefined && Buffer.compare(answered, readOnly(integer(asked)).contents) === 0
}
