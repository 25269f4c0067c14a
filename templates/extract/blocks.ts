import type { ExtractView } from '../extract-view.ts'
import { contributionBlocks } from '../minutes/course.ts'
import { person } from '../minutes/participants.ts'
import { heading, labelled, type TextBlock, text } from '../text-block.ts'
import { citedNumber, count, counted, hourAndMinute, longDate } from '../wording.ts'

/** Room for words by hand. */
const DOTS = '…'.repeat(28)

/** What the bridge said and wrote, how far it has confirmed that, and room to answer. */
export function extractBlocks(view: ExtractView): TextBlock[] {
  const { bridge, contributions, minutesNumber, draft } = view
  const source = draft
    ? 'dự thảo biên bản hội nghị'
    : `Biên bản ${minutesNumber ? citedNumber(minutesNumber) : 'hội nghị'}`
  return [
    heading(2, 'I. THÔNG TIN CHUNG'),
    labelled('1. Trích từ', `${source}.`),
    labelled(
      '2. Thời gian',
      `từ ${hourAndMinute(view.startedAt)}, ${longDate(view.startedAt)} đến ${hourAndMinute(view.endedAt)}, ${longDate(view.endedAt)}.`,
    ),
    labelled('3. Chủ trì hội nghị', `${person(view.chair)}.`),
    labelled('4. Điểm cầu', `${bridge.name} (${bridge.unit})${heads(bridge)}.`),
    ...(bridge.chair ? [labelled('5. Chủ trì điểm cầu', `${person(bridge.chair)}.`)] : []),
    heading(2, 'II. Ý KIẾN CỦA ĐIỂM CẦU'),
    text(summary(view), { keepWithNext: contributions.length > 0 }),
    ...contributions.flatMap((made) => [
      ...contributionBlocks(view, made),
      ...(made.confirmedAt === null
        ? []
        : [
            text(
              `Điểm cầu xác nhận ý kiến số ${made.ordinal} lúc ${hourAndMinute(made.confirmedAt)}, ${longDate(made.confirmedAt)}.`,
              { note: true, close: true },
            ),
          ]),
    ]),
    ...confirmation(view),
  ]
}

function heads({ present, invited }: ExtractView['bridge']): string {
  if (present === null) return ''
  return invited === null
    ? `, có mặt ${counted(present)} đại biểu`
    : `, có mặt ${counted(present)} trên ${counted(invited)} đại biểu được mời`
}

function summary({ contributions, declaredNone }: ExtractView): string {
  const none = declaredNone ? ' Điểm cầu đã báo không có thêm ý kiến.' : ''
  if (contributions.length === 0) return `Điểm cầu không có ý kiến phát biểu hoặc góp ý bằng văn bản.${none}`
  const written = contributions.filter(({ source }) => source === 'written').length
  const confirmed = contributions.filter((made) => made.confirmed === 'confirmed').length
  return `Điểm cầu có ${counted(contributions.length)} ý kiến, gồm ${count(contributions.length - written)} ý kiến phát biểu và ${count(written)} ý kiến bằng văn bản; đã xác nhận ${count(confirmed)} ý kiến.${none}`
}

function confirmation({ confirmUntil, log, draft, simulatedClock }: ExtractView): TextBlock[] {
  const until =
    confirmUntil === null ? '' : ` trước ${hourAndMinute(confirmUntil)}, ${longDate(confirmUntil)}`
  const ask = draft
    ? `Đề nghị điểm cầu đối chiếu và xác nhận nội dung trên${until}.`
    : 'Đề nghị điểm cầu đối chiếu và xác nhận nội dung trên.'
  return [
    heading(2, 'III. XÁC NHẬN CỦA ĐIỂM CẦU'),
    text(ask, { keepWithNext: true }),
    labelled('Ý kiến của điểm cầu (đồng ý, hoặc nội dung đề nghị sửa)', '', { keepWithNext: true }),
    ...[DOTS, DOTS].map((dots) => text([{ text: dots }], { keepWithNext: true })),
    text(
      `Bản trích được lập từ nhật ký hội nghị gồm ${count(log.seq)} sự kiện; giá trị băm SHA-256 của sự kiện cuối cùng: ${log.hash}.`,
      { note: true, keepWithNext: true },
    ),
    ...(simulatedClock
      ? [
          text('Các mốc thời gian ghi trong bản trích này là thời gian mô phỏng.', {
            note: true,
            keepWithNext: true,
          }),
        ]
      : []),
  ]
}
