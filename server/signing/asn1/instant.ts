import { type Der, DerError, readTime, tags } from './der.ts'

/**
 * Milliseconds since 1970 of a GeneralizedTime in UTC, fractions of a second allowed (RFC 3161, 2.4.2).
 * @throws DerError
 */
export function readInstant(element: Der | undefined): number {
  if (element?.tag !== tags.generalizedTime) throw new DerError('time expected')
  const text = Buffer.from(element.contents).toString('latin1')
  const match = /^(\d{14})(?:\.(\d{1,9}))?Z$/.exec(text)
  if (!match) throw new DerError('wrong time')
  const [, seconds = '', fraction = '0'] = match
  const whole = readTime({ ...element, contents: Buffer.from(`${seconds}Z`) })
  return whole + Math.floor(Number(`0.${fraction}`) * 1000)
}
