import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import { contributionDocument, documentsOf, subjectOf } from '../../domain/prose.ts'
import type { Actor } from '../../domain/rights.ts'
import { decide } from '../../domain/rules.ts'
import { digest } from './random-intents.ts'
import { seal } from './random-texts.ts'
import { ask, chair, deskOf, type History, prepared, START, secretary } from './small-conference.ts'

const system: Actor = { kind: 'system' }
const sonLa = deskOf('son-la', 'secretary')

function answer(history: History, actor: Actor, command: Command) {
  return decide(history.state, command, { actor, clock: 'system', now: START })
}

/** Sơn La filed one opinion and gave one from the floor, which it still gives. */
function speaking(): History {
  const said = { bridge: 'son-la', speaker: { name: 'Đại biểu', title: null }, topics: ['ty-le'] }
  let history = ask(prepared, sonLa, { type: 'contribution/file', ...said }, START)
  history = ask(history, chair, { type: 'conference/open' }, START)
  history = ask(history, sonLa, { type: 'floor/request', ...said }, START + 1000)
  const request = history.state.floor.queue[0]?.id ?? 0
  return ask(history, chair, { type: 'floor/call', request, seconds: 60, outOfOrder: false }, START + 2000)
}

function concluded(): History {
  return ask(speaking(), chair, { type: 'conference/conclude' }, START + 9000)
}

function sealed(): History {
  const history = concluded()
  return ask(history, chair, seal(history.state), START + 10_000)
}

function rendered(): History {
  return ask(sealed(), system, { type: 'minutes/rendered', version: 1, sha256: digest(50), size: 9 }, START)
}

const [written, spoken] = concluded().state.contributions.map(({ id }) => id) as [number, number]

function sign(field: 'secretary' | 'chair', base: string, sha256: string): Command {
  const certificate = digest(99)
  return { type: 'minutes/signed', version: 1, field, base, sha256, size: 9, signer: 'Minh họa', certificate }
}

describe('a contribution', () => {
  const confirmed = (
    contribution: number,
    docSeq: number,
    current = { seq: docSeq, empty: false },
  ): Command => ({
    type: 'contribution/confirmed',
    contribution,
    docSeq,
    current: { ...current, sha256: digest(1) },
  })

  it('opens with its turn and leads back to it', () => {
    const { state } = speaking()
    expect(state.contributions.at(-1)).toMatchObject({
      bridge: 'son-la',
      source: { kind: 'spoken', turn: state.floor.turns[0]?.id },
    })
  })

  it('is confirmed after its turn, by its own bridge, as the text stood that was seen', () => {
    const refused = (history: History, command: Command, actor = sonLa) => {
      const decision = answer(history, actor, command)
      return decision.kind === 'refused' ? decision.code : 'accepted'
    }
    expect(refused(speaking(), confirmed(spoken, 3))).toBe('contribution/still-speaking')
    expect(refused(concluded(), confirmed(spoken, 3), deskOf('ha-noi', 'secretary'))).toBe(
      'access/not-allowed',
    )
    expect(refused(concluded(), confirmed(spoken, 3), secretary)).toBe('access/not-allowed')
    expect(refused(concluded(), confirmed(spoken, 3, { seq: 4, empty: false }))).toBe(
      'contribution/changed-meanwhile',
    )
    expect(refused(concluded(), confirmed(spoken, 0, { seq: 0, empty: true }))).toBe('contribution/empty')
    const done = ask(concluded(), sonLa, confirmed(spoken, 3), START + 9500)
    expect(done.state.contributions.at(-1)?.confirmation).toEqual({
      kind: 'confirmed',
      at: START + 9500,
      docSeq: 3,
      sha256: digest(1),
    })
  })

  it('names only topics and bridges of the conference', () => {
    const file = (bridge: string, topics: string[]): Command => ({
      type: 'contribution/file',
      bridge,
      speaker: { name: 'Đại biểu', title: null },
      topics,
    })
    expect(answer(prepared, secretary, file('son-la', ['khac']))).toMatchObject({ code: 'topic/unknown' })
    expect(answer(prepared, secretary, file('hue', []))).toMatchObject({ code: 'bridge/unknown' })
    const classify: Command = { type: 'contribution/classify', contribution: written, topics: ['khac'] }
    expect(answer(concluded(), secretary, classify)).toMatchObject({ code: 'topic/unknown' })
  })

  it('is fixed by the seal', () => {
    const classify: Command = { type: 'contribution/classify', contribution: written, topics: [] }
    expect(answer(sealed(), secretary, classify)).toMatchObject({ code: 'conference/sealed' })
    expect(answer(sealed(), sonLa, confirmed(spoken, 3))).toMatchObject({ code: 'conference/sealed' })
  })
})

