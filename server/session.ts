import type { Actor } from '../domain/rights.ts'

/** The page that a sign-in link opens. */
export const homes = ['/organiser', '/chair', '/secretary', '/bridge', '/hall'] as const
export type Home = (typeof homes)[number]

/** One sign-in: who it is. What it may do is in each conference's log. */
export interface Session {
  /** Names the session in public (cookie name, `?s=`); the secret is the cookie's value. */
  readonly slot: string
  readonly conference: string | null
  readonly home: Home
  readonly name: string
  readonly actor: Actor
  /** May create conferences. */
  readonly organises: boolean
}

/** What a hall's screen shows, for whoever approves the device to compare. */
export function deviceCode(device: string): string {
  return device.slice(-4).toUpperCase()
}
