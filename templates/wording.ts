/** Vietnam's only time zone since 1975; documents never follow the server's. */
const OFFSET = 7 * 3_600_000

const local = (instant: number) => new Date(instant + OFFSET)
const two = (value: number) => String(value).padStart(2, '0')

/** `08:05` */
export function clock(instant: number): string {
  const at = local(instant)
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
}

/** Days below 10 and the months 1 and 2 take a leading zero: `ngày 05 tháng 3 năm 2024`. */
export function longDate(instant: number): string {
  const at = local(instant)
  const month = at.getUTCMonth() + 1
  return `ngày ${two(at.getUTCDate())} tháng ${month < 3 ? two(month) : month} năm ${at.getUTCFullYear()}`
}

/** `2018-03-08` as `08/3/2018`. */
export function shortDate(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${date}/${Number(month) < 3 ? month : Number(month)}/${year}`
}

/** `08 giờ 05 phút` */
export function hourAndMinute(instant: number): string {
  const at = local(instant)
  return `${two(at.getUTCHours())} giờ ${two(at.getUTCMinutes())} phút`
}

export function sameDay(a: number, b: number): boolean {
  return longDate(a) === longDate(b)
}

/** `08:05–08:08`, `08:05` within one minute; with the date when it is not the conference's first day. */
export function period(from: number, to: number | null, firstDay: number, dateOf = longDate): string {
  const times = span(from, to ?? from)
  return sameDay(from, firstDay) ? times : `${times} ${dateOf(from)}`
}

/** `08:05–08:08`, and `08:05` where both moments lie in one minute. */
function span(from: number, to: number): string {
  const [first, last] = [clock(from), clock(to)]
  return first === last && sameDay(from, to) ? first : `${first}–${last}`
}

/** `30/5/2023`: the day of an instant. */
export function shortDateOf(instant: number): string {
  return shortDate(local(instant).toISOString().slice(0, 10))
}

/** `08:05`, with the date on another day than the conference's first. */
export function shortTime(instant: number, firstDay: number): string {
  return sameDay(instant, firstDay) ? clock(instant) : `${clock(instant)} ${shortDateOf(instant)}`
}

/** `1 giờ 05 phút`, `2 phút 30 giây`, `40 giây`; of milliseconds, rounded to the second. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  if (hours > 0) return `${hours} giờ ${two(minutes)} phút`
  if (minutes > 0) return rest > 0 ? `${minutes} phút ${two(rest)} giây` : `${minutes} phút`
  return `${rest} giây`
}

/** A document's number within a sentence: `Số: 05/BB-UBND` as `số 05/BB-UBND`. */
export function citedNumber(number: string): string {
  return number.replace(/^\p{L}/u, (letter) => letter.toLocaleLowerCase('vi')).replace(':', '')
}

/** What somebody wrote, as a sentence with its end. */
export function sentence(words: string): string {
  return /[.!?…]["”»)]*$/.test(words.trim()) ? words.trim() : `${words.trim()}.`
}

/** `1.260` */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '.')
}

/** As `count`, with the leading zero that running text takes below 10: `08`. */
export function counted(value: number): string {
  return value < 10 ? two(value) : count(value)
}

/** `12 KB`, `1,4 MB`: a file's length. */
export function bytes(size: number): string {
  if (size < 1024) return `${size} B`
  if (size < 1024 * 1024) return `${Math.round(size / 1024)} KB`
  return `${(size / (1024 * 1024)).toFixed(1).replace('.', ',')} MB`
}

/** ISO 8601 at +07:00, seconds: `2023-05-30T11:05:00+07:00`. */
export function isoTime(instant: number): string {
  return `${local(instant).toISOString().slice(0, 19)}+07:00`
}
