import fc from 'fast-check'
import { mayCommand } from '../../domain/authority.ts'
import type { Command, CommandType } from '../../domain/commands.ts'
import { holderTurn } from '../../domain/floor.ts'
import { currentFile } from '../../domain/minutes.ts'
import { contributionDocument, documentsOf } from '../../domain/prose.ts'
import type { Actor } from '../../domain/rights.ts'
import { stageLayouts } from '../../domain/stage.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { rehearsed } from './rehearsed.ts'
import {
  actors,
  ask,
  bridges,
  central,
  chair,
  deskRoles,
  type History,
  prepared,
  START,
  secretOf,
  topics,
} from './small-conference.ts'

/** What somebody wants to do, before it is known what there is to do it with. */
interface Intent {
  readonly kind: CommandType
  /** Whether to look for somebody who may. */
  readonly entitled: boolean
  readonly actor: number
  readonly bridge: string
  readonly topics: readonly string[]
  readonly pick: number
  readonly seconds: number
  readonly flag: boolean
  /** Milliseconds since the intent before. */
  readonly later: number
}

const weights: Readonly<Record<CommandType, number>> = {
  'conference/create': 1,
  'conference/open': 1,
  'conference/conclude': 1,
  'role/grant': 3,
  'role/revoke': 2,
  'hall/announce': 2,
  'hall/approve': 3,
  'hall/revoke': 2,
  'line/report': 10,
  'rehearsal/report': 4,
  'floor/request': 12,
  'floor/withdraw': 3,
  'floor/move': 4,
  'floor/call': 12,
  'floor/extend': 3,
  'floor/yield': 6,
  'floor/take-back': 3,
  'floor/cut': 2,
  'floor/restore': 2,
  'stage/direct': 5,
  'screen/share': 6,
  'screen/stop': 2,
  'contribution/file': 6,
  'contribution/classify': 5,
  'contribution/confirm': 1,
  'contribution/confirmed': 5,
  'minutes/seal': 1,
  'minutes/sealed': 1,
  'minutes/rendered': 3,
  'minutes/signed': 3,
  'minutes/propose-correction': 4,
}

const kinds = Object.entries(weights).flatMap(([kind, weight]) =>
  Array.from({ length: weight }, () => kind as CommandType),
)

const intents = (maxLength: number) =>
  fc.array(
    fc.record<Intent>({
      kind: fc.constantFrom(...kinds),
      entitled: fc.integer({ min: 0, max: 9 }).map((n) => n < 8),
      actor: fc.nat(10_000),
      bridge: fc.constantFrom(...bridges),
      topics: fc.uniqueArray(fc.constantFrom(...topics), { maxLength: 2 }),
      pick: fc.nat(10_000),
      seconds: fc.integer({ min: 10, max: 600 }),
      flag: fc.boolean(),
      later: fc.integer({ min: 0, max: 90_000 }),
    }),
    { maxLength },
  )

/** How a conference may go, driven by anybody. */
export const histories: fc.Arbitrary<History> = fc
  .record({
    before: intents(8),
    opened: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    during: intents(50),
    concluded: fc.boolean(),
    after: intents(15),
    sealed: fc.boolean(),
    later: intents(15),
  })
  .map(({ before, opened, during, concluded, after, sealed, later }) => {
    let history = run(prepared, before)
    if (opened) history = run(byTheChair(history, { type: 'conference/open' }), during)
    if (opened && concluded) history = run(byTheChair(history, { type: 'conference/conclude' }), after)
    if (opened && concluded && sealed) history = run(byTheChair(history, seal(history.state)), later)
    return history
  })

function run(from: History, wanted: readonly Intent[]): History {
  return wanted.reduce((history, intent) => {
    const now = Math.max(history.state.at, START) + intent.later
    const command = commandOf(history.state, intent, now)
    return ask(history, actorOf(history.state, intent, command), command, now)
  }, from)
}

function byTheChair(history: History, command: Command): History {
  return ask(history, chair, command, history.state.at + 1000)
}

function actorOf(state: ConferenceState, intent: Intent, command: Command): Actor {
  const able = intent.entitled ? actors.filter((actor) => mayCommand(state, actor, command)) : []
  return pick(able.length > 0 ? able : actors, intent.actor)
}

