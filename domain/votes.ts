import Type, { type Static } from 'typebox'
import { grantsOf } from './authority.ts'
import { type Refused, refuse } from './refusal.ts'
import type { Actor } from './rights.ts'
import { bridgeOf, type ConferenceState } from './state.ts'
import { Id, Ref, Title } from './text.ts'
import type { Instant } from './time.ts'
import { topicOf } from './topics.ts'

/** Tán thành, không tán thành, ý kiến khác. */
export const choices = ['for', 'against', 'other'] as const
export type Choice = (typeof choices)[number]
export const Choice = Type.Unsafe<Choice>(Type.Union(choices.map((choice) => Type.Literal(choice))))

export type Tally = Readonly<Record<Choice, number>>

/**
 * Who votes: each bridge once, by its chair or secretary; each person with the role of a delegate; or each hall by
 * a show of hands, which its desk counts.
 */
export const electorates = ['bridges', 'delegates', 'hands'] as const
export type Electorate = (typeof electorates)[number]

export interface Vote {
  readonly id: Ref
  readonly question: string
  readonly electorate: Electorate
  /** The ballots are in a box apart: the log holds who voted, and at the end the tally. */
  readonly secret: boolean
  readonly topic: string | null
  readonly openedAt: Instant
  readonly ballots: readonly Ballot[]
  readonly state: VoteState
}

export type VoteState =
  | { readonly kind: 'open' }
  | { readonly kind: 'closed'; readonly at: Instant; readonly tally: Tally; readonly voters: number }
  | { readonly kind: 'cancelled'; readonly at: Instant; readonly reason: string }

/** Who has voted; a bridge's id, or a person's. The last one of a voter counts. */
export interface Ballot {
  readonly voter: string
  readonly bridge: string
  readonly at: Instant
  /** Null in a secret vote; hands are counted. */
  readonly cast: Choice | Tally | null
}

export type VoteEvent =
  | {
      readonly type: 'vote-opened'
      readonly question: string
      readonly electorate: Electorate
      readonly secret: boolean
      readonly topic: string | null
    }
  | {
      readonly type: 'ballot-cast'
      readonly vote: Ref
      readonly voter: string
      readonly bridge: string
      readonly cast: Choice | Tally | null
    }
  | { readonly type: 'vote-closed'; readonly vote: Ref; readonly tally: Tally; readonly voters: number }
  | { readonly type: 'vote-cancelled'; readonly vote: Ref; readonly reason: string }

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const Count = Type.Integer({ minimum: 0, maximum: 100_000 })
const Tally = object({ for: Count, against: Count, other: Count })

export const voteCommands = [
  object({
    type: Type.Literal('vote/open'),
    question: Title,
    electorate: Type.Unsafe<Electorate>(Type.Union(electorates.map((each) => Type.Literal(each)))),
    secret: Type.Boolean(),
    topic: Type.Union([Id, Type.Null()]),
  }),
  /** For the voter's own bridge; in a vote of delegates the voter is whoever sends it. */
  object({ type: Type.Literal('vote/cast'), vote: Ref, bridge: Id, choice: Choice }),
  object({ type: Type.Literal('vote/count-hands'), vote: Ref, bridge: Id, tally: Tally }),
  object({ type: Type.Literal('vote/close'), vote: Ref }),
  object({ type: Type.Literal('vote/cancel'), vote: Ref, reason: Title }),
] as const

export const voteServerCommands = [
  /** `vote/close` with what the box holds; null for an open vote, which is counted from its ballots. */
  object({ type: Type.Literal('vote/counted'), vote: Ref, box: Type.Union([Tally, Type.Null()]) }),
] as const
export type VoteCommand = Static<(typeof voteCommands)[number]> | Static<(typeof voteServerCommands)[number]>

