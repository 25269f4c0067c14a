import { plainText } from '../../domain/prose.ts'
import type { RecordView } from '../record-view.ts'
import { CONFIRMED, KINDS, VERDICTS } from '../terms.ts'
import { bytes } from '../wording.ts'
import { instantColumn, marksOf, numberColumn, type SheetView, textColumn } from './sheet-view.ts'

/** A row for each contribution that counts, with the answers to it under its topics. */
export function contributionsSheet({ minutes, synthesis }: RecordView): SheetView {
  const answers = new Map<number, string[]>()
  for (const { topic, lines } of synthesis.sections)
    for (const { id, answer } of lines) {
      if (!answer) continue
      const said = `${VERDICTS[answer.verdict]} (${topic ?? ''}): ${answer.text}`
      answers.set(id, [...(answers.get(id) ?? []), said])
    }
  return {
    name: 'Ý kiến',
    title: 'DANH MỤC Ý KIẾN GÓP Ý',
    subject: minutes.subject,
    marks: marksOf(minutes),
    columns: [
      numberColumn('Số ý kiến'),
      numberColumn('Mã trong nhật ký', 10),
      textColumn('Hình thức', 12),
      textColumn('Loại', 12),
      textColumn('Điểm cầu', 24),
      textColumn('Đơn vị', 24),
      textColumn('Người góp ý', 24),
      textColumn('Chức vụ', 24),
      textColumn('Nhóm vấn đề, điều, khoản', 36),
      instantColumn('Bắt đầu phát biểu'),
      instantColumn('Kết thúc phát biểu'),
      instantColumn('Gửi lúc'),
      textColumn('Xác nhận', 24),
      textColumn('Nội dung', 80),
      textColumn('Tiếp thu, giải trình', 60),
      textColumn('Tệp kèm theo', 40),
    ],
    rows: minutes.contributions.map((made) => [
      made.ordinal,
      made.id,
      made.source === 'spoken' ? 'phát biểu' : 'bằng văn bản',
      made.kind && KINDS[made.kind],
      made.bridge,
      made.unit,
      made.speaker.name,
      made.speaker.title,
      made.topics.join('\n'),
      made.turns[0]?.startedAt ?? null,
      made.turns.at(-1)?.endedAt ?? null,
      made.filedAt,
      CONFIRMED[made.confirmed],
      plainText(made.text),
      (answers.get(made.id) ?? []).join('\n'),
      made.files.map(({ name, size, sha256 }) => `${name} (${bytes(size)}, SHA-256 ${sha256})`).join('\n'),
    ]),
  }
}
