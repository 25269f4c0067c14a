import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import { advance, project, viewerOf, visible } from '../../domain/view.ts'
import { type Choice, choices, type Electorate, tallyOf, voteOf } from '../../domain/votes.ts'
import { histories } from './random-histories.ts'
import { chair, deskOf, organiser, person, prepared } from './small-conference.ts'
import { tell } from './told-conference.ts'

const cast = (vote: number, bridge: string, choice: Choice): Command => ({
  type: 'vote/cast',
  vote,
  bridge,
  choice,
})
const counted = (vote: number, box: Extract<Command, { type: 'vote/counted' }>['box'] = null): Command => ({
  type: 'vote/counted',
  vote,
  box,
})
const question = (electorate: Electorate, secret = false): Command => ({
  type: 'vote/open',
  question: 'Tán thành dự thảo?',
  electorate,
  secret,
  topic: null,
})

function asked(electorate: Electorate, secret = false) {
  const told = tell()
  return { told, vote: told.does(chair, question(electorate, secret)) }
}

describe('a vote of bridges', () => {
  it('gives each bridge one voice, whoever of its desk casts it; the last word counts', () => {
    const { told, vote } = asked('bridges')
    told.does(deskOf('son-la', 'chair'), cast(vote, 'son-la', 'for'))
    told.does(deskOf('ha-noi', 'secretary'), cast(vote, 'ha-noi', 'other'))
    told.does(deskOf('son-la', 'secretary'), cast(vote, 'son-la', 'against'))
    expect(told.answer(deskOf('moc-chau', 'delegate'), cast(vote, 'moc-chau', 'for'))).toBe('vote/no-voter')
    expect(told.answer(deskOf('moc-chau', 'chair'), cast(vote, 'ha-noi', 'for'))).toBe('access/not-allowed')
    told.does(chair, counted(vote))
    expect(voteOf(told.state(), vote)?.state).toEqual({
      kind: 'closed',
      at: told.now(),
      tally: { for: 0, against: 1, other: 1 },
      voters: 2,
    })
    expect(told.answer(deskOf('ha-noi', 'chair'), cast(vote, 'ha-noi', 'for'))).toBe('vote/closed')
  })
})

describe('a vote of delegates', () => {
  it('counts people, the chair of a bridge among them, and not its secretary', () => {
    const { told, vote } = asked('delegates')
    told.does(deskOf('son-la', 'delegate'), cast(vote, 'son-la', 'for'))
    told.does(deskOf('son-la', 'chair'), cast(vote, 'son-la', 'for'))
    expect(told.answer(deskOf('son-la', 'secretary'), cast(vote, 'son-la', 'for'))).toBe('vote/no-voter')
    const held = voteOf(told.state(), vote)
    expect(held && tallyOf(held)).toEqual({ for: 2, against: 0, other: 0 })
  })

  it('tells each delegate of their own ballot, and of nobody else’s', () => {
    const { told, vote } = asked('delegates')
    const [own, other] = [deskOf('son-la', 'delegate'), deskOf('ha-noi', 'delegate')]
    told.does(other, cast(vote, 'ha-noi', 'against'))
    const before = told.state()
    const seq = told.does(own, cast(vote, 'son-la', 'for'))
    const viewer = viewerOf(before, own)
    const event = told.events().at(-1)
    const entry = event && visible(before, { seq, at: told.now(), event }, viewer)
    const seen = entry && advance(project(before, viewer), entry, [entry])
    expect(seen).toEqual(project(told.state(), viewer))
    expect(seen?.votes[0]?.ballots).toMatchObject([{ bridge: 'son-la', cast: 'for' }])
    expect(project(told.state(), viewerOf(before, other)).votes[0]?.ballots).toMatchObject([
      { bridge: 'ha-noi', cast: 'against' },
    ])
  })

  it('lets nobody vote at two bridges', () => {
    const { told, vote } = asked('delegates')
    const named = { name: 'Đại biểu hai nơi', title: null }
    for (const bridge of ['son-la', 'ha-noi'])
      told.does(organiser, {
        type: 'role/grant',
        person: 'hai-noi',
        named,
        grant: { role: 'delegate', bridge },
      })
    told.does(person('hai-noi'), cast(vote, 'son-la', 'for'))
    expect(told.answer(person('hai-noi'), cast(vote, 'ha-noi', 'for'))).toBe('vote/already-cast')
    told.does(person('hai-noi'), cast(vote, 'son-la', 'other'))
    expect(voteOf(told.state(), vote)?.ballots).toHaveLength(1)
  })
})

