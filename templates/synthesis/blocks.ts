import { plainText } from '../../domain/prose.ts'
import { person } from '../minutes/participants.ts'
import type { Span } from '../pdf/paragraph.ts'
import type { SynthesisLine, SynthesisSection, SynthesisView } from '../synthesis-view.ts'
import { KINDS, VERDICTS } from '../terms.ts'
import { type TextBlock, text } from '../text-block.ts'
import { count, counted, hourAndMinute, longDate, shortDate } from '../wording.ts'

export const SYNTHESIS_TITLE = 'BẢNG TỔNG HỢP, TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý'

/** The table of opinions and answers under what it counts, and from what it was made. */
export function synthesisBlocks(view: SynthesisView): TextBlock[] {
  const { document, counts, madeAt, log } = view
  const about = document
    ? [
        text(
          `Văn bản lấy ý kiến: số ${document.symbol} ngày ${shortDate(document.issuedOn)} của ${document.issuer} về ${document.subject}.`,
        ),
      ]
    : []
  const simulated = 'Các mốc thời gian ghi trong bảng này là thời gian mô phỏng.'
  return [
    ...about,
    text(
      `Tổng số ${counted(counts.opinions)} ý kiến, gồm ${counted(counts.lines)} nội dung góp ý theo từng nhóm vấn đề: tiếp thu ${count(counts.accepted)}, tiếp thu một phần ${count(counts.partly)}, giải trình ${count(counts.explained)}, chưa trả lời ${count(counts.unanswered)}.`,
    ),
    ...(counts.silentTopics > 0
      ? [text(`${counted(counts.silentTopics)} nhóm vấn đề, điều, khoản không có ý kiến góp ý.`)]
      : []),
    ...(counts.lines > 0 ? [opinions(view.sections)] : [text('Chưa có ý kiến góp ý.')]),
    text(
      `Bảng được lập lúc ${hourAndMinute(madeAt)}, ${longDate(madeAt)}, từ nhật ký hội nghị gồm ${count(log.seq)} sự kiện; giá trị băm SHA-256 của sự kiện cuối cùng: ${log.hash}.`,
      { note: true },
    ),
    ...(view.simulatedClock ? [text(simulated, { note: true })] : []),
  ]
}

function opinions(sections: readonly SynthesisSection[]): TextBlock {
  return {
    kind: 'table',
    columns: [
      { title: 'Nhóm vấn đề, điều, khoản', share: 0.18, align: 'left' },
      { title: 'Chủ thể góp ý', share: 0.17, align: 'left' },
      { title: 'Nội dung góp ý', share: 0.38, align: 'left' },
      { title: 'Nội dung tiếp thu, giải trình', share: 0.27, align: 'left' },
    ],
    rows: sections.flatMap(({ topic, lines }) =>
      lines.map((line, index) => [
        index === 0 ? [{ text: topic ?? 'Ý kiến chưa xếp vào nhóm vấn đề', bold: true }] : [],
        who(line),
        what(line, lines[index - 1]),
        answer(line, lines[index - 1]),
      ]),
    ),
  }
}

function who({ ordinal, bridge, unit, speaker, source, kind }: SynthesisLine): Span[] {
  const manner = [source === 'spoken' ? 'phát biểu' : 'bằng văn bản', kind ? KINDS[kind] : ''].filter(Boolean)
  return [
    { text: `${bridge} (${unit})`, bold: true },
    { text: `\n${person(speaker)}` },
    { text: `\nÝ kiến số ${ordinal}, ${manner.join(', ')}`, italic: true },
  ]
}

function what({ group, text: doc }: SynthesisLine, before: SynthesisLine | undefined): Span[] {
  const words = plainText(doc).trim() || '(Không có nội dung ghi chép.)'
  const opens = group && group.id !== before?.group?.id
  return [...(opens ? [{ text: `${group.title}\n`, bold: true }] : []), { text: words }]
}

function answer({ answer: own, group }: SynthesisLine, before: SynthesisLine | undefined): Span[] {
  if (!own) return [{ text: 'Chưa trả lời', italic: true }]
  const verdict = { text: VERDICTS[own.verdict], bold: true }
  const shared = own.id === before?.answer?.id && group?.id === before.group?.id
  return shared
    ? [verdict, { text: ' (trả lời chung như trên)', italic: true }]
    : [verdict, { text: `\n${own.text}` }]
}
