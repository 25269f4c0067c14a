import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import { changeOf, openChangeOf } from '../../domain/confirmation.ts'
import { contributionOf } from '../../domain/contributions.ts'
import { digest } from './random-intents.ts'
import { chair, deskOf, secretary } from './small-conference.ts'
import { readWhole, tell } from './told-conference.ts'

const sonLa = deskOf('son-la', 'chair')
const propose = (contribution: number, text = 'Đúng ra là'): Command => ({
  type: 'confirmation/propose',
  contribution,
  docSeq: 3,
  text,
})
const accept = (change: number, seq = 3): Command => ({
  type: 'confirmation/accept-read',
  change,
  docSeq: 3,
  current: { seq },
  becomes: { seq: seq + 1, sha256: digest(seq + 1) },
})

function spoken() {
  const told = tell()
  return { told, contribution: told.speaks('son-la') }
}

describe('a change that a bridge proposes', () => {
  it('is its own text, and so confirmed, from the moment at which the central secretary accepts it', () => {
    const { told, contribution } = spoken()
    const change = told.does(sonLa, propose(contribution))
    expect(openChangeOf(told.state(), contribution)).toMatchObject({ id: change, bridge: 'son-la' })
    expect(told.answer(sonLa, accept(change))).toBe('access/not-allowed')
    told.does(secretary, accept(change))
    expect(contributionOf(told.state(), contribution)?.confirmation).toEqual({
      kind: 'confirmed',
      at: told.now(),
      docSeq: 4,
      sha256: digest(4),
    })
    expect(openChangeOf(told.state(), contribution)).toBeUndefined()
  })

  it('is accepted beside the text that the secretary saw, and not over another', () => {
    const { told, contribution } = spoken()
    const change = told.does(sonLa, propose(contribution))
    expect(told.answer(secretary, accept(change, 5))).toBe('contribution/changed-meanwhile')
  })

  it('is declined with a reason, and answered once', () => {
    const { told, contribution } = spoken()
    const change = told.does(sonLa, propose(contribution))
    told.does(secretary, { type: 'confirmation/decline', change, reason: 'Không có trong phát biểu' })
    expect(changeOf(told.state(), change)?.state).toEqual({
      kind: 'declined',
      at: told.now(),
      reason: 'Không có trong phát biểu',
    })
    expect(contributionOf(told.state(), contribution)?.confirmation.kind).toBe('none')
    for (const command of [accept(change), { type: 'confirmation/withdraw', change } as const])
      expect(told.answer(command.type === 'confirmation/withdraw' ? sonLa : secretary, command)).toBe(
        'confirmation/settled',
      )
  })

  it('is withdrawn by the bridge itself, by another proposal, or by confirming the text as it stands', () => {
    const { told, contribution } = spoken()
    const states = () => told.state().changes.map(({ state }) => state.kind)
    told.does(sonLa, propose(contribution, 'một'))
    const second = told.does(sonLa, propose(contribution, 'hai'))
    expect(states()).toEqual(['withdrawn', 'proposed'])
    told.does(sonLa, { type: 'confirmation/withdraw', change: second })
    told.does(sonLa, propose(contribution, 'ba'))
    told.does(sonLa, { type: 'contribution/confirmed', contribution, ...readWhole(3) })
    expect(states()).toEqual(['withdrawn', 'withdrawn', 'withdrawn'])
  })

  it('does not outlive the text that it is about', () => {
    const { told, contribution } = spoken()
    const change = told.does(sonLa, propose(contribution))
    const cuts = [{ block: 1, topics: [] }]
    const split = { contribution, docSeq: 3, cuts, current: { seq: 3, blocks: 2 } }
    told.does(secretary, { type: 'contribution/split-read', ...split })
    expect(changeOf(told.state(), change)?.state.kind).toBe('withdrawn')
    expect(told.answer(sonLa, propose(contribution))).toBe('contribution/replaced')
  })

  it('waits until its turn is over, and is nobody else’s', () => {
    const told = tell()
    const said = { bridge: 'son-la', speaker: { name: 'Đại diện', title: null }, topics: [] }
    const request = told.does(sonLa, { type: 'floor/request', ...said })
    const turn = told.does(chair, { type: 'floor/call', request, seconds: 60, outOfOrder: false })
    expect(told.answer(sonLa, propose(turn + 1))).toBe('contribution/still-speaking')
    told.does(sonLa, { type: 'floor/yield', turn })
    expect(told.answer(deskOf('ha-noi', 'chair'), propose(turn + 1))).toBe('access/not-allowed')
    expect(told.answer(secretary, propose(turn + 1))).toBe('access/not-allowed')
  })
})

describe('being asked to confirm', () => {
  const asked = (bridges: string[], until: number): Command => ({ type: 'confirmation/ask', bridges, until })

  it('reaches every bridge of which something stands, or those that are named', () => {
    const { told } = spoken()
    told.files('ha-noi')
    const until = told.now() + 86_400_000
    expect(told.answer(secretary, asked([], until))).toMatchObject([{ bridges: ['son-la', 'ha-noi'] }])
    told.does(secretary, asked(['moc-chau'], until))
    expect(told.state().confirmationsAsked).toEqual({ 'moc-chau': { at: told.now(), until } })
    expect(told.answer(secretary, asked(['hue'], until))).toBe('bridge/unknown')
  })

  it('is for a time to come', () => {
    const { told } = spoken()
    expect(told.answer(secretary, asked([], told.now()))).toBe('confirmation/deadline-past')
  })
})
