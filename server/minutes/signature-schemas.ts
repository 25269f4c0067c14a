import Type from 'typebox'
import { Id } from '../../domain/text.ts'
import { AppError } from '../errors.ts'
import type { CommandResult } from '../log/job.ts'

/** Keys are guessed by passphrase, links by token: neither at speed. */
export const rateLimit = { max: 30, timeWindow: '1 minute' }

export const Params = Type.Object({ id: Id })
export const Base64 = Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: 400_000 })
/** What names something prepared, or a link: base64url. */
export const Token = Type.String({ minLength: 20, maxLength: 100 })
export const Algorithm = Type.Object({
  scheme: Type.Union([Type.Literal('rsa-pkcs1'), Type.Literal('rsa-pss'), Type.Literal('ecdsa')]),
  hash: Type.Union([Type.Literal('sha256'), Type.Literal('sha384'), Type.Literal('sha512')]),
})

/** A picture as signers take it. */
export function imageIn(base64: string | undefined): { image?: Uint8Array } {
  return base64 === undefined ? {} : { image: Buffer.from(base64, 'base64') }
}

/** The answer to an act of signing. @throws AppError `minutes/refused` */
export function signed(result: CommandResult): { first: number | null; last: number | null } {
  if (result.kind === 'refused') throw new AppError('minutes/refused', { code: result.code })
  return { first: result.first, last: result.last }
}
