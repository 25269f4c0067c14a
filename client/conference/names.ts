import type { Bridge } from '../../domain/conference.ts'
import { bridgeOf, type ConferenceState } from '../../domain/state.ts'
import { citationOf, type Topic } from '../../domain/topics.ts'

/** A bridge's name without the word in front that the page says already: `Điểm cầu Hà Nội` → `Hà Nội`. */
export function shortName(bridge: Pick<Bridge, 'name'>): string {
  return bridge.name.replace(/^điểm cầu\s+/i, '')
}

export function nameOf(state: ConferenceState, bridge: string): string {
  const found = bridgeOf(state, bridge)
  return found ? shortName(found) : bridge
}

/** `11 · Xếp loại tập thể…`; a provision as it is cited: `khoản 2, Điều 5 · …` */
export function numbered(state: ConferenceState, topic: Topic): string {
  const sign = topic.label ? citationOf(state.topics, topic.id) : topicNumber(state, topic.id)
  return `${sign} · ${topic.title}`
}

/** The place of a topic among the topics, from 1; 0 for one that is not there. */
export function topicNumber(state: ConferenceState, topic: string): number {
  return state.topics.findIndex((held) => held.id === topic) + 1
}

export function topicsLine(state: ConferenceState, topics: readonly string[]): string | null {
  const known = state.topics.filter((topic) => topics.includes(topic.id))
  return known.length === 0 ? null : known.map((topic) => numbered(state, topic)).join('; ')
}
