import type { MinutesTask, MinutesView, MinutesVote } from '../minutes-view.ts'
import { ELECTORATES } from '../terms.ts'
import { type TextBlock, text } from '../text-block.ts'
import { count, counted, period, sentence, shortDate } from '../wording.ts'

/** Each vote with its question, who voted, and its result. */
export function voteBlocks({ votes, startedAt }: MinutesView): TextBlock[] {
  return votes.map((vote, index) =>
    text([
      { text: `${index + 1}) “${vote.question}” `, bold: true },
      { text: `(${manner(vote)}, lúc ${period(vote.at, null, startedAt)}): `, italic: true },
      { text: result(vote) },
    ]),
  )
}

function manner({ secret, electorate, topic }: MinutesVote): string {
  const about = topic ? [`về ${topic}`] : []
  return [secret ? 'biểu quyết kín' : 'biểu quyết công khai', ELECTORATES[electorate], ...about].join(', ')
}

function result({ result: outcome, electorate }: MinutesVote): string {
  if (outcome.kind === 'cancelled') return `đã hủy, lý do: ${sentence(outcome.reason)}`
  const { tally, voters } = outcome
  const cast = tally.for + tally.against + tally.other
  const share = (votes: number) =>
    cast === 0 ? '' : ` (${((votes * 100) / cast).toFixed(1).replace('.', ',').replace(',0', '')}%)`
  return (
    `tán thành ${count(tally.for)}${share(tally.for)}; không tán thành ${count(tally.against)}${share(tally.against)}; ` +
    `ý kiến khác ${count(tally.other)}${share(tally.other)}; tổng số ${total(electorate, cast, voters)}.`
  )
}

/** Hands are counted hall by hall; they are no ballots of the halls. */
function total(electorate: MinutesVote['electorate'], cast: number, voters: number): string {
  if (electorate === 'hands') return `${count(cast)} lượt giơ tay, đếm tại ${count(voters)} điểm cầu`
  return `${count(cast)} phiếu của ${count(voters)} ${electorate === 'bridges' ? 'điểm cầu' : 'đại biểu'}`
}

/** From which bridges something was missing when the minutes were sealed, each counted once, and why it was done. */
export function gapBlocks(gap: MinutesView['gap']): TextBlock[] {
  if (!gap) return []
  const silent = gap.bridges.flatMap(({ name, missing }) => (missing === 'all' ? [name] : []))
  const partly = gap.bridges.flatMap(({ name, missing }) =>
    missing === 'all' ? [] : [`${name} (nhóm vấn đề số ${missing.join(', ')})`],
  )
  const lines = [
    { names: silent, what: 'chưa có ý kiến nào và chưa báo không có ý kiến' },
    { names: partly, what: 'còn thiếu ý kiến về một số nhóm vấn đề' },
  ].filter(({ names }) => names.length > 0)
  return [
    text(`Khi niêm phong biên bản, ${counted(gap.bridges.length)} điểm cầu chưa cho ý kiến đầy đủ:`, {
      keepWithNext: true,
    }),
    ...lines.map(({ names, what }) =>
      text(`- ${counted(names.length)} điểm cầu ${what}: ${names.join('; ')}.`, { close: true }),
    ),
    text(`Lý do chủ trì cho niêm phong: ${sentence(gap.reason)}`),
  ]
}

/** What the chair gave out, as a table under its introduction. */
export function decidedBlocks(tasks: readonly MinutesTask[]): TextBlock[] {
  if (tasks.length === 0) return []
  return [text('Các nhiệm vụ được giao:', { keepWithNext: true }), taskTable(tasks)]
}

/** Work, bodies and day of each task. */
export function taskTable(tasks: readonly MinutesTask[]): TextBlock {
  return {
    kind: 'table',
    columns: [
      { title: 'TT', share: 0.07, align: 'center' },
      { title: 'Công việc', share: 0.38, align: 'left' },
      { title: 'Chủ trì thực hiện', share: 0.2, align: 'left' },
      { title: 'Phối hợp', share: 0.2, align: 'left' },
      { title: 'Thời hạn', share: 0.15, align: 'center' },
    ],
    rows: tasks.map(({ work, lead, coordinating, due }, index) =>
      [String(index + 1), work, lead, coordinating.join('; '), due ? shortDate(due) : ''].map((cell) => [
        { text: cell },
      ]),
    ),
  }
}
