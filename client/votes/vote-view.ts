import { attendanceOf, presentAt } from '../../domain/attendance.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Instant } from '../../domain/time.ts'
import { type Ballot, type Choice, choices, type Tally, type Vote } from '../../domain/votes.ts'
import { shortName } from '../conference/names.ts'

/** The vote that runs; the youngest where there are several. */
export function runningVote(state: ConferenceState): Vote | null {
  return runningVotes(state)[0] ?? null
}

/** Votes that run, the youngest first. */
export function runningVotes(state: ConferenceState): readonly Vote[] {
  return state.votes.filter((vote) => vote.state.kind === 'open').toReversed()
}

/** One who may vote: a bridge, or a person. */
export interface Elector {
  readonly id: string
  readonly name: string
  readonly bridge: string
  /** Null as long as they have not voted. */
  readonly ballot: Ballot | null
}

/** Whoever may vote, as far as the reader sees them: a central desk sees all, a bridge its own. */
export function electorsOf(state: ConferenceState, vote: Vote): readonly Elector[] {
  const ballots = new Map(vote.ballots.map((ballot) => [ballot.voter, ballot]))
  if (vote.electorate !== 'delegates')
    return state.bridges.map((bridge) => ({
      id: bridge.id,
      name: shortName(bridge),
      bridge: bridge.id,
      ballot: ballots.get(bridge.id) ?? null,
    }))
  return Object.entries(state.people).flatMap(([id, { name, grants }]) => {
    const seat = grants.find(({ role, bridge }) => bridge !== null && ['delegate', 'chair'].includes(role))
    const ballot = ballots.get(id) ?? null
    return seat ? [{ id, name, bridge: ballot?.bridge ?? seat.bridge ?? '', ballot }] : []
  })
}

/** How many votes there are in a tally. */
export function totalOf(tally: Tally): number {
  return choices.reduce((sum, choice) => sum + tally[choice], 0)
}

/** What a voter chose, as far as it is known: a secret ballot is not, hands are counted. */
export function chosenIn(ballot: Ballot | null | undefined): Choice | null {
  return typeof ballot?.cast === 'string' ? ballot.cast : null
}

export function handsIn(ballot: Ballot | null | undefined): Tally | null {
  return ballot && typeof ballot.cast === 'object' ? ballot.cast : null
}

/** How long a result stands on the screens of the halls (ms). */
export const RESULT_STANDS = 20_000

/** What the halls' screens show of votes: the one that runs, or for a while the last result. */
export function hallVote(state: ConferenceState, now: Instant): Vote | null {
  const running = runningVote(state)
  if (running) return running
  const last = state.votes
    .filter((vote) => vote.state.kind === 'closed')
    .toSorted((a, b) => closedAt(a) - closedAt(b))
    .at(-1)
  if (!last || now - closedAt(last) >= RESULT_STANDS) return null
  return wentOnAfter(state, closedAt(last)) ? null : last
}

function closedAt({ state }: Vote): Instant {
  return state.kind === 'open' ? 0 : state.at
}

/** Whether the chair has gone on to something else: called somebody, ended a turn, concluded. */
function wentOnAfter({ floor, concludedAt }: ConferenceState, at: Instant): boolean {
  const turned = floor.turns.some(
    (turn) => turn.grantedAt > at || (turn.state.kind === 'ended' && turn.state.at > at),
  )
  return turned || concludedAt !== null
}

/** Why counted hands cannot be right, as far as the page can know: more hands than heads. */
export function tooManyHands(state: ConferenceState, bridge: string, tally: Tally): boolean {
  const present = presentAt(attendanceOf(state, bridge))
  return present !== null && totalOf(tally) > present
}
