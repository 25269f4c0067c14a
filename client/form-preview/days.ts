/** The day after `YYYY-MM-DD`, in the same form. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** `2026-01-01` as `01/01/2026`. */
export function numericDay(day: string): string {
  return day.split('-').reverse().join('/')
}
