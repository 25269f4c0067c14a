import type { Command } from '../../domain/commands.ts'
import type { DomainEvent } from '../../domain/events.ts'
import type { Actor } from '../../domain/rights.ts'
import { decide } from '../../domain/rules.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { digest } from './random-intents.ts'
import { ask, chair, deskOf, type History, prepared, START } from './small-conference.ts'

/** A small conference told command by command. */
export interface Told {
  readonly state: () => ConferenceState
  readonly now: () => number
  /** Every event since the telling began. */
  readonly events: () => readonly DomainEvent[]
  /** Does it `later` milliseconds after what went before, and gives the number of its first event. */
  readonly does: (actor: Actor, command: Command, later?: number) => number
  /** How it would be answered: the events that it leads to, or the code of its refusal. */
  readonly answer: (actor: Actor, command: Command) => readonly DomainEvent[] | string
  /** A whole turn of a bridge; gives its contribution. */
  readonly speaks: (bridge: string, topics?: readonly string[]) => number
  /** A written opinion of a bridge. */
  readonly files: (bridge: string, topics?: readonly string[]) => number
}

/** Begins with the conference opened, unless with one that is told already. */
export function tell(from: History = opened()): Told {
  let history = from
  let now = Math.max(START, history.state.at)
  const begun = history.steps.length

  const answer = (actor: Actor, command: Command) => {
    const decision = decide(history.state, command, { actor, clock: 'system', now: now + 1000 })
    return decision.kind === 'refused' ? decision.code : decision.events
  }
  const does = (actor: Actor, command: Command, later = 1000) => {
    now += later
    const before = history.state.seq
    history = ask(history, actor, command, now)
    const decision = history.asked.at(-1)?.decision
    if (decision?.kind !== 'accepted') throw new Error(`${command.type}: ${JSON.stringify(decision)}`)
    return before + 1
  }
  const speaker = (bridge: string) => ({ name: `Đại diện ${bridge}`, title: null })
  return {
    state: () => history.state,
    now: () => now,
    events: () => history.steps.slice(begun).map(({ entry }) => entry.event),
    does,
    answer,
    speaks: (bridge, topics = []) => {
      const desk = deskOf(bridge, 'secretary')
      const said = { bridge, speaker: speaker(bridge), topics: [...topics] }
      const request = does(desk, { type: 'floor/request', ...said })
      const turn = does(chair, { type: 'floor/call', request, seconds: 300, outOfOrder: true })
      does(desk, { type: 'floor/yield', turn })
      return turn + 1
    },
    files: (bridge, topics = []) => {
      const said = { bridge, speaker: speaker(bridge), topics: [...topics] }
      return does(deskOf(bridge, 'secretary'), { type: 'contribution/file', ...said })
    },
  }
}

/** As the server reads a text of so many blocks, which nobody has changed since it was seen. */
export function read(blocks: number, docSeq = 3) {
  return { docSeq, current: { seq: docSeq, blocks } }
}

/** As the server reads a text for its confirmation. */
export function readWhole(docSeq: number, seq = docSeq, empty = false) {
  return { docSeq, current: { seq, sha256: digest(seq), empty } }
}

function opened(): History {
  return ask(prepared, chair, { type: 'conference/open' }, START)
}
