import fc from 'fast-check'
import { mayCommand } from '../../domain/authority.ts'
import type { Command, CommandType } from '../../domain/commands.ts'
import { holderTurn } from '../../domain/floor.ts'
import { contributionDocument } from '../../domain/prose.ts'
import type { Actor } from '../../domain/rights.ts'
import { stageLayouts } from '../../domain/stage.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { type Intent, intents, type Of, pick, refOf } from './random-intents.ts'
import { recordCommand } from './random-record.ts'
import { seal, textCommand } from './random-texts.ts'
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
} from './small-conference.ts'

/** How a conference may go, driven by anybody. */
export const histories: fc.Arbitrary<History> = fc
  .record({
    before: intents(15),
    opened: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    during: intents(150),
    concluded: fc.boolean(),
    after: intents(30),
    sealed: fc.boolean(),
    later: intents(40, 'minutes'),
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
  const from = intent.actor % actors.length
  const rotated = [...actors.slice(from), ...actors.slice(0, from)]
  const able = intent.entitled ? rotated.find((actor) => mayCommand(state, actor, command)) : undefined
  return able ?? pick(actors, from)
}

/** Mostly about something that exists; the bridge of what is secret is in its name. */
function commandOf(state: ConferenceState, intent: Intent, now: number): Command {
  const { kind, bridge, seconds, flag } = intent
  const request = refOf(state.floor.queue, intent.pick)
  const turn = refOf(flag ? state.floor.turns.slice(-1) : state.floor.turns, intent.pick)
  const who = pick([...deskRoles, 'chair-2', 'secretary-2'] as const, intent.pick)
  const grant = { role: pick(deskRoles, intent.actor), bridge }
  const device = `${secretOf(bridge)}${pick(['approved', 'other', 'third'], intent.pick)}`
  switch (kind) {
    case 'conference/create':
      return { type: kind, plan: must(state.facts, plan), topics: [], bridges: [] }
    case 'conference/open':
    case 'conference/conclude':
    case 'floor/cut':
    case 'floor/restore':
      return { type: kind }
    case 'conference/conclude-read':
      return { type: kind, unwritten: flag ? [{ document: 'conclusion', seq: 0 }] : [] }
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
    default:
      return isOfText(kind)
        ? textCommand(state, { ...intent, kind }, now)
        : recordCommand(state, { ...intent, kind })
  }
}

type TextKind = Of<'contribution' | 'confirmation' | 'review' | 'minutes' | 'notice'>

function isOfText(kind: CommandType): kind is TextKind {
  return /^(contribution|confirmation|review|minutes|notice)\//.test(kind)
}

function roleOf(person: ConferenceState['people'][string], n: number) {
  const { role } = pick(person.grants, n)
  if (role === 'hall' || role === 'archive') throw new TypeError('nobody is a hall, or holds an archive')
  return role
}

const plan = prepared.state.facts

function must<T>(value: T | null, otherwise: T | null): T {
  const found = value ?? otherwise
  if (found === null) throw new TypeError('the prepared conference has facts')
  return found
}

/** The documents of written contributions that belong to one bridge. */
export function writtenBy(state: ConferenceState, bridge: string): readonly string[] {
  return state.contributions
    .filter((held) => held.bridge === bridge && held.source.kind === 'written')
    .map((held) => contributionDocument(held.id))
}
