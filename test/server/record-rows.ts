import { randomUUID } from 'node:crypto'
import type { PublicCommand } from '../../domain/commands.ts'
import type { Right } from '../../domain/rights.ts'
import type { ConferenceState } from '../../domain/state.ts'

export interface Row {
  readonly right: Right
  /** The bridge that the matter belongs to. */
  readonly bridge: string | null
  readonly command: () => Promise<PublicCommand> | PublicCommand
}

interface Conference {
  /** The bridge that the matters belong to, and the central one. */
  readonly own: string
  readonly centre: string
  readonly state: () => ConferenceState
  /** Has somebody do something, and gives the number of its first entry. */
  readonly asSystem: (person: string, command: PublicCommand) => Promise<number>
  /** A written opinion of the bridge that stands. */
  readonly filed: () => Promise<number>
}

const speaker = { name: 'Nguyễn Văn A', title: null }
const work = { work: 'Hoàn thiện', lead: 'Văn phòng', coordinating: [], due: null }

/** The commands about what is recorded: topics, roll call, opinions and their texts, votes, conclusion. */
export function recordRows({ own, centre, state, asSystem, filed }: Conference) {
  const text = async () => `c${await filed()}` as const

  async function proposed(): Promise<number> {
    const [held] = state().changes
    const change = {
      type: 'confirmation/propose',
      contribution: await filed(),
      docSeq: 0,
      text: 'Sửa',
    } as const
    return held?.id ?? asSystem(`${own}-chair`, change)
  }

  async function remarked(): Promise<number> {
    const held = state().comments.find(({ document }) => document.startsWith('c'))
    const remark = { type: 'review/comment', document: await text(), quote: '', text: 'Xem lại' } as const
    return held?.id ?? asSystem(`${own}-chair`, remark)
  }

  async function voting(): Promise<number> {
    const vote = { question: 'Tán thành?', electorate: 'bridges', secret: false, topic: null } as const
    const open = state().votes.find((held) => held.state.kind === 'open')
    return open?.id ?? asSystem(`${centre}-chair`, { type: 'vote/open', ...vote })
  }

  return {
    'topic/add': {
      right: 'topic/edit',
      bridge: null,
      command: () => ({ type: 'topic/add', topics: [{ id: `t-${randomUUID()}`, title: 'Điều' }] }),
    },
    'topic/change': {
      right: 'topic/edit',
      bridge: null,
      command: () => ({ type: 'topic/change', topic: { id: 'ty-le', title: 'Tỷ lệ' } }),
    },
    'topic/move': {
      right: 'topic/edit',
      bridge: null,
      command: () => ({ type: 'topic/move', topic: 'ty-le', parent: null, place: 0 }),
    },
    'topic/remove': {
      right: 'topic/edit',
      bridge: null,
      command: () => ({ type: 'topic/remove', topic: 'khong-co' }),
    },
    'attendance/enrol': {
      right: 'attendance/mark',
      bridge: own,
      command: () => ({ type: 'attendance/enrol', bridge: own, attendees: [speaker] }),
    },
    'attendance/mark': {
      right: 'attendance/mark',
      bridge: own,
      command: () => ({ type: 'attendance/mark', bridge: own, attendee: 1, mark: { kind: 'present' } }),
    },
    'attendance/count': {
      right: 'attendance/mark',
      bridge: own,
      command: () => ({ type: 'attendance/count', bridge: own, present: 7 }),
    },
    'attendance/strike': {
      right: 'attendance/mark',
      bridge: own,
      command: () => ({ type: 'attendance/strike', bridge: own, attendee: 1 }),
    },
    'recording/start': {
      right: 'recording/order',
      bridge: null,
      command: () => ({ type: 'recording/start' }),
    },
    'recording/stop': { right: 'recording/order', bridge: null, command: () => ({ type: 'recording/stop' }) },
    'contribution/attribute': {
      right: 'contribution/attribute',
      bridge: own,
      command: async () => ({ type: 'contribution/attribute', contribution: await filed(), speaker }),
    },
    'contribution/split': {
      right: 'contribution/rearrange',
      bridge: own,
      command: async () => ({
        type: 'contribution/split',
        contribution: await filed(),
        docSeq: 0,
        cuts: [{ block: 1, topics: [] }],
      }),
    },
    'contribution/merge': {
      right: 'contribution/rearrange',
      bridge: own,
      command: async () => ({
        type: 'contribution/merge',
        contributions: [
          { contribution: await filed(), docSeq: 0 },
          { contribution: 1, docSeq: 0 },
        ],
      }),
    },
    'contribution/void': {
      right: 'contribution/rearrange',
      bridge: own,
      command: async () => ({ type: 'contribution/void', contribution: await filed(), reason: 'Nhầm' }),
    },
    'contribution/reinstate': {
      right: 'contribution/rearrange',
      bridge: own,
      command: async () => ({ type: 'contribution/reinstate', contribution: await filed() }),
    },
    'contribution/detach': {
      right: 'contribution/attach',
      bridge: own,
      command: async () => ({
        type: 'contribution/detach',
        contribution: await filed(),
        sha256: '0'.repeat(64),
      }),
    },
    'confirmation/propose': {
      right: 'confirmation/propose',
      bridge: own,
      command: async () => ({
        type: 'confirmation/propose',
        contribution: await filed(),
        docSeq: 0,
        text: 'Sửa',
      }),
    },
    'confirmation/withdraw': {
      right: 'confirmation/propose',
      bridge: own,
      command: async () => ({ type: 'confirmation/withdraw', change: await proposed() }),
    },
    'confirmation/accept': {
      right: 'confirmation/settle',
      bridge: own,
      command: async () => ({ type: 'confirmation/accept', change: await proposed(), docSeq: 0 }),
    },
    'confirmation/decline': {
      right: 'confirmation/settle',
      bridge: own,
      command: async () => ({ type: 'confirmation/decline', change: await proposed(), reason: 'Không' }),
    },
    'confirmation/ask': {
      right: 'confirmation/ask',
      bridge: null,
      command: () => ({ type: 'confirmation/ask', bridges: [], until: Date.now() + 3_600_000 }),
    },
    'ledger/declare-none': {
      right: 'ledger/declare-none',
      bridge: own,
      command: () => ({ type: 'ledger/declare-none', bridge: own, topics: [] }),
    },
    'ledger/withdraw-none': {
      right: 'ledger/declare-none',
      bridge: own,
      command: () => ({ type: 'ledger/withdraw-none', bridge: own, topics: [] }),
    },
    'ledger/remind': {
      right: 'ledger/remind',
      bridge: null,
      command: () => ({ type: 'ledger/remind', bridges: [] }),
    },
    'synthesis/group': {
      right: 'synthesis/arrange',
      bridge: null,
      command: () => ({ type: 'synthesis/group', topic: 'ty-le', title: 'Nhóm', contributions: [1, 2] }),
    },
    'synthesis/regroup': {
      right: 'synthesis/arrange',
      bridge: null,
      command: () => ({ type: 'synthesis/regroup', group: 1, title: 'Nhóm', contributions: [1] }),
    },
    'synthesis/dissolve': {
      right: 'synthesis/arrange',
      bridge: null,
      command: () => ({ type: 'synthesis/dissolve', group: 1 }),
    },
    'synthesis/answer': {
      right: 'synthesis/answer',
      bridge: null,
      command: () => ({
        type: 'synthesis/answer',
        topic: 'ty-le',
        contributions: [1],
        verdict: 'accepted',
        text: 'Tiếp thu',
      }),
    },
    'synthesis/withdraw-answer': {
      right: 'synthesis/answer',
      bridge: null,
      command: () => ({ type: 'synthesis/withdraw-answer', topic: 'ty-le', contributions: [1] }),
    },
    'vote/open': {
      right: 'vote/hold',
      bridge: null,
      command: () => ({
        type: 'vote/open',
        question: 'Tán thành?',
        electorate: 'bridges',
        secret: true,
        topic: null,
      }),
    },
    'vote/cast': {
      right: 'vote/cast',
      bridge: own,
      command: async () => ({ type: 'vote/cast', vote: await voting(), bridge: own, choice: 'for' }),
    },
    'vote/count-hands': {
      right: 'vote/count-hands',
      bridge: own,
      command: async () => ({
        type: 'vote/count-hands',
        vote: await voting(),
        bridge: own,
        tally: { for: 1, against: 0, other: 0 },
      }),
    },
    'vote/close': {
      right: 'vote/hold',
      bridge: null,
      command: async () => ({ type: 'vote/close', vote: await voting() }),
    },
    'vote/cancel': {
      right: 'vote/hold',
      bridge: null,
      command: async () => ({ type: 'vote/cancel', vote: await voting(), reason: 'Hỏi lại' }),
    },
    'conclusion/add': {
      right: 'conclusion/edit',
      bridge: null,
      command: () => ({ type: 'conclusion/add', task: work }),
    },
    'conclusion/change': {
      right: 'conclusion/edit',
      bridge: null,
      command: () => ({ type: 'conclusion/change', task: 1, to: work }),
    },
    'conclusion/move': {
      right: 'conclusion/edit',
      bridge: null,
      command: () => ({ type: 'conclusion/move', task: 1, place: 0 }),
    },
    'conclusion/remove': {
      right: 'conclusion/edit',
      bridge: null,
      command: () => ({ type: 'conclusion/remove', task: 1 }),
    },
    'review/comment': {
      right: 'review/comment',
      bridge: own,
      command: async () => ({ type: 'review/comment', document: await text(), quote: '', text: 'Xem lại' }),
    },
    'review/resolve': {
      right: 'review/comment',
      bridge: own,
      command: async () => ({ type: 'review/resolve', comment: await remarked() }),
    },
    'review/lock': {
      right: 'review/lock',
      bridge: own,
      command: async () => ({ type: 'review/lock', document: await text(), seconds: 10, takeOver: true }),
    },
    'review/unlock': {
      right: 'review/lock',
      bridge: own,
      command: async () => ({ type: 'review/unlock', document: await text() }),
    },
    'review/restore': {
      right: 'review/restore',
      bridge: own,
      command: async () => ({ type: 'review/restore', document: await text(), fromSeq: 0, docSeq: 0 }),
    },
    'review/draft': {
      right: 'review/draft',
      bridge: null,
      command: () => ({ type: 'review/draft', document: 'opening' }),
    },
  } as const satisfies Readonly<Record<string, Row>>
}
