import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf, isCalendarDate } from '../../domain/iso-time.ts'

describe('a date and time in a file', () => {
  it('is the instant that it names, at any offset', () => {
    const instants = fc.date({ min: new Date(0), max: new Date('2999-12-31T00:00:00Z'), noInvalidDate: true })
    fc.assert(
      fc.property(instants, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
        const two = (n: number) => String(Math.abs(n)).padStart(2, '0')
        const local = new Date(date.getTime() + offset * 60_000)
        if (local.getUTCFullYear() < 1970) return
        const zone = `${offset < 0 ? '-' : '+'}${two(Math.trunc(offset / 60))}:${two(offset % 60)}`
        expect(instantOf(local.toISOString().replace('Z', zone))).toBe(date.getTime())
      }),
    )
  })

  it('exists exactly when the calendar has it', () => {
    fc.assert(
      fc.property(fc.nat(2999), fc.nat(14), fc.nat(33), (year, month, day) => {
        const text = [
          String(year).padStart(4, '0'),
          ...[month, day].map((n) => String(n).padStart(2, '0')),
        ].join('-')
        const parsed = new Date(`${text}T00:00:00Z`)
        const real = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
        expect(isCalendarDate(text), text).toBe(real)
      }),
      { numRuns: 1000 },
    )
  })
})
