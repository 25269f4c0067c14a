import type { Instant, Milliseconds } from '../../domain/time.ts'

/** The conference's times are those of Vietnam, wherever the reader sits. */
const ZONE = { timeZone: 'Asia/Ho_Chi_Minh' } as const
const LOCALE = 'vi-VN'
const clock = new Intl.DateTimeFormat(LOCALE, {
  ...ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const hours = new Intl.DateTimeFormat(LOCALE, { ...ZONE, hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat(LOCALE, {
  ...ZONE,
  weekday: 'long',
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
})

const plainDay = new Intl.DateTimeFormat(LOCALE, {
  ...ZONE,
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
})

/** `09:42:18` */
export function clockTime(at: Instant): string {
  return clock.format(at)
}

/** `09:42` */
export function hourTime(at: Instant): string {
  return hours.format(at)
}

/** `Thứ Ba, 30/5/2023` */
export function longDate(at: Instant): string {
  return day.format(at)
}

/** `09:42, 30/5/2023` */
export function timeAndDate(at: Instant): string {
  return `${hours.format(at)}, ${plainDay.format(at)}`
}

/** `02:19`, `1:02:19`; a time run over is shown with a minus. */
export function duration(time: Milliseconds, leadingZero = true): string {
  const seconds = Math.ceil(time / 1000)
  const total = Math.abs(seconds)
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  const minutes = h > 0 || leadingZero ? String(m).padStart(2, '0') : String(m)
  return `${seconds < 0 ? '−' : ''}${h > 0 ? `${h}:` : ''}${minutes}:${String(s).padStart(2, '0')}`
}

/** `1.198` */
export function count(value: number): string {
  return value.toLocaleString(LOCALE)
}

/** `2,4`, at most so many digits after the comma. */
export function decimal(value: number, digits: number): string {
  // Without a sign on nothing.
  return (Number(value.toFixed(digits)) + 0).toLocaleString(LOCALE, { maximumFractionDigits: digits })
}

/** `1,2 %` of a share from 0 to 1. */
export function percent(share: number): string {
  return `${decimal(share * 100, 1)} %`
}

/** `312 byte`, `48,2 kB` */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} byte`
  if (bytes < 1_000_000) return `${(bytes / 1000).toLocaleString(LOCALE, { maximumFractionDigits: 1 })} kB`
  return `${(bytes / 1_000_000).toLocaleString(LOCALE, { maximumFractionDigits: 1 })} MB`
}