/** Mostly about something that exists; the bridge of what is secret is in its name. */
function commandOf(state: ConferenceState, intent: Intent, now: number): Command {
  const { kind, bridge, seconds, flag } = intent
  const ref = (list: readonly { readonly id: number }[]) => ({
    id: list.length > 0 ? pick(list, intent.pick).id : (intent.pick % 90) + 1,
  })
  const request = ref(state.floor.queue).id
  const turn = ref(flag ? state.floor.turns.slice(-1) : state.floor.turns).id
  const contribution = ref(state.contributions).id
  const of = state.contributions.find((held) => held.id === contribution)?.bridge ?? bridge
  const who = pick([...deskRoles, 'chair-2', 'secretary-2'] as const, intent.pick)
  const grant = { role: pick(deskRoles, intent.actor), bridge }
  const device = `${secretOf(bridge)}${pick(['approved', 'other', 'third'], intent.pick)}`
  const sha256 = digest(intent.pick)
  const { minutes } = state
  switch (kind) {
    case 'conference/create':
      return { type: kind, plan: must(state.facts, plan), topics: [], bridges: [] }
    case 'conference/open':
    case 'conference/conclude':
    case 'floor/cut':
    case 'floor/restore':
    case 'minutes/seal':
      return { type: kind }
    case 'role/grant':
      if (intent.pick % 10 === 0) {
        const named = { name: 'Một người hai nơi', title: 'Ủy viên' }
        return { type: kind, person: pick(['hai-noi', 'constructor'], seconds), named, grant }
      }
      return {
        type: kind,
        person: `${secretOf(bridge)}${who}`,
        named: { name: `Tên ${secretOf(bridge)}${who}`, title: flag ? null : `Chức ${secretOf(bridge)}` },
        grant,
      }
    case 'role/revoke': {
      const [id, person] = pick(Object.entries(state.people), intent.pick)
      return {
        type: kind,
        person: id,
        grant: { ...pick(person.grants, seconds), role: roleOf(person, seconds) },
      }
    }
    case 'hall/announce':
      return { type: kind, bridge, device, code: `${secretOf(bridge)}code` }
    case 'hall/approve':
    case 'hall/revoke':
      return { type: kind, bridge, device }
    case 'line/report':
      return { type: kind, bridge, kind: flag ? 'connected' : 'lost', since: now - (intent.pick % 20_000) }
    case 'rehearsal/report':
      return { type: kind, bridge, measured: { ...rehearsed, clockSkew: intent.pick } }
    case 'floor/request':
      return {
        type: kind,
        bridge,
        speaker: { name: `Đại biểu ${bridge}`, title: null },
        topics: [...intent.topics],
      }
    case 'floor/withdraw':
      return { type: kind, request }
    case 'floor/move':
      return { type: kind, request, place: intent.pick % 4 }
    case 'floor/call':
      return {
        type: kind,
        request: flag ? request : (state.floor.queue[0]?.id ?? request),
        seconds,
        outOfOrder: intent.pick % 3 === 0,
      }
    case 'floor/extend':
      return { type: kind, turn, seconds: (intent.pick % 1200) - 600 }
    case 'floor/yield':
    case 'floor/take-back':
      return { type: kind, turn }
    case 'stage/direct': {
      const layout = pick(stageLayouts, seconds)
      return { type: kind, layout, pinned: bridges.filter((_, place) => (intent.pick >> place) % 2 === 1) }
    }
    case 'screen/share':
    case 'screen/stop':
      return { type: kind, bridge: flag ? (holderTurn(state)?.bridge ?? central) : bridge }
    case 'contribution/file': {
      const speaker = { name: `Tác giả ${secretOf(bridge)}${intent.pick}`, title: null }
      return { type: kind, bridge, speaker, topics: [...intent.topics] }
    }
    case 'contribution/classify':
      return { type: kind, contribution, topics: [...intent.topics] }
    case 'contribution/confirm':
      return { type: kind, contribution, docSeq: 1 }
    case 'contribution/confirmed': {
      const current = { seq: flag ? 2 : 1, sha256, empty: intent.pick % 7 === 0 }
      return { type: kind, contribution, docSeq: 2 - (intent.pick % 2), current }
    }
    case 'minutes/sealed':
      return seal(state)
    case 'minutes/rendered':
      return { type: kind, version: 1, sha256, size: 1000 }
    case 'minutes/signed': {
      const base = (minutes.kind === 'sealed' && currentFile(minutes)) || sha256
      const certificate = digest(7)
      const field = flag ? 'chair' : 'secretary'
      return {
        type: kind,
        version: 1,
        field,
        base,
        sha256,
        size: 2000,
        signer: 'Thư ký (minh họa)',
        certificate,
      }
    }
    case 'minutes/propose-correction':
      return { type: kind, contribution, text: `Sửa ${secretOf(of)}${intent.pick}` }
  }
}

function roleOf(person: ConferenceState['people'][string], n: number) {
  const { role } = pick(person.grants, n)
  if (role === 'hall') throw new TypeError('nobody is a hall')
  return role
}

const plan = prepared.state.facts

function must<T>(value: T | null, otherwise: T | null): T {
  const found = value ?? otherwise
  if (found === null) throw new TypeError('the prepared conference has facts')
  return found
}

export function seal(state: ConferenceState): Extract<Command, { type: 'minutes/sealed' }> {
  return {
    type: 'minutes/sealed',
    number: { body: 'BTCTW', kind: 'minutes', term: '2023', number: 1 },
    logHead: { seq: state.seq, hash: digest(state.seq) },
    docs: documentsOf(state).map((id, index) => ({ id, seq: index, sha256: digest(index) })),
  }
}

export function digest(n: number): string {
  return n.toString(16).padStart(64, '0')
}

/** The documents of written contributions that belong to one bridge. */
export function writtenBy(state: ConferenceState, bridge: string): readonly string[] {
  return state.contributions
    .filter((held) => held.bridge === bridge && held.source.kind === 'written')
    .map((held) => contributionDocument(held.id))
}

function pick<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length]
  if (found === undefined) throw new RangeError('nothing to pick from')
  return found
}
