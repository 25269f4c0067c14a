import type { Command } from '../../domain/commands.ts'
import { standingContributions } from '../../domain/contribution-source.ts'
import type { Contribution } from '../../domain/contributions.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { verdicts } from '../../domain/synthesis-commands.ts'
import { choices, electorates } from '../../domain/votes.ts'
import { digest, type Intent, type Of, pick, refOf, someOf } from './random-intents.ts'
import { bridges, central, secretOf } from './small-conference.ts'

type Slices = 'topic' | 'attendance' | 'recording' | 'ledger' | 'synthesis' | 'vote' | 'conclusion'

/** What is kept beside the texts: topics, roll call, recordings, ledger, synthesis, votes, conclusion. */
export function recordCommand(state: ConferenceState, intent: Intent<Of<Slices>>): Command {
  const { kind } = intent
  switch (kind) {
    case 'topic/add':
    case 'topic/change':
    case 'topic/move':
    case 'topic/remove':
      return topicCommand(state, { ...intent, kind })
    case 'attendance/enrol':
    case 'attendance/mark':
    case 'attendance/count':
    case 'attendance/strike':
      return attendanceCommand(state, { ...intent, kind })
    case 'synthesis/group':
    case 'synthesis/regroup':
    case 'synthesis/dissolve':
    case 'synthesis/answer':
    case 'synthesis/withdraw-answer':
      return synthesisCommand(state, { ...intent, kind })
    case 'vote/open':
    case 'vote/cast':
    case 'vote/count-hands':
    case 'vote/close':
    case 'vote/counted':
    case 'vote/cancel':
      return voteCommand(state, { ...intent, kind })
    default:
      return otherCommand(state, { ...intent, kind })
  }
}

const nowhere = 'khong-co'

function topicCommand(state: ConferenceState, intent: Intent<Of<'topic'>>): Command {
  const { kind, seconds, flag, pick: n } = intent
  const any = (k: number) => (state.topics.length > 0 ? pick(state.topics, k).id : nowhere)
  switch (kind) {
    case 'topic/add': {
      const id = `dieu-${n % 12}`
      const title = `Điều ${n % 12}`
      if (flag) return { type: kind, topics: [{ id, title, kind: 'article', label: title }] }
      const child = { id: `${id}.1`, title: 'Khoản 1', parent: id, wording: 'Lời của khoản' }
      return { type: kind, topics: [{ id, title, parent: any(seconds) }, child] }
    }
    case 'topic/change':
      return { type: kind, topic: { id: any(n), title: `Đổi ${n}`, ...(flag ? { label: `Điều ${n}` } : {}) } }
    case 'topic/move':
      return { type: kind, topic: any(n), parent: flag ? null : any(seconds), place: seconds % 3 }
    case 'topic/remove':
      return { type: kind, topic: any(n) }
  }
}

function attendanceCommand(state: ConferenceState, intent: Intent<Of<'attendance'>>): Command {
  const { kind, bridge, seconds, flag, pick: n } = intent
  const secret = secretOf(bridge)
  const attendee = refOf(state.attendance[bridge]?.attendees ?? [], n)
  const reason = flag ? `Vì ${secret}${n}` : null
  switch (kind) {
    case 'attendance/enrol': {
      const names = [`${secret}${n % 9}`, `${secret}${seconds % 9}`]
      return { type: kind, bridge, attendees: names.map((name) => ({ name, title: reason })) }
    }
    case 'attendance/mark': {
      const proxy = n % 2 === 0 ? { name: `Thay ${secret}${n}`, title: null } : null
      const marks = [
        { kind: 'present' },
        { kind: 'left', reason },
        { kind: 'absent', reason, proxy },
      ] as const
      return { type: kind, bridge, attendee, mark: pick(marks, seconds) }
    }
    case 'attendance/count':
      return { type: kind, bridge, present: n % 40 }
    case 'attendance/strike':
      return { type: kind, bridge, attendee }
  }
}

