import { describe, expect, test } from 'vitest'
import { resultSentence } from '../../client/votes/result-sentence.ts'
import {
  chosenIn,
  electorsOf,
  hallVote,
  RESULT_STANDS,
  runningVote,
  tooManyHands,
} from '../../client/votes/vote-view.ts'
import { voterAt } from '../../client/votes/voter.ts'
import type { Command } from '../../domain/commands.ts'
import { recordDraft } from '../../domain/record-draft.ts'
import type { Actor } from '../../domain/rights.ts'
import { project } from '../../domain/view.ts'
import { type Choice, decideVotes, type Electorate, type Vote } from '../../domain/votes.ts'
import { ask, bridges, chair, deskOf, type History, prepared, START } from '../domain/small-conference.ts'

const opened = ask(prepared, chair, { type: 'conference/open' }, START)
const minute = 60_000

function open(electorate: Electorate, secret = false, from: History = opened): History {
  const question = 'Tán thành dự thảo?'
  return ask(from, chair, { type: 'vote/open', question, electorate, secret, topic: null }, START + minute)
}

function voteIn({ state }: History): Vote {
  const vote = state.votes.at(-1)
  if (!vote) throw new Error('there is no vote')
  return vote
}

function cast(history: History, actor: Actor, bridge: string, choice: Choice): History {
  const vote = voteIn(history).id
  return ask(history, actor, { type: 'vote/cast', vote, bridge, choice }, START + 2 * minute)
}

function close(history: History, at: number): History {
  return ask(history, chair, { type: 'vote/counted', vote: voteIn(history).id, box: null }, at)
}

describe('the central desk sees of a vote', () => {
  test('each bridge, and which of them have voted', () => {
    const voted = cast(open('bridges'), deskOf('son-la', 'secretary'), 'son-la', 'against')
    const electors = electorsOf(voted.state, voteIn(voted))
    expect(electors.map(({ id }) => id)).toEqual(bridges)
    expect(electors.filter(({ ballot }) => ballot).map(({ id }) => id)).toEqual(['son-la'])
    expect(chosenIn(electors[1]?.ballot)).toBe('against')
  })

  test('in a secret one that somebody has voted, and nothing of what', () => {
    const voted = cast(open('bridges', true), deskOf('son-la', 'chair'), 'son-la', 'for')
    const electors = electorsOf(voted.state, voteIn(voted))
    const [elector] = electors.filter(({ ballot }) => ballot)
    expect(elector?.id).toBe('son-la')
    expect(chosenIn(elector?.ballot)).toBeNull()
  })

  test('of delegates each person once, chairs of bridges among them, nobody without a ballot', () => {
    const voted = cast(open('delegates'), deskOf('ha-noi', 'delegate'), 'ha-noi', 'other')
    const electors = electorsOf(voted.state, voteIn(voted))
    expect(electors.length).toBe(2 * bridges.length)
    expect(electors.filter(({ ballot }) => ballot).map(({ bridge }) => bridge)).toEqual(['ha-noi'])
  })
})

describe('who has a ballot at a desk is what the rules say', () => {
  const roles = ['chair', 'secretary', 'technician', 'delegate', 'observer'] as const
  test.each(['bridges', 'delegates'] as const)('in a vote of %s', (electorate) => {
    const history = open(electorate)
    for (const role of roles) {
      const actor = deskOf('son-la', role)
      if (actor.kind !== 'person') throw new TypeError('a desk is a person')
      const vote = voteIn(history).id
      const command = { type: 'vote/cast', vote, bridge: 'son-la', choice: 'for' } as const
      const decided = decideVotes(history.state, command, actor)
      const [event] = 'kind' in decided ? [] : decided
      const voter = event?.type === 'ballot-cast' ? event.voter : null
      const { grants } = history.state.people[actor.person] ?? { grants: [] }
      expect(voterAt(grants, actor.person, electorate, 'son-la'), role).toBe(voter)
      expect(voterAt(grants, actor.person, electorate, 'ha-noi'), role).toBeNull()
    }
  })
})

