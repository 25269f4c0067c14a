import { type ConferenceEvent, type HallDevice, type LineState, sameGrant } from './conference.ts'
import { type ConferenceState, hallsOf, personOf } from './state.ts'
import type { Instant } from './time.ts'

/** The conference's own part of the state after one event. */
export function evolveConference(
  state: ConferenceState,
  event: ConferenceEvent,
  at: Instant,
): ConferenceState {
  switch (event.type) {
    case 'conference-created':
      return { ...state, facts: { ...event.plan, clock: event.clock } }
    case 'bridge-added':
      return { ...state, bridges: [...state.bridges, { ...event.bridge, line: { kind: 'never' } }] }
    case 'role-granted': {
      const held = personOf(state, event.person)?.grants ?? []
      const person = { name: event.named.name, title: event.named.title, grants: [...held, event.grant] }
      return { ...state, people: { ...state.people, [event.person]: person } }
    }
    case 'role-revoked': {
      const person = personOf(state, event.person)
      if (!person) return state
      const grants = person.grants.filter((held) => !sameGrant(held, event.grant))
      const { [event.person]: _, ...others } = state.people
      return {
        ...state,
        people: grants.length > 0 ? { ...others, [event.person]: { ...person, grants } } : others,
      }
    }
    case 'hall-announced':
      return halls(state, event.bridge, (devices) => [
        ...devices,
        { device: event.device, code: event.code, approved: false },
      ])
    case 'hall-approved':
      return halls(state, event.bridge, (devices) =>
        devices
          .filter((device) => device.device === event.device || !device.approved)
          .map((device) => (device.device === event.device ? { ...device, approved: true } : device)),
      )
    case 'hall-revoked':
      return halls(state, event.bridge, (devices) =>
        devices.filter((device) => device.device !== event.device),
      )
    case 'line-connected':
      return withLine(state, event.bridge, { kind: 'connected', since: event.since })
    case 'line-lost':
      return withLine(state, event.bridge, { kind: 'lost', since: event.since })
    case 'conference-opened':
      return { ...state, phase: 'open', openedAt: at }
    case 'conference-concluded':
      return { ...state, phase: 'concluded', concludedAt: at }
  }
}

function halls(
  state: ConferenceState,
  bridge: string,
  change: (devices: readonly HallDevice[]) => readonly HallDevice[],
): ConferenceState {
  const devices = change(hallsOf(state, bridge))
  const { [bridge]: _, ...others } = state.halls
  return { ...state, halls: devices.length > 0 ? { ...others, [bridge]: devices } : others }
}

function withLine(state: ConferenceState, id: string, line: LineState): ConferenceState {
  return {
    ...state,
    bridges: state.bridges.map((bridge) => (bridge.id === id ? { ...bridge, line } : bridge)),
  }
}