function synthesisCommand(state: ConferenceState, intent: Intent<Of<'synthesis'>>): Command {
  const { kind, seconds, flag, pick: n } = intent
  const standing = standingContributions(state)
  const topic = standing.flatMap(({ topics }) => topics)[n % 7] ?? intent.topics[0] ?? nowhere
  const group = refOf(state.groups, n)
  const under = standing.filter((held) => held.topics.includes(topic))
  const wanted = flag ? under : someOf(under, n)
  const contributions = [...new Set(wanted.length > 0 ? wanted.map(({ id }) => id) : [refOf(standing, n)])]
  const title = `Nhóm ${secretOf(central)}${n}`
  switch (kind) {
    case 'synthesis/group':
      return { type: kind, topic, title, contributions }
    case 'synthesis/regroup': {
      const held = state.groups.find(({ id }) => id === group)
      const others = under.filter(({ id }) => !held?.contributions.includes(id)).map(({ id }) => id)
      const kept = held?.contributions.slice(0, 1 + (seconds % 3)) ?? contributions
      return { type: kind, group, title, contributions: flag ? [...kept, ...others.slice(0, 1)] : kept }
    }
    case 'synthesis/dissolve':
      return { type: kind, group }
    case 'synthesis/answer': {
      const text = `Tiếp thu ${secretOfAll(state, contributions)}${n}`
      return { type: kind, topic, contributions, verdict: pick(verdicts, seconds), text }
    }
    case 'synthesis/withdraw-answer':
      return { type: kind, topic, contributions }
  }
}

/** The answer to one bridge's opinions is its own; that to several bridges is read by each of them. */
function secretOfAll(state: ConferenceState, contributions: readonly number[]): string {
  const of = (id: number) =>
    state.contributions.find((held: Contribution) => held.id === id)?.bridge ?? central
  const [bridge, ...others] = new Set(contributions.map(of))
  return bridge !== undefined && others.length === 0 ? secretOf(bridge) : ''
}

function voteCommand(state: ConferenceState, intent: Intent<Of<'vote'>>): Command {
  const { kind, bridge, seconds, flag, pick: n } = intent
  const open = state.votes.filter((vote) => vote.state.kind === 'open')
  const vote = refOf(flag ? open : state.votes, n)
  const held = state.votes.find(({ id }) => id === vote)
  const tally = { for: n % 30, against: seconds % 5, other: n % 3 }
  switch (kind) {
    case 'vote/open': {
      const electorate = pick(electorates, n)
      const topic = flag ? null : (intent.topics[0] ?? null)
      return { type: kind, question: `Tán thành ${n}?`, electorate, secret: seconds % 3 === 0, topic }
    }
    case 'vote/cast':
      return { type: kind, vote, bridge, choice: pick(choices, seconds) }
    case 'vote/count-hands':
      return { type: kind, vote, bridge, tally }
    case 'vote/close':
      return { type: kind, vote }
    case 'vote/counted': {
      const voters = held?.ballots.length ?? 0
      return {
        type: kind,
        vote,
        box: held?.secret ? { for: voters, against: 0, other: n % 9 === 0 ? 1 : 0 } : null,
      }
    }
    case 'vote/cancel':
      return { type: kind, vote, reason: `Hỏi lại ${n}` }
  }
}

function otherCommand(
  state: ConferenceState,
  intent: Intent<Of<'recording' | 'ledger' | 'conclusion'>>,
): Command {
  const { kind, bridge, seconds, flag, pick: n } = intent
  const topics = [...intent.topics]
  const task = refOf(state.tasks, n)
  const due = flag ? null : `2023-06-${String(1 + (n % 31)).padStart(2, '0')}`
  const to = { work: `Việc ${n}`, lead: 'Ban Tổ chức Trung ương', coordinating: ['Văn phòng'], due }
  switch (kind) {
    case 'recording/start':
    case 'recording/stop':
      return { type: kind }
    case 'recording/recorded': {
      const turn = refOf(state.floor.turns, n)
      return {
        type: kind,
        turn,
        from: state.at,
        length: seconds * 1000,
        sha256: digest(n % 20),
        size: seconds,
      }
    }
    case 'recording/failed':
      return { type: kind, failure: flag ? 'disk-full' : 'disk-failed' }
    case 'recording/deleted':
      return { type: kind, recording: refOf(state.recording.turns, n) }
    case 'ledger/declare-none':
    case 'ledger/withdraw-none':
      return { type: kind, bridge, topics: flag ? [] : topics }
    case 'ledger/remind':
      return { type: kind, bridges: flag ? [] : (someOf(bridges, n) as string[]) }
    case 'conclusion/add':
      return { type: kind, task: to }
    case 'conclusion/change':
      return { type: kind, task, to }
    case 'conclusion/move':
      return { type: kind, task, place: seconds % 4 }
    case 'conclusion/remove':
      return { type: kind, task }
  }
}
