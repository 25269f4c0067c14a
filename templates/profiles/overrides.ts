import type { ProfileOverrides } from '../../domain/profile-overrides.ts'
import type { Profile, TextRule } from './profile.ts'

type Plain = { readonly [key: string]: unknown }

/**
 * A profile with the departures of a body. What they leave out stays as it is, a list replaces a list. Lines never
 * stand closer than their letters are high, whatever size is asked for.
 */
export function overridden(profile: Profile, overrides: ProfileOverrides): Profile {
  const merged = merge(profile, overrides) as Profile
  const spaced = <R extends TextRule & { leading: number }>(rule: R): R => ({
    ...rule,
    leading: Math.max(rule.leading, rule.size),
  })
  return {
    ...merged,
    body: spaced(merged.body),
    table: spaced(merged.table),
  }
}

function merge(base: unknown, change: unknown): unknown {
  if (change === undefined) return base
  if (!isPlain(base) || !isPlain(change)) return change
  const merged: Record<string, unknown> = { ...base }
  for (const key of Object.keys(change)) merged[key] = merge(base[key], change[key])
  return merged
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
