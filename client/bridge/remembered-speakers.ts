import type { Named } from '../../domain/named.ts'
import type { ConferenceState } from '../../domain/state.ts'

/** How many names are offered. */
const MOST = 4

/**
 * Who spoke or wrote for a bridge so far, the latest first, then its chair: the record remembers, so that nothing
 * has to be kept on the device.
 */
export function rememberedSpeakers(state: ConferenceState, bridge: string): readonly Named[] {
  const own = (held: { readonly bridge: string }) => held.bridge === bridge
  // Nobody real is put into the mouth of a demonstration.
  const chair = state.facts?.demonstration ? null : state.bridges.find((held) => held.id === bridge)?.chair
  const named = [
    ...state.contributions.filter(own).map((held) => held.speaker),
    ...state.floor.queue.filter(own).map((held) => held.speaker),
  ].reverse()
  const all = chair ? [...named, chair] : named
  const once = new Map(all.map((speaker) => [`${speaker.name}\n${speaker.title ?? ''}`, speaker]))
  return [...once.values()].slice(0, MOST)
}