describe('the minutes', () => {
  it('know whose a text is by its name alone', () => {
    const { state } = concluded()
    const names = ['opening', `c${written}`, `c0${written}`, `c${written}.0`, 'c0', 'c', 'c9999', 'toString']
    expect(names.map((name) => subjectOf(state, name)?.kind)).toEqual([
      'record',
      'contribution',
      ...Array(6).fill(undefined),
    ])
    expect(subjectOf(state, `c${spoken}`)).toEqual({ kind: 'contribution', id: spoken, bridge: 'son-la' })
  })

  it('are made of the opening, every contribution in its order, and the conclusion', () => {
    expect(documentsOf(concluded().state)).toEqual([
      'opening',
      contributionDocument(written),
      contributionDocument(spoken),
      'conclusion',
    ])
  })

  it('are sealed once, after the conclusion', () => {
    const history = speaking()
    expect(answer(history, chair, seal(history.state))).toMatchObject({ code: 'conference/not-concluded' })
    expect(sealed().state).toMatchObject({ phase: 'sealed', minutes: { kind: 'sealed', version: 1 } })
    expect(answer(sealed(), chair, seal(sealed().state))).toMatchObject({ code: 'minutes/already-sealed' })
  })

  it('are sealed with every text in its order, on the newest entry of the log', () => {
    const history = concluded()
    const whole = seal(history.state)
    const refusals = [
      { ...whole, docs: whole.docs.slice(1) },
      { ...whole, docs: whole.docs.toReversed() },
      { ...whole, docs: [...whole.docs, { ...whole.docs[0], id: 'c9999' } as (typeof whole.docs)[number]] },
      { ...whole, logHead: { ...whole.logHead, seq: whole.logHead.seq - 1 } },
    ].map((command) => answer(history, chair, command))
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'command/malformed' })
  })

  it('are sealed and confirmed only by facts that the server gathered', () => {
    expect(answer(concluded(), chair, { type: 'minutes/seal' })).toMatchObject({ code: 'command/malformed' })
    const confirm: Command = { type: 'contribution/confirm', contribution: spoken, docSeq: 1 }
    expect(answer(concluded(), sonLa, confirm)).toMatchObject({ code: 'command/malformed' })
  })

  it('are rendered once: the same command again changes nothing', () => {
    const again: Command = { type: 'minutes/rendered', version: 1, sha256: digest(51), size: 9 }
    expect(answer(concluded(), system, again)).toMatchObject({ code: 'minutes/not-sealed' })
    expect(answer(rendered(), system, again)).toEqual({ kind: 'accepted', events: [] })
  })

  it('are signed by the secretary, then by the chair, each over the newest file', () => {
    const [base, first, second] = [digest(50), digest(60), digest(70)]
    const code = (history: History, actor: Actor, command: Command) => {
      const decision = answer(history, actor, command)
      return decision.kind === 'refused' ? decision.code : 'accepted'
    }
    expect(code(sealed(), secretary, sign('secretary', base, first))).toBe('minutes/not-rendered')
    expect(code(rendered(), chair, sign('chair', base, first))).toBe('minutes/secretary-first')
    const once = ask(rendered(), secretary, sign('secretary', base, first), START + 20_000)
    expect(code(once, secretary, sign('secretary', first, second))).toBe('minutes/already-signed')
    expect(code(once, chair, sign('chair', base, second))).toBe('minutes/moved-on')
    const twice = ask(once, chair, sign('chair', first, second), START + 30_000)
    const { minutes } = twice.state
    if (minutes.kind !== 'sealed') throw new Error('the minutes are sealed')
    expect(minutes.signatures.map(({ field, at }) => [field, at])).toEqual([
      ['secretary', START + 20_000],
      ['chair', START + 30_000],
    ])
    expect(minutes.newest).toBe(second)
  })

  it('take corrections after the seal, of the contribution’s own bridge, and stay as they are', () => {
    const propose = (text: string): Command => ({
      type: 'minutes/propose-correction',
      contribution: spoken,
      text,
    })
    expect(answer(concluded(), sonLa, propose('Sửa'))).toMatchObject({ code: 'minutes/not-sealed' })
    expect(answer(sealed(), sonLa, propose(' \n'))).toMatchObject({ code: 'contribution/empty' })
    expect(answer(sealed(), deskOf('ha-noi', 'chair'), propose('Sửa'))).toMatchObject({
      code: 'access/not-allowed',
    })
    const corrected = ask(sealed(), sonLa, propose('Sửa'), START + 11_000)
    expect(corrected.state.minutes).toEqual(sealed().state.minutes)
    expect(corrected.state.corrections).toMatchObject([
      { bridge: 'son-la', contribution: spoken, text: 'Sửa' },
    ])
  })
})