describe('a vote by show of hands', () => {
  const hands = (vote: number, bridge: string, n: number): Command => ({
    type: 'vote/count-hands',
    vote,
    bridge,
    tally: { for: n, against: 1, other: 0 },
  })

  it('adds up what each hall has counted, the last count of each', () => {
    const { told, vote } = asked('hands')
    told.does(deskOf('son-la', 'chair'), hands(vote, 'son-la', 20))
    told.does(deskOf('ha-noi', 'secretary'), hands(vote, 'ha-noi', 5))
    told.does(deskOf('son-la', 'secretary'), hands(vote, 'son-la', 21))
    expect(told.answer(deskOf('ha-noi', 'chair'), cast(vote, 'ha-noi', 'for'))).toBe('vote/other-electorate')
    expect(told.answer(chair, counted(vote))).toMatchObject([
      { tally: { for: 26, against: 2, other: 0 }, voters: 2 },
    ])
  })

  it('is not secret, and no other vote is counted so', () => {
    const { told, vote } = asked('bridges')
    expect(told.answer(chair, question('hands', true))).toBe('vote/hands-are-seen')
    expect(told.answer(deskOf('ha-noi', 'chair'), hands(vote, 'ha-noi', 5))).toBe('vote/other-electorate')
  })
})

describe('a secret vote', () => {
  it('leads to the same event whatever was chosen', () => {
    const { told, vote } = asked('delegates', true)
    const voter = deskOf('son-la', 'delegate')
    const events = choices.map((choice) => told.answer(voter, cast(vote, 'son-la', choice)))
    expect(events[0]).toMatchObject([{ type: 'ballot-cast', cast: null }])
    expect(new Set(events.map((each) => JSON.stringify(each))).size).toBe(1)
  })

  it('has no choice in any event of any history', () => {
    fc.assert(
      fc.property(histories, ({ steps }) => {
        for (const { before, entry } of steps)
          if (entry.event.type === 'ballot-cast' && voteOf(before, entry.event.vote)?.secret)
            expect(entry.event.cast).toBeNull()
      }),
      { numRuns: 100 },
    )
  })

  it('is cast once: nobody knows any more which ballot was whose', () => {
    const { told, vote } = asked('bridges', true)
    told.does(deskOf('son-la', 'chair'), cast(vote, 'son-la', 'for'))
    expect(told.answer(deskOf('son-la', 'secretary'), cast(vote, 'son-la', 'for'))).toBe('vote/already-cast')
  })

  it('is closed by a box with as many ballots as there were voters', () => {
    const { told, vote } = asked('bridges', true)
    told.does(deskOf('son-la', 'chair'), cast(vote, 'son-la', 'for'))
    told.does(deskOf('ha-noi', 'chair'), cast(vote, 'ha-noi', 'for'))
    expect(told.answer(chair, counted(vote, { for: 2, against: 1, other: 0 }))).toBe('vote/box-differs')
    expect(told.answer(chair, counted(vote, { for: 1, against: 0, other: 0 }))).toBe('vote/box-differs')
    expect(told.answer(chair, counted(vote))).toBe('command/malformed')
    told.does(chair, counted(vote, { for: 1, against: 1, other: 0 }))
    expect(voteOf(told.state(), vote)?.state).toMatchObject({ tally: { for: 1, against: 1 }, voters: 2 })
  })
})

describe('votes', () => {
  it('are held while the conference is open, and settled before it is concluded', () => {
    expect(tell(prepared).answer(chair, question('bridges'))).toBe('conference/not-open')
    const { told, vote } = asked('bridges')
    expect(told.answer(chair, { type: 'conference/conclude' })).toBe('vote/still-open')
    told.does(chair, { type: 'vote/cancel', vote, reason: 'Hỏi lại cho rõ' })
    expect(voteOf(told.state(), vote)?.state).toEqual({
      kind: 'cancelled',
      at: told.now(),
      reason: 'Hỏi lại cho rõ',
    })
    told.does(chair, { type: 'conference/conclude' })
    expect(told.answer(deskOf('son-la', 'chair'), cast(vote, 'son-la', 'for'))).toBe('conference/not-open')
  })

  it('end with no more voices than voters, and each voter once', () => {
    fc.assert(
      fc.property(histories, ({ state }) => {
        for (const { ballots, electorate, state: now } of state.votes) {
          expect(new Set(ballots.map(({ voter }) => voter)).size).toBe(ballots.length)
          if (now.kind !== 'closed') continue
          expect(now.voters).toBe(ballots.length)
          const voices = choices.reduce((sum, choice) => sum + now.tally[choice], 0)
          if (electorate !== 'hands') expect(voices).toBe(ballots.length)
        }
      }),
      { numRuns: 100 },
    )
  })
})
