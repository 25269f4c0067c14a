import type { ProseNode } from '../../domain/prose.ts'
import type { MinutesContribution, MinutesView } from '../minutes-view.ts'
import { type Paragraph, paragraphItems } from '../pdf/blocks.ts'
import type { Item } from '../pdf/flow.ts'
import { proseParagraphs } from '../prose.ts'
import { person } from './participants.ts'
import { heading, running, type Sheet } from './sheet.ts'
import { counted, period, shortDate } from './wording.ts'

const CONFIRMED: Record<MinutesContribution['confirmed'], string> = {
  confirmed: 'điểm cầu đã xác nhận nội dung',
  'changed-after': 'nội dung được sửa sau khi điểm cầu xác nhận',
  no: 'điểm cầu chưa xác nhận nội dung',
}

/** The course of business: opening, the matter, spoken and written contributions, conclusion. */
export function courseItems(sheet: Sheet, view: MinutesView): Item[] {
  const paragraphs: Paragraph[] = [heading(sheet, 'H2', 'II. NỘI DUNG VÀ DIỄN BIẾN HỘI NGHỊ')]
  let number = 0
  const section = (title: string) => paragraphs.push(heading(sheet, 'H3', `${++number}. ${title}`))

  if (view.opening) {
    section('Khai mạc')
    paragraphs.push(...prose(sheet, view.opening))
  }
  if (view.document || view.topics.length > 0) {
    section('Nội dung lấy ý kiến')
    paragraphs.push(...matter(sheet, view))
  }
  const spoken = view.contributions.filter((each) => each.kind === 'spoken')
  const written = view.contributions.filter((each) => each.kind === 'written')
  section('Ý kiến phát biểu tại hội nghị')
  paragraphs.push(...byBridge(sheet, view, spoken, 'Không có ý kiến phát biểu.'))
  if (written.length > 0) {
    section('Ý kiến góp ý bằng văn bản')
    paragraphs.push(...byBridge(sheet, view, written, ''))
  }
  if (view.conclusion) {
    paragraphs.push(
      heading(sheet, 'H2', `III. KẾT LUẬN CỦA ${sheet.profile.roles.chair.toLocaleUpperCase('vi')}`),
    )
    paragraphs.push(...prose(sheet, view.conclusion))
  }
  return paragraphItems(paragraphs, sheet.column)
}

function matter(sheet: Sheet, { document, submittedTo, topics }: MinutesView): Paragraph[] {
  const paragraphs: Paragraph[] = []
  if (document)
    paragraphs.push(
      running(sheet, [
        {
          text: `Hội nghị lấy ý kiến góp ý đối với văn bản số ${document.symbol} ngày ${shortDate(document.issuedOn)} của ${document.issuer} về ${document.subject}${submittedTo ? `, để tổng hợp trình ${submittedTo}` : ''}.`,
        },
      ]),
    )
  if (topics.length === 0) return paragraphs
  paragraphs.push({
    ...running(sheet, [{ text: 'Các nhóm vấn đề lấy ý kiến:' }]),
    keepWithNext: true,
  })
  for (const [index, topic] of topics.entries())
    paragraphs.push(
      running(sheet, [{ text: `${index + 1}) ${topic.title}${index === topics.length - 1 ? '.' : ';'}` }], {
        before: index === 0 ? sheet.profile.body.paragraphGap : 2,
      }),
    )
  return paragraphs
}

function byBridge(
  sheet: Sheet,
  view: MinutesView,
  contributions: readonly MinutesContribution[],
  none: string,
): Paragraph[] {
  if (contributions.length === 0) return [running(sheet, [{ text: none }])]
  const bridges = Map.groupBy(contributions, (each) => each.bridge)
  const summary = `Có ${counted(contributions.length)} ý kiến của ${counted(bridges.size)} điểm cầu.`
  return [
    running(sheet, [{ text: summary }]),
    ...[...bridges].flatMap(([bridge, made]) => [
      heading(sheet, 'H4', `${bridge} (${made[0]?.unit ?? ''})`),
      ...made.flatMap((each) => contribution(sheet, view, each)),
    ]),
  ]
}

function contribution(sheet: Sheet, view: MinutesView, made: MinutesContribution): Paragraph[] {
  const facts = [`${person(made.speaker)}`]
  if (made.startedAt !== null) facts.push(`phát biểu ${period(made.startedAt, made.endedAt, view.startedAt)}`)
  if (made.filedAt !== null) facts.push(`gửi lúc ${period(made.filedAt, null, view.startedAt)}`)
  if (made.topics.length > 0) facts.push(`về ${made.topics.map((topic) => `“${topic}”`).join('; ')}`)
  facts.push(CONFIRMED[made.confirmed])
  return [
    running(
      sheet,
      [
        { text: `Ý kiến số ${made.ordinal}: `, bold: true },
        { text: `${facts.join('; ')}.`, italic: true },
      ],
      {
        keepWithNext: true,
      },
    ),
    ...prose(sheet, made.text),
  ]
}

function prose(sheet: Sheet, doc: ProseNode): Paragraph[] {
  const paragraphs = proseParagraphs(doc).filter(({ spans, label }) => spans.length > 0 || label !== null)
  if (paragraphs.length === 0)
    return [running(sheet, [{ text: '(Không có nội dung ghi chép.)', italic: true }])]
  return paragraphs.map(({ spans, label, depth, quoted }) =>
    running(sheet, label ? [{ text: `${label} ` }, ...spans] : spans, {
      depth,
      type: quoted ? 'BlockQuote' : 'P',
    }),
  )
}
