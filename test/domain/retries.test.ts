import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import type { RecordedEntry } from '../../domain/events.ts'
import type { Actor } from '../../domain/rights.ts'
import type { Decision } from '../../domain/rules.ts'
import { histories } from './random-histories.ts'
import { ask, type History, prepared, stranger } from './small-conference.ts'

interface Sent {
  readonly id: string
  readonly actor: Actor
  readonly command: Command
  readonly now: number
}

type Answer = Decision | 'id taken'

/** A desk that answers each command id once and for all, refusals included, as the log's tables do. */
interface Desk {
  readonly history: History
  readonly answers: ReadonlyMap<string, { readonly actor: Actor; readonly decision: Decision }>
}

const newDesk: Desk = { history: prepared, answers: new Map() }

function take(desk: Desk, { id, actor, command, now }: Sent): { desk: Desk; answer: Answer } {
  const known = desk.answers.get(id)
  if (known) return { desk, answer: known.actor === actor ? known.decision : 'id taken' }
  const history = ask(desk.history, actor, command, now)
  const decision = history.asked.at(-1)?.decision
  if (!decision) throw new Error('every command is answered')
  return { desk: { history, answers: new Map(desk.answers).set(id, { actor, decision }) }, answer: decision }
}

function takeAll(sent: readonly Sent[]): { entries: readonly RecordedEntry[]; answers: readonly Answer[] } {
  let desk = newDesk
  const answers = sent.map((one) => {
    const taken = take(desk, one)
    desk = taken.desk
    return taken.answer
  })
  return { entries: desk.history.steps.map(({ entry }) => entry), answers }
}

const conversations = histories.map(({ asked }) =>
  asked.slice(prepared.asked.length).map(({ command, actor, now }, index): Sent => {
    return { id: `command-${index}`, actor, command, now }
  }),
)

/** Each command at its place, and any of the earlier ones again, some of them late, between them. */
const withRetries = conversations.chain((sent) =>
  fc
    .array(fc.array(fc.tuple(fc.nat(), fc.nat(600_000)), { maxLength: 3 }), {
      minLength: sent.length,
      maxLength: sent.length,
    })
    .map((retries) => ({
      sent,
      stormy: sent.flatMap((one, index) => [
        one,
        ...(retries[index] ?? []).flatMap(([n, late]) => {
          const again = sent[n % (index + 1)]
          return again ? [{ ...again, now: one.now + late }] : []
        }),
      ]),
    })),
)

describe('a command sent again', () => {
  it('leads to nothing new: any interleaving of retries gives the same log', () => {
    fc.assert(
      fc.property(withRetries, ({ sent, stormy }) => {
        expect(takeAll(stormy).entries).toEqual(takeAll(sent).entries)
      }),
      { numRuns: 100 },
    )
  })

  it('gets the first answer, a refusal included, though the conference has moved on', () => {
    fc.assert(
      fc.property(withRetries, ({ stormy }) => {
        const { answers } = takeAll(stormy)
        const first = new Map<string, Answer | undefined>()
        stormy.forEach(({ id }, index) => {
          if (first.has(id)) expect(answers[index]).toBe(first.get(id))
          else first.set(id, answers[index])
        })
      }),
      { numRuns: 100 },
    )
  })

  it('is refused to anybody else, who learns nothing and changes nothing', () => {
    fc.assert(
      fc.property(conversations, (sent) => {
        const stolen = sent.flatMap((one) => [one, { ...one, actor: stranger }])
        const { entries, answers } = takeAll(stolen)
        expect(entries).toEqual(takeAll(sent).entries)
        stolen.forEach(({ actor }, index) => {
          if (index % 2 === 1 && actor !== sent[(index - 1) / 2]?.actor)
            expect(answers[index]).toBe('id taken')
        })
      }),
      { numRuns: 100 },
    )
  })

  it('would be done twice without its id: the log of a doubled conversation differs', () => {
    const doubled = (sent: readonly Sent[]) => sent.flatMap((one) => [one, { ...one, id: `${one.id}-again` }])
    const differs = fc.sample(conversations, 50).some((sent) => {
      return takeAll(doubled(sent)).entries.length !== takeAll(sent).entries.length
    })
    expect(differs).toBe(true)
  })
})