describe('the screen of every hall', () => {
  const end = START + 3 * minute
  const voted = cast(open('bridges'), deskOf('son-la', 'secretary'), 'son-la', 'for')
  const closed = close(voted, end)

  test('shows the question while it is voted on', () => {
    expect(hallVote(opened.state, START)).toBeNull()
    expect(hallVote(voted.state, end)).toBe(runningVote(voted.state))
    expect(hallVote(voted.state, end)?.state.kind).toBe('open')
  })

  test('then the result, for a while', () => {
    expect(hallVote(closed.state, end)?.state).toMatchObject({ tally: { for: 1, against: 0, other: 0 } })
    expect(hallVote(closed.state, end + RESULT_STANDS - 1)).not.toBeNull()
    expect(hallVote(closed.state, end + RESULT_STANDS)).toBeNull()
  })

  test('until the chair goes on to the next: a vote, a turn, the end', () => {
    const next = open('hands', false, closed)
    expect(hallVote(next.state, end)?.state.kind).toBe('open')
    const speaker = { name: 'Đại biểu', title: null }
    const request: Command = { type: 'floor/request', bridge: 'ha-noi', speaker, topics: [] }
    const asked = ask(closed, deskOf('ha-noi', 'chair'), request, end + 1)
    const [waiting] = asked.state.floor.queue
    if (!waiting) throw new Error('nobody waits')
    expect(hallVote(asked.state, end + 1)).not.toBeNull()
    const call = { type: 'floor/call', request: waiting.id, seconds: 300, outOfOrder: false } as const
    const called = ask(asked, chair, call, end + 2)
    expect(called.state.floor.turns.length).toBe(1)
    expect(hallVote(called.state, end + 2)).toBeNull()
  })

  test('does not show a vote that was cancelled', () => {
    const cancel = { type: 'vote/cancel', vote: voteIn(voted).id, reason: 'Nhầm' } as const
    expect(hallVote(ask(voted, chair, cancel, end).state, end)).toBeNull()
  })

  test('is told of a vote of delegates as a question without names', () => {
    const secretive = cast(open('delegates'), deskOf('ha-noi', 'delegate'), 'ha-noi', 'for')
    const hall = project(secretive.state, { grants: [{ role: 'hall', bridge: 'son-la' }] })
    const shown = hallVote(hall, end)
    expect(shown?.question).toBe(voteIn(secretive).question)
    expect(shown?.ballots).toEqual([])
  })
})

describe('the sentence of a result', () => {
  const closed = close(
    cast(open('bridges'), deskOf('ha-noi', 'chair'), 'ha-noi', 'against'),
    START + 3 * minute,
  )

  test('is the one that the record drafts by itself', () => {
    const sentence = resultSentence(voteIn(closed))
    expect(sentence).toContain('0 tán thành, 1 không tán thành')
    const drafted = JSON.stringify(recordDraft(closed.state, 'conclusion'))
    expect(drafted).toContain(JSON.stringify(sentence).slice(1, -1))
  })

  test('is none before there is a result', () => {
    expect(resultSentence(voteIn(open('bridges')))).toBeNull()
  })
})

describe('counted hands', () => {
  const count = { type: 'attendance/count', bridge: 'ha-noi', present: 12 } as const
  const counted = ask(open('hands'), deskOf('ha-noi', 'chair'), count, START + minute).state

  test('are too many when there are more of them than heads, where heads were counted', () => {
    expect(tooManyHands(counted, 'ha-noi', { for: 10, against: 2, other: 0 })).toBe(false)
    expect(tooManyHands(counted, 'ha-noi', { for: 10, against: 2, other: 1 })).toBe(true)
    expect(tooManyHands(counted, 'son-la', { for: 999, against: 0, other: 0 })).toBe(false)
  })
})
