/*
 * Reads entries of WebRTC statistics (W3C webrtc-stats), in which anything may be missing, and adds them up.
 */

/** One entry of a report of statistics, whatever its browser. */
export type Stat = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string }

export function isReceived(stat: Stat, kind: 'audio' | 'video'): boolean {
  return stat.type === 'inbound-rtp' && kindOf(stat) === kind
}

/** Older Firefox knew `mediaType` only. */
export function kindOf(stat: Stat): string | null {
  return textIn(stat, 'kind') ?? textIn(stat, 'mediaType')
}

export function numberIn(stat: Stat | undefined, field: string): number | null {
  const value = stat?.[field]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

export function textIn(stat: Stat | undefined, field: string): string | null {
  const value = stat?.[field]
  return typeof value === 'string' ? value : null
}

/** Null where nothing is known of any. */
export function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0)
}

export function greatest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Math.max(...known)
}

/** A packet that comes after it was counted as lost makes the growth of losses negative. */
export function share(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.round(Math.max(0, Math.min(1, part / whole)) * 10_000) / 10_000
}

export function milliseconds(seconds: number | null): number | null {
  return seconds === null ? null : Math.max(0, Math.min(600_000, Math.round(seconds * 10_000) / 10))
}

export function bitrate(bytes: number | null, seconds: number): number | null {
  return bytes === null ? null : bounded((bytes * 8) / seconds, 1e10)
}

export function bounded(value: number | null, most: number): number | null {
  return value === null ? null : Math.max(0, Math.min(most, Math.round(value * 10) / 10))
}

export function pixels(value: number | null): number {
  return Math.max(0, Math.min(16_384, Math.round(value ?? 0)))
}
