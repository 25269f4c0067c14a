import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import { isNoticeDraft } from '../../domain/notice.ts'
import type { Actor } from '../../domain/rights.ts'
import { decide } from '../../domain/rules.ts'
import { digest } from './random-intents.ts'
import { seal } from './random-texts.ts'
import { ask, chair, deskOf, type History, prepared, START, secretary } from './small-conference.ts'

const system: Actor = { kind: 'system' }
const number = { body: 'BTCTW', kind: 'notice', term: '2026', number: 4 } as const
const numbered: Command = { type: 'notice/numbered', number }

function sealed(): History {
  let history = ask(prepared, chair, { type: 'conference/open' }, START)
  history = ask(history, chair, { type: 'conference/conclude' }, START + 1000)
  return ask(history, chair, seal(history.state), START + 2000)
}

function sign(history: History, field: 'secretary' | 'chair', base: string, sha256: string): History {
  const file = { base, sha256, size: 9, signer: 'Minh họa', certificate: digest(9) }
  const by = field === 'chair' ? chair : secretary
  return ask(history, by, { type: 'minutes/signed', version: 1, field, ...file }, START + 4000)
}

function signed(): History {
  const drawn = { type: 'minutes/rendered', version: 1, sha256: digest(1), size: 9 } as const
  const rendered = ask(sealed(), system, drawn, START + 3000)
  return sign(sign(rendered, 'secretary', digest(1), digest(2)), 'chair', digest(2), digest(3))
}

function answer({ state }: History, actor: Actor, command = numbered) {
  return decide(state, command, { actor, clock: 'system', now: START + 9000 })
}

describe('the notice of the conclusion', () => {
  it('takes no number before the chair has signed the minutes', () => {
    expect(answer(prepared, secretary)).toMatchObject({ kind: 'refused', code: 'minutes/not-sealed' })
    expect(answer(sealed(), secretary)).toMatchObject({ kind: 'refused', code: 'minutes/not-signed' })
    expect(isNoticeDraft(signed().state)).toBe(true)
  })

  it('takes one number, once, at the word of the central desk alone', () => {
    const history = ask(signed(), secretary, numbered, START + 9000)
    expect(history.state.notice).toEqual({ number, at: START + 9000 })
    expect(isNoticeDraft(history.state)).toBe(false)
    const again = { ...numbered, number: { ...number, number: 5 } }
    expect(answer(history, chair, again)).toEqual({ kind: 'accepted', events: [] })
    const bridge = deskOf('son-la', 'chair')
    expect(answer(signed(), bridge)).toMatchObject({ kind: 'refused', code: 'access/not-allowed' })
  })

  it('is a draft again while the minutes are put right, and keeps its number', () => {
    const history = ask(signed(), secretary, numbered, START + 9000)
    const reopened = ask(history, chair, { type: 'minutes/reopen', reason: 'Ghi sai' }, START + 10_000)
    expect(isNoticeDraft(reopened.state)).toBe(true)
    expect(reopened.state.notice?.number).toEqual(number)
  })
})
