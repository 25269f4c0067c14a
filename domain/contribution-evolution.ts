import type { Contribution, ContributionEvent } from './contributions.ts'
import type { ConferenceState } from './state.ts'
import { groupsWith } from './synthesis.ts'
import type { Ref } from './text.ts'
import type { Instant } from './time.ts'

/** The contributions after one event. */
export function evolveContributions(
  state: ConferenceState,
  event: ContributionEvent,
  seq: Ref,
  at: Instant,
): ConferenceState {
  switch (event.type) {
    case 'contribution-opened': {
      const { bridge, speaker, topics, turn } = event
      return add(state, { id: seq, bridge, speaker, topics, source: { kind: 'spoken', turn } })
    }
    case 'contribution-filed': {
      const { bridge, speaker, topics } = event
      return add(state, { id: seq, bridge, speaker, topics, source: { kind: 'written', filedAt: at } })
    }
    case 'contribution-derived': {
      const { bridge, speaker, topics, kind, source, origins, by } = event
      const replaced = origins.reduce(
        (held, origin) => change(held, origin.contribution, (whole) => replacedBy(whole, by, seq)),
        state,
      )
      // A written opinion's files stay with its first part.
      const files = filesOf(state, event, replaced)
      const groups = groupsWith(state.groups, { id: seq, topics, origins })
      const added = { id: seq, bridge, speaker, topics, kind, source, origins, attachments: files }
      return add({ ...replaced, groups }, added)
    }
    case 'contribution-classified': {
      const { topics, kind } = event
      return change(state, event.contribution, (held) => ({
        ...held,
        topics,
        kind: kind === undefined ? held.kind : kind,
      }))
    }
    case 'contribution-attributed':
      return change(state, event.contribution, (held) => ({ ...held, speaker: event.speaker }))
    case 'contribution-confirmed': {
      const { docSeq, sha256 } = event
      return confirmed(state, event.contribution, at, docSeq, sha256)
    }
    case 'contribution-voided':
      return change(state, event.contribution, (held) => ({
        ...held,
        standing: { kind: 'void', reason: event.reason, at },
      }))
    case 'contribution-reinstated':
      return change(state, event.contribution, (held) => ({ ...held, standing: { kind: 'standing' } }))
    case 'contribution-attached':
      return change(state, event.contribution, (held) => ({
        ...held,
        attachments: [...held.attachments, event.file],
      }))
    case 'contribution-detached':
      return change(state, event.contribution, (held) => ({
        ...held,
        attachments: held.attachments.filter((file) => file.sha256 !== event.sha256),
      }))
  }
}

/** The bridge stands by this text from now on. */
export function confirmed(
  state: ConferenceState,
  contribution: Ref,
  at: Instant,
  docSeq: number,
  sha256: string,
): ConferenceState {
  return change(state, contribution, (held) => ({
    ...held,
    confirmation: { kind: 'confirmed', at, docSeq, sha256 },
  }))
}

function replacedBy(whole: Contribution, by: 'split' | 'merge', part: Ref): Contribution {
  const before = whole.standing.kind === 'replaced' ? whole.standing.into : []
  return { ...whole, standing: { kind: 'replaced', by, into: [...before, part] } }
}

function filesOf(
  state: ConferenceState,
  { origins }: Extract<ContributionEvent, { type: 'contribution-derived' }>,
  replaced: ConferenceState,
): Contribution['attachments'] {
  const [origin] = origins
  const whole = replaced.contributions.find((held) => held.id === origin?.contribution)
  const isFirst = whole?.standing.kind === 'replaced' && whole.standing.into.length === 1
  return isFirst ? (state.contributions.find((held) => held.id === whole.id)?.attachments ?? []) : []
}

type Opened = Pick<Contribution, 'id' | 'bridge' | 'speaker' | 'topics' | 'source'> & Partial<Contribution>

function add(state: ConferenceState, opened: Opened): ConferenceState {
  const contribution: Contribution = {
    kind: null,
    origins: [],
    standing: { kind: 'standing' },
    confirmation: { kind: 'none' },
    attachments: [],
    ...opened,
  }
  return { ...state, contributions: [...state.contributions, contribution] }
}

function change(
  state: ConferenceState,
  id: Ref,
  next: (contribution: Contribution) => Contribution,
): ConferenceState {
  return {
    ...state,
    contributions: state.contributions.map((held) => (held.id === id ? next(held) : held)),
  }
}
