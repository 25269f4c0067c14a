import { invitedAt, presentAt } from './attendance.ts'
import { standingContributions } from './contribution-source.ts'
import { declaredNone } from './ledger.ts'
import type { ProseNode } from './prose.ts'
import { type ConferenceState, centralBridge } from './state.ts'
import type { Instant } from './time.ts'

/** The opening or the closing of the minutes as the log gives it, for the secretary to go on from. */
export function recordDraft(state: ConferenceState, document: 'opening' | 'conclusion'): ProseNode {
  const lines = document === 'opening' ? openingLines(state) : closingLines(state)
  return {
    type: 'doc',
    content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  }
}

function openingLines(state: ConferenceState): readonly string[] {
  const { facts } = state
  const central = centralBridge(state)
  const others = state.bridges.filter(({ id }) => id !== central)
  const joined = others.filter(({ line }) => line.kind !== 'never').length
  const chair = Object.values(state.people).find((person) =>
    person.grants.some((grant) => grant.role === 'chair' && grant.bridge === central),
  )
  const who = chair ? `đồng chí ${chair.name}${chair.title ? `, ${chair.title},` : ''}` : 'chủ trì hội nghị'
  const opened = state.openedAt ?? facts?.startsAt ?? state.at
  const document = facts?.document
  return [
    `Lúc ${hour(opened)}, ${who} thay mặt ${facts?.organiser ?? 'đơn vị tổ chức'} khai mạc hội nghị, ` +
      `có ${joined} trên ${others.length} điểm cầu kết nối.`,
    ...presence(state),
    ...(document
      ? [
          `Hội nghị góp ý vào ${document.subject} (${document.symbol} ngày ${day(document.issuedOn)}, ${document.issuer}).`,
        ]
      : []),
  ]
}

function closingLines(state: ConferenceState): readonly string[] {
  const standing = standingContributions(state)
  const written = standing.filter(({ source }) => source.kind === 'written')
  const central = centralBridge(state)
  const turns = state.floor.turns.filter((turn) => turn.bridge !== central)
  const speakers = new Set(turns.map((turn) => turn.bridge))
  const silent = state.bridges.filter(({ id }) => declaredNone(state, id).length > 0).length
  const counted = [
    `Hội nghị đã nghe ${turns.length} lượt phát biểu của ${speakers.size} điểm cầu`,
    `nhận ${written.length} ý kiến bằng văn bản`,
    ...(silent > 0 ? [`${silent} điểm cầu báo không có thêm ý kiến`] : []),
  ]
  const votes = state.votes.flatMap((vote) => {
    if (vote.state.kind !== 'closed') return []
    const { tally } = vote.state
    return [
      `Hội nghị biểu quyết “${vote.question}”: ${tally.for} tán thành, ${tally.against} không tán thành, ` +
        `${tally.other} ý kiến khác.`,
    ]
  })
  const tasks = state.tasks.length
  return [
    `${counted.join('; ')}.`,
    ...votes,
    // The tasks follow as a table, and when it ended is the closing formula of the minutes.
    ...(tasks > 0 ? [`Chủ trì kết luận và giao ${tasks} nhiệm vụ.`] : []),
  ]
}

function presence(state: ConferenceState): readonly string[] {
  const counts = Object.values(state.attendance).map((held) => presentAt(held, state.at))
  const known = counts.filter((count) => count !== null)
  if (known.length === 0) return []
  const present = known.reduce((sum, count) => sum + count, 0)
  const invited = state.bridges.reduce((sum, { id }) => sum + (invitedAt(state, id) ?? 0), 0)
  return [
    invited >= present && invited > 0
      ? `Dự hội nghị có ${present} trên ${invited} đại biểu được mời.`
      : `Dự hội nghị có ${present} đại biểu.`,
  ]
}

/** `08 giờ 05 phút` at +07:00. */
function hour(at: Instant): string {
  const local = new Date(at + 7 * 3_600_000).toISOString()
  return `${local.slice(11, 13)} giờ ${local.slice(14, 16)} phút`
}

/** As documents write a day (Nghị định 30/2020/NĐ-CP, Phụ lục I): the months 1 and 2 take a zero, others none. */
function day(date: string): string {
  const [year, month, dayOfMonth] = date.split('-')
  return `${dayOfMonth}/${Number(month) < 3 ? month : Number(month)}/${year}`
}
