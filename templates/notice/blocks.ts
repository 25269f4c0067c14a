import { hallsOnline } from '../halls-online.ts'
import { taskTable } from '../minutes/decided.ts'
import { person } from '../minutes/participants.ts'
import type { MinutesTask } from '../minutes-view.ts'
import type { NoticeView } from '../notice-view.ts'
import { labelled, proseBlocks, type TextBlock, text } from '../text-block.ts'
import { citedNumber, longDate, sentence, shortDate } from '../wording.ts'

/** Work of more letters than this, or of several paragraphs, does not fit a column of a table. */
const MOST_IN_TABLE = 240

/** Who concluded what, and who does what until when. */
export function noticeBlocks(view: NoticeView): TextBlock[] {
  const { startedAt, subject, body, chair, tasks, conclusion } = view
  const from = view.minutesNumber ? ` (theo Biên bản ${citedNumber(view.minutesNumber)})` : ''
  return [
    text(
      `${capital(longDate(startedAt))}, ${body} tổ chức ${subject}${joined(view)}; ${person(chair)} chủ trì${from}.`,
    ),
    text('Sau khi nghe các ý kiến phát biểu và góp ý, chủ trì hội nghị kết luận như sau:', {
      keepWithNext: true,
    }),
    ...(conclusion ? proseBlocks(conclusion) : []),
    ...(conclusion || tasks.length > 0
      ? []
      : [text([{ text: '(Chưa có nội dung kết luận.)', italic: true }])]),
    ...assigned(tasks),
    text(`${body} thông báo để các cơ quan, đơn vị, điểm cầu biết và thực hiện${ending(view)}`),
    ...(view.simulatedClock
      ? [text('Các mốc thời gian ghi trong thông báo này là thời gian mô phỏng.', { note: true })]
      : []),
  ]
}

/** The halls that the central one was to reach and did. */
function joined({ bridges, connected }: NoticeView): string {
  return bridges > 1 ? `, ${hallsOnline(bridges - 1, connected)}` : ''
}

function assigned(tasks: readonly MinutesTask[]): TextBlock[] {
  if (tasks.length === 0) return []
  const fits = tasks.every(({ work }) => work.length <= MOST_IN_TABLE && !work.includes('\n'))
  return [
    text('Phân công thực hiện:', { keepWithNext: true }),
    ...(fits ? [taskTable(tasks)] : tasks.flatMap(numbered)),
  ]
}

/** `1. Work.`, then the bodies and the day. */
function numbered({ work, lead, coordinating, due }: MinutesTask, index: number): TextBlock[] {
  const [first = '', ...others] = work.split('\n').filter((paragraph) => paragraph.trim() !== '')
  return [
    text([{ text: `${index + 1}. `, bold: true }, { text: sentence(first) }], { keepWithNext: true }),
    ...others.map((paragraph) => text(sentence(paragraph), { keepWithNext: true })),
    labelled('Chủ trì thực hiện', `${lead}.`, { close: true, keepWithNext: due !== null }),
    ...(coordinating.length > 0
      ? [labelled('Phối hợp', `${coordinating.join('; ')}.`, { close: true, keepWithNext: due !== null })]
      : []),
    ...(due === null ? [] : [labelled('Thời hạn', `${shortDate(due)}.`, { close: true })]),
  ]
}

/** A state document ends with a stroke after its last full stop, one of the Party without. */
function ending({ profile }: NoticeView): string {
  return profile === 'nd30' ? './.' : '.'
}

const capital = (words: string) => words.charAt(0).toLocaleUpperCase('vi') + words.slice(1)