export function decideVotes(
  state: ConferenceState,
  command: VoteCommand,
  actor: Actor,
): readonly VoteEvent[] | Refused {
  if (state.phase !== 'open') return refuse('conference/not-open')
  if (command.type === 'vote/open') {
    const { question, electorate, secret, topic } = command
    if (topic !== null && !topicOf(state, topic)) return refuse('topic/unknown', { topic })
    if (secret && electorate === 'hands') return refuse('vote/hands-are-seen')
    return [{ type: 'vote-opened', question, electorate, secret, topic }]
  }
  const vote = voteOf(state, command.vote)
  if (!vote) return refuse('vote/unknown')
  if (vote.state.kind !== 'open') return refuse('vote/closed')
  switch (command.type) {
    case 'vote/cast': {
      const { bridge, choice } = command
      if (!bridgeOf(state, bridge)) return refuse('bridge/unknown', { bridge })
      if (vote.electorate === 'hands') return refuse('vote/other-electorate')
      const voter = voterOf(state, vote, actor, bridge)
      if (voter === null) return refuse('vote/no-voter')
      const held = vote.ballots.find((ballot) => ballot.voter === voter)
      // Nobody knows any more which ballot was whose: it cannot be changed. Nor does anybody vote at two bridges.
      if (held && (vote.secret || held.bridge !== bridge)) return refuse('vote/already-cast')
      return [{ type: 'ballot-cast', vote: vote.id, voter, bridge, cast: vote.secret ? null : choice }]
    }
    case 'vote/count-hands': {
      const { bridge, tally } = command
      if (!bridgeOf(state, bridge)) return refuse('bridge/unknown', { bridge })
      if (vote.electorate !== 'hands') return refuse('vote/other-electorate')
      return [{ type: 'ballot-cast', vote: vote.id, voter: bridge, bridge, cast: tally }]
    }
    case 'vote/close':
      return refuse('command/malformed', { what: 'uncounted box' })
    case 'vote/counted': {
      const tally = vote.secret ? command.box : tallyOf(vote)
      if (!tally) return refuse('command/malformed', { what: 'box' })
      const voters = vote.ballots.length
      if (vote.secret && tally.for + tally.against + tally.other !== voters)
        return refuse('vote/box-differs', { ballots: tally.for + tally.against + tally.other, voters })
      return [{ type: 'vote-closed', vote: vote.id, tally, voters }]
    }
    case 'vote/cancel':
      return [{ type: 'vote-cancelled', vote: vote.id, reason: command.reason }]
  }
}

/** Who votes when this actor casts for this bridge; null when nobody may by it. */
function voterOf(state: ConferenceState, vote: Vote, actor: Actor, bridge: string): string | null {
  if (actor.kind !== 'person') return null
  const holds = (roles: readonly string[]) =>
    grantsOf(state, actor).some((grant) => grant.bridge === bridge && roles.includes(grant.role))
  if (vote.electorate === 'bridges') return holds(['chair', 'secretary']) ? bridge : null
  return holds(['delegate', 'chair']) ? actor.person : null
}

/** What the ballots of an open vote add up to. */
export function tallyOf(vote: Vote): Tally {
  const sum = { for: 0, against: 0, other: 0 }
  for (const { cast } of vote.ballots) {
    if (cast === null) continue
    if (typeof cast === 'string') sum[cast] += 1
    else for (const choice of choices) sum[choice] += cast[choice]
  }
  return sum
}

export function voteOf(state: ConferenceState, id: Ref): Vote | undefined {
  return state.votes.find((vote) => vote.id === id)
}

export function evolveVotes(
  state: ConferenceState,
  event: VoteEvent,
  seq: Ref,
  at: Instant,
): ConferenceState {
  if (event.type === 'vote-opened') {
    const { question, electorate, secret, topic } = event
    const vote: Vote = {
      id: seq,
      question,
      electorate,
      secret,
      topic,
      openedAt: at,
      ballots: [],
      state: { kind: 'open' },
    }
    return { ...state, votes: [...state.votes, vote] }
  }
  return {
    ...state,
    votes: state.votes.map((vote) => (vote.id === event.vote ? after(vote, event, at) : vote)),
  }
}

function after(vote: Vote, event: Exclude<VoteEvent, { type: 'vote-opened' }>, at: Instant): Vote {
  switch (event.type) {
    case 'ballot-cast': {
      const { voter, bridge, cast } = event
      const others = vote.ballots.filter((ballot) => ballot.voter !== voter)
      return { ...vote, ballots: [...others, { voter, bridge, at, cast }] }
    }
    case 'vote-closed':
      return { ...vote, state: { kind: 'closed', at, tally: event.tally, voters: event.voters } }
    case 'vote-cancelled':
      return { ...vote, state: { kind: 'cancelled', at, reason: event.reason } }
  }
}
