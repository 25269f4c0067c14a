import type { Command } from '../../domain/commands.ts'
import { type DomainEvent, eventVersions, type RecordedEntry } from '../../domain/events.ts'
import type { Actor, Grant } from '../../domain/rights.ts'
import { type Decision, decide, evolve } from '../../domain/rules.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'

/** A conference of four bridges, small enough that random people meet often. */
export const central = 'trung-uong'
export const bridges = [central, 'son-la', 'ha-noi', 'moc-chau'] as const
export const topics = ['ty-le', 'can-cu', 'co-che'] as const

export const START = Date.UTC(2023, 4, 30, 1)

const system: Actor = { kind: 'system' }

/** Whatever belongs to one bridge alone is called by this, so that a leak can be found in any JSON. */
export function secretOf(bridge: string): string {
  return `secret-${bridge}-`
}

export function person(id: string): Actor {
  return { kind: 'person', person: id, name: `Tên ${id}` }
}

export function hall(bridge: string, device: string): Actor {
  return { kind: 'hall', bridge, device: `${secretOf(bridge)}${device}` }
}

export const organiser = person('to-chuc')
export const deskOf = (bridge: string, role: Grant['role']) => person(`${secretOf(bridge)}${role}`)
export const chair = deskOf(central, 'chair')
export const secretary = deskOf(central, 'secretary')
export const stranger = person('nguoi-la')

/** Somebody whose id is what every object inherits. */
export const oddlyNamed = person('constructor')

export const deskRoles = ['chair', 'secretary', 'technician', 'delegate', 'observer'] as const

/** Everybody who may turn up, entitled or not; each bridge has one approved hall device and one that is not. */
export const actors: readonly Actor[] = [
  system,
  organiser,
  ...bridges.flatMap((bridge) => deskRoles.map((role) => deskOf(bridge, role))),
  ...bridges.flatMap((bridge) => [hall(bridge, 'approved'), hall(bridge, 'other')]),
  stranger,
  oddlyNamed,
]

export interface Step {
  readonly before: ConferenceState
  readonly entry: RecordedEntry
  readonly after: ConferenceState
}

export interface Asked {
  readonly command: Command
  readonly actor: Actor
  readonly now: number
  readonly decision: Decision
}

/** What was asked, what followed from it, and where the conference stands. Every state is frozen. */
export interface History {
  readonly state: ConferenceState
  readonly steps: readonly Step[]
  readonly asked: readonly Asked[]
}

export const unheard: History = { state: freeze(emptyConference), steps: [], asked: [] }

/** Decides a command and takes in its events, as a server without a database would. */
export function ask(history: History, actor: Actor, command: Command, now: number): History {
  const decision = decide(history.state, command, { actor, clock: 'system', now })
  const asked = [...history.asked, { command, actor, now, decision }]
  if (decision.kind === 'refused') return { ...history, asked }
  return { ...record(history, actor, decision.events, now), asked }
}

export function record(history: History, actor: Actor, events: readonly DomainEvent[], now: number): History {
  const steps = [...history.steps]
  let { state } = history
  for (const event of events) {
    const before = state
    const at = Math.max(before.at, now)
    const entry = freeze({
      seq: before.seq + 1,
      at,
      type: event.type,
      version: eventVersions[event.type],
      actor,
      event,
    })
    state = freeze(evolve(before, entry))
    steps.push({ before, entry, after: state })
  }
  return { ...history, state, steps }
}

const grant = (id: Actor, role: Grant['role'], bridge: string | null): Command => {
  if (id.kind !== 'person' || role === 'hall' || role === 'archive')
    throw new TypeError('only people hold roles')
  const named = { name: id.name, title: null }
  return { type: 'role/grant', person: id.person, named, grant: { role, bridge } }
}

/** The conference created, its people given their roles, one device of each hall approved; not opened yet. */
export const prepared: History = prepare()

function prepare(): History {
  let history = ask(
    unheard,
    system,
    {
      type: 'conference/create',
      plan: {
        title: 'Hội nghị trực tuyến',
        organiser: 'Ban Tổ chức Trung ương',
        organiserSymbol: 'BTCTW',
        superior: null,
        startsAt: START,
        profile: 'party-hd36-2018',
        document: null,
        submittedTo: null,
        note: 'Bịa ra để thử.',
        demonstration: true,
      },
      topics: topics.map((id) => ({ id, title: `Nhóm vấn đề ${id}` })),
      bridges: bridges.map((id) => ({
        id,
        name: `Điểm cầu ${id}`,
        unit: `Đơn vị ${id}`,
        level: id === central ? 'central' : id === 'moc-chau' ? 'district' : 'province',
        parent: id === central ? null : id === 'moc-chau' ? 'son-la' : central,
        delegates: 20,
        chair: null,
      })),
    },
    START - 3_600_000,
  )
  const then = (actor: Actor, command: Command) => {
    history = ask(history, actor, command, START - 3_000_000)
  }
  then(system, grant(organiser, 'organiser', null))
  for (const bridge of bridges) {
    for (const role of deskRoles) then(organiser, grant(deskOf(bridge, role), role, bridge))
    for (const name of ['approved', 'other'])
      then(system, {
        type: 'hall/announce',
        bridge,
        device: `${secretOf(bridge)}${name}`,
        code: `${secretOf(bridge)}code`,
      })
    then(organiser, { type: 'hall/approve', bridge, device: `${secretOf(bridge)}approved` })
  }
  const refused = history.asked.find(({ decision }) => decision.kind === 'refused')
  if (refused) throw new Error(`preparing was refused: ${JSON.stringify(refused)}`)
  return history
}

/** Freezes plain data to its leaves: whoever changes it in place is found out. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const inner of Object.values(value)) freeze(inner)
  return Object.freeze(value)
}
