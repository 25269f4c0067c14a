import { attendanceOf, invitedAt, presenceOverTime } from '../../domain/attendance.ts'
import { standingContributions } from '../../domain/contribution-source.ts'
import { ledger, ledgerColumns, WHOLE } from '../../domain/ledger.ts'
import type { SealedGap } from '../../domain/minutes.ts'
import { bridgeOf, type ConferenceState, centralBridge } from '../../domain/state.ts'
import { topicTree } from '../../domain/topics.ts'
import { citedTopic } from '../../templates/cited-topic.ts'
import { hallsOnline } from '../../templates/halls-online.ts'
import type { MinutesBridge, MinutesView, Person } from '../../templates/minutes-view.ts'

/*
 * What the minutes say beside the texts: who was there, what was voted, what is missing, what they replace.
 */

export function bridgesView(state: ConferenceState): MinutesView['bridges'] {
  return state.bridges.map(({ id, name, unit, level, chair }) => ({
    id,
    name,
    unit,
    level,
    delegates: invitedAt(state, id),
    present: mostPresent(state, id),
    absent: absentFrom(state, id),
    chair: chair ?? holdersOf(state, 'chair', id)[0] ?? null,
  }))
}

/** Who holds a role at a bridge, in the order in which it was given. */
export function holdersOf(
  state: ConferenceState,
  role: 'chair' | 'secretary',
  bridge: string,
): readonly Person[] {
  return Object.values(state.people)
    .filter(({ grants }) => grants.some((grant) => grant.role === role && grant.bridge === bridge))
    .map(({ name, title }) => ({ name, title }))
}

/** How many halls beside the central one were ever connected; null where no line of any was ever seen. */
export function connectedHalls(state: ConferenceState): number | null {
  const central = centralBridge(state)
  const joined = state.bridges.filter(({ id, line }) => id !== central && line.kind !== 'never').length
  return joined > 0 ? joined : null
}

export function placeView(state: ConferenceState): string | null {
  const central = bridgeOf(state, centralBridge(state))
  if (!central) return null
  const others = state.bridges.length - 1
  return others > 0 ? `${central.name}, ${hallsOnline(others, connectedHalls(state))}` : central.name
}

/** The most that were in a hall at once, since it is they who took part; null where nobody counted. */
function mostPresent(state: ConferenceState, bridge: string): number | null {
  const points = presenceOverTime(attendanceOf(state, bridge))
  return points.length > 0 ? points.reduce((most, { present }) => Math.max(most, present), 0) : null
}

function absentFrom(state: ConferenceState, bridge: string): MinutesBridge['absent'] {
  return attendanceOf(state, bridge).attendees.flatMap(({ name, title, marks }) => {
    const last = marks.at(-1)?.mark
    // Whoever came and left again was there.
    if (last?.kind !== 'absent' || marks.some(({ mark }) => mark.kind === 'present')) return []
    return [{ name, title, reason: last.reason, proxy: last.proxy }]
  })
}

export function topicsView({ topics }: ConferenceState): MinutesView['topics'] {
  return topicTree(topics).map(({ topic: { id, title, label = null }, depth }) => ({
    id,
    title,
    label,
    depth,
  }))
}

export function noOpinionView(state: ConferenceState): readonly string[] {
  return ledger(state).flatMap(({ bridge, cells }) =>
    cells.every((cell) => cell.state === 'none') ? [bridgeOf(state, bridge)?.name ?? bridge] : [],
  )
}

/** Votes that came to an end; one that was still open when the conference ended has no result. */
export function votesView(state: ConferenceState): MinutesView['votes'] {
  return state.votes.flatMap(({ question, electorate, secret, topic, state: outcome }) => {
    if (outcome.kind === 'open') return []
    const { at } = outcome
    const about = topic === null ? null : citedTopic(state.topics, topic)
    const result =
      outcome.kind === 'closed'
        ? ({ kind: 'counted', tally: outcome.tally, voters: outcome.voters } as const)
        : ({ kind: 'cancelled', reason: outcome.reason } as const)
    return [{ question, electorate, secret, topic: about, at, result }]
  })
}

export function gapView(state: ConferenceState, gap: SealedGap | null): MinutesView['gap'] {
  if (!gap) return null
  const columns = ledgerColumns(state)
  const heard = new Set(standingContributions(state).map(({ bridge }) => bridge))
  return {
    reason: gap.reason,
    bridges: gap.bridges.map(({ bridge, topics }) => ({
      name: bridgeOf(state, bridge)?.name ?? bridge,
      missing:
        // Of a bridge whose words stand under no topic yet, no one says that it has given none.
        topics.includes(WHOLE) || (topics.length === columns.length && !heard.has(bridge))
          ? 'all'
          : topics.map((id) => columns.indexOf(id) + 1),
    })),
  }
}

/** The newest file of the version that this one corrects. */
export function replacedView(state: ConferenceState): MinutesView['replaces'] {
  const former = state.formerMinutes.at(-1)
  const sha256 = former?.newest ?? null
  if (!former || sha256 === null) return null
  return { version: former.version, sha256, reason: former.reopened.reason }
}
