import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { type Command, PublicCommand } from '../../domain/commands.ts'
import { eventVersions, type RecordedEntry, upcast } from '../../domain/events.ts'
import { Actor } from '../../domain/rights.ts'
import { decide, evolve } from '../../domain/rules.ts'
import { emptyConference } from '../../domain/state.ts'
import { histories } from './random-histories.ts'
import { valuesOf } from './schema-values.ts'
import {
  actors,
  ask,
  bridges,
  hall,
  oddlyNamed,
  prepared,
  START,
  stranger,
  topics,
} from './small-conference.ts'

/** Whatever a page may send, about things that exist often enough; ids that programs trip over among them. */
const publicCommands = valuesOf(PublicCommand, [
  ...bridges,
  ...topics,
  'constructor',
  'toString',
  'secret-son-la-chair',
]) as fc.Arbitrary<PublicCommand>
const anybody = fc.constantFrom(...actors)
const RUNS = { numRuns: 100 }

interface Field {
  readonly const?: unknown
  readonly type?: string
  readonly anyOf?: readonly Field[]
}

function schemaOf(type: string) {
  const schema = PublicCommand.anyOf.find((one) => one.properties.type.const === type)
  if (!schema) throw new Error(`no schema for ${type}`)
  return {
    required: schema.required as readonly string[],
    properties: schema.properties as unknown as Readonly<Record<string, Field>>,
  }
}

const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value)

/** The kinds of values that a field takes. */
function kindsOf(field: Field): readonly string[] {
  if (field.anyOf) return field.anyOf.flatMap(kindsOf)
  if ('const' in field) return [kindOf(field.const)]
  return [field.type === 'array' ? 'list' : field.type === 'integer' ? 'number' : (field.type ?? '')]
}

describe('commands of pages', () => {
  it('never break the rules, whoever sends them at whatever moment', () => {
    fc.assert(
      fc.property(
        histories,
        fc.array(fc.tuple(publicCommands, anybody), { maxLength: 20 }),
        (history, sent) => {
          for (const [command, actor] of sent) {
            expect(Check(PublicCommand, command)).toBe(true)
            for (const from of [history, { ...history, state: emptyConference }])
              ask(from, actor, command, START)
          }
        },
      ),
      RUNS,
    )
  })

  it('are malformed with a field too many, one missing, or one of another kind', () => {
    const junk = fc.constantFrom(null, 'x', 7, [], {}, true, Number.NaN, '\u0000')
    fc.assert(
      fc.property(publicCommands, fc.nat(), junk, (command, n, wrong) => {
        const { required, properties } = schemaOf(command.type)
        const key = required[n % required.length] ?? 'type'
        const { [key as 'type']: _, ...without } = command
        expect(Check(PublicCommand, without)).toBe(false)
        expect(Check(PublicCommand, { ...command, extra: wrong })).toBe(false)
        const kinds = kindsOf(properties[key] ?? {})
        const fits = kinds.includes(kindOf(wrong)) && !Number.isNaN(wrong) && wrong !== '\u0000'
        if (!fits) expect(Check(PublicCommand, { ...command, [key]: wrong })).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })

  it('have texts of readable characters and of bearable length', () => {
    const file = (name: string) =>
      Check(PublicCommand, {
        type: 'contribution/file',
        bridge: 'son-la',
        speaker: { name, title: null },
        topics: [],
      })
    const names = ['Đỗ Thị Ánh', 'a'.repeat(500), 'e\u0302\u0301', '👩‍👧', '<b>&"', '5']
    const unreadable = [
      '',
      ' ',
      '\u200b',
      'a\u0000b',
      'a\u0085b',
      'a\ud800b',
      'a\nb',
      'a\u2028b',
      'a'.repeat(501),
    ]
    expect(names.map(file)).toEqual(names.map(() => true))
    expect(unreadable.map(file)).toEqual(unreadable.map(() => false))
  })

  it('cannot be any of those that only the server sends', () => {
    const sent: Command[] = [
      { type: 'line/report', bridge: 'son-la', kind: 'lost', since: 0 },
      { type: 'hall/announce', bridge: 'son-la', device: 'd', code: '1' },
      { type: 'minutes/rendered', version: 1, sha256: '0'.repeat(64), size: 1 },
      {
        type: 'contribution/confirmed',
        contribution: 1,
        docSeq: 1,
        current: { seq: 1, sha256: '0'.repeat(64), empty: false },
      },
    ]
    for (const command of sent) expect(Check(PublicCommand, command)).toBe(false)
  })

  it('change nothing when a stranger or a hall that was not approved sends them', () => {
    const nobody = fc.constantFrom(stranger, oddlyNamed, hall('son-la', 'other'), hall('nowhere', 'approved'))
    fc.assert(
      fc.property(publicCommands, nobody, (command, actor) => {
        expect(decide(prepared.state, command, { actor, clock: 'system', now: START })).toMatchObject({
          kind: 'refused',
          code: 'access/not-allowed',
        })
      }),
      { numRuns: 1000 },
    )
  })

  it('meet a conference that is not there with a refusal', () => {
    const asking = { actor: stranger, clock: 'system', now: START } as const
    expect(decide(emptyConference, { type: 'conference/open' }, asking)).toEqual({
      kind: 'refused',
      code: 'conference/unknown',
    })
  })
})

describe('events', () => {
  it('survive their canonical JSON and are read back in today’s shape', () => {
    fc.assert(
      fc.property(histories, ({ steps }) => {
        for (const { entry } of steps) {
          const stored = JSON.parse(canonicalize(entry) ?? '') as RecordedEntry
          expect(stored).toStrictEqual(entry)
          expect(upcast(entry.event.type, entry.version, { ...stored.event })).toStrictEqual(entry.event)
          expect(Check(Actor, stored.actor)).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('give the same conference however often they are replayed', () => {
    fc.assert(
      fc.property(histories, ({ steps, state }) => {
        expect(steps.reduce((held, { entry }) => evolve(held, entry), emptyConference)).toEqual(state)
      }),
      { numRuns: 100 },
    )
  })

  it('of an unknown type or of a newer version than this build are refused', () => {
    expect(() => upcast('floor-sold', 1, {})).toThrow(RangeError)
    expect(() => upcast('constructor', 1, {})).toThrow(RangeError)
    expect(() => upcast('floor-granted', eventVersions['floor-granted'] + 1, {})).toThrow(RangeError)
    expect(() => upcast('floor-granted', 0, {})).toThrow(RangeError)
  })
})
