/** Milliseconds; null where nothing was measured. */
export interface Quantiles {
  readonly count: number
  readonly p50: number | null
  readonly p95: number | null
  readonly most: number | null
}

export function quantilesOf(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), most: sorted.at(-1) ?? null }
}
