import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import { contributionOf, MOST_ATTACHMENTS } from '../../domain/contributions.ts'
import { digest } from './random-intents.ts'
import { ask, chair, deskOf, prepared, START, secretary, unheard } from './small-conference.ts'
import { readWhole, tell } from './told-conference.ts'

const sonLa = deskOf('son-la', 'secretary')
const file = (bridge: string): Command => ({
  type: 'contribution/file',
  bridge,
  speaker: { name: 'Ban Thường vụ', title: null },
  topics: ['ty-le'],
})
const attach = (contribution: number, n: number): Command => ({
  type: 'contribution/attach',
  contribution,
  file: { sha256: digest(n), name: `Góp ý ${n}.pdf`, mediaType: 'application/pdf', size: 1000 },
})

/** The small conference again, with a last moment for written opinions. */
function until(opinionsUntil: number) {
  const commands = prepared.asked.map(({ command, ...asked }) =>
    command.type === 'conference/create'
      ? { ...asked, command: { ...command, plan: { ...command.plan, opinionsUntil } } }
      : { ...asked, command },
  )
  return tell(commands.reduce((held, { actor, command, now }) => ask(held, actor, command, now), unheard))
}

describe('a written opinion', () => {
  it('is filed before the conference, during it and after it, by its bridge or for it by the centre', () => {
    const told = tell(prepared)
    told.does(sonLa, file('son-la'))
    told.does(chair, { type: 'conference/open' })
    told.does(secretary, file('son-la'))
    told.does(chair, { type: 'conference/conclude' })
    told.does(sonLa, file('son-la'))
    expect(told.state().contributions).toHaveLength(3)
    expect(told.answer(deskOf('ha-noi', 'chair'), file('son-la'))).toBe('access/not-allowed')
  })

  it('is taken until the moment that the plan sets, and not after it', () => {
    const told = until(START + 10_000)
    told.does(sonLa, file('son-la'), 10_000)
    expect(told.now()).toBe(START + 10_000)
    expect(told.answer(sonLa, file('son-la'))).toBe('contribution/too-late')
    expect(told.answer(secretary, file('son-la'))).toBe('contribution/too-late')
  })

  it('is confirmed like a spoken one', () => {
    const told = tell()
    const contribution = told.files('son-la')
    const confirmed = { type: 'contribution/confirmed', contribution, ...readWhole(3) } as const
    expect(told.answer(secretary, confirmed)).toBe('access/not-allowed')
    told.does(sonLa, confirmed)
    expect(contributionOf(told.state(), contribution)?.confirmation).toMatchObject({ docSeq: 3 })
  })

  it('keeps its files, each once, up to a number, and is not voided or merged while it has some', () => {
    const told = tell()
    const [first, second] = [told.files('son-la'), told.files('son-la')]
    for (let n = 0; n < MOST_ATTACHMENTS; n++) told.does(sonLa, attach(first, n))
    expect(told.answer(sonLa, attach(first, 0))).toEqual([])
    expect(told.answer(sonLa, attach(first, 99))).toBe('contribution/too-many-files')
    const current = readWhole(0, 0, true).current
    const empty = { type: 'contribution/void-read', contribution: first, reason: 'Nhầm', current } as const
    expect(told.answer(secretary, empty)).toBe('contribution/not-empty')
    const parts = [first, second].map((contribution) => ({
      contribution,
      docSeq: 1,
      current: { seq: 1, blocks: 1 },
    }))
    const merge: Command = { type: 'contribution/merged', contributions: parts }
    expect(told.answer(secretary, merge)).toBe('contribution/has-files')
    for (let n = 0; n < MOST_ATTACHMENTS; n++)
      told.does(sonLa, { type: 'contribution/detach', contribution: first, sha256: digest(n) })
    expect(told.answer(secretary, merge)).toHaveLength(1)
  })
})
