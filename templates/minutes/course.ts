import type { MinutesContribution, MinutesView } from '../minutes-view.ts'
import { profileOf } from '../profiles/index.ts'
import { CONFIRMED, KINDS } from '../terms.ts'
import { heading, listed, proseBlocks, type TextBlock, text } from '../text-block.ts'
import { bytes, counted, period, shortDate } from '../wording.ts'
import { decidedBlocks, gapBlocks, voteBlocks } from './decided.ts'
import { person } from './participants.ts'

/** The course of business: opening, the matter, spoken and written contributions, votes, conclusion. */
export function courseBlocks(view: MinutesView): TextBlock[] {
  let number = 0
  const section = (title: string, blocks: readonly TextBlock[]) =>
    blocks.length > 0 ? [heading(3, `${++number}. ${title}`), ...blocks] : []
  const spoken = view.contributions.filter((each) => each.source === 'spoken')
  const written = view.contributions.filter((each) => each.source === 'written')
  const { chair } = profileOf(view.profile, view.profileOverrides).roles
  const concluded = [...(view.conclusion ? proseBlocks(view.conclusion) : []), ...decidedBlocks(view.tasks)]
  return [
    heading(2, 'II. NỘI DUNG VÀ DIỄN BIẾN HỘI NGHỊ'),
    ...section('Khai mạc', view.opening ? proseBlocks(view.opening) : []),
    ...section('Nội dung lấy ý kiến', matter(view)),
    ...section('Ý kiến phát biểu tại hội nghị', byBridge(view, spoken, 'Không có ý kiến phát biểu.')),
    ...section('Ý kiến góp ý bằng văn bản', written.length > 0 ? byBridge(view, written, '') : []),
    ...section('Điểm cầu báo không có ý kiến', silent(view.noOpinion)),
    ...section('Biểu quyết', voteBlocks(view)),
    ...section('Đối chiếu ý kiến của các điểm cầu', gapBlocks(view.gap)),
    ...(concluded.length > 0
      ? [heading(2, `III. KẾT LUẬN CỦA ${chair.toLocaleUpperCase('vi')}`), ...concluded]
      : []),
  ]
}

function matter({ document, submittedTo, topics }: MinutesView): TextBlock[] {
  const blocks: TextBlock[] = []
  if (document)
    blocks.push(
      text(
        `Hội nghị lấy ý kiến góp ý đối với văn bản số ${document.symbol} ngày ${shortDate(document.issuedOn)} của ${document.issuer} về ${document.subject}${submittedTo ? `, để tổng hợp trình ${submittedTo}` : ''}.`,
      ),
    )
  // The document itself holds what stands below these.
  const roots = topics.filter(({ depth }) => depth === 0)
  if (roots.length === 0) return blocks
  blocks.push(text('Các nhóm vấn đề lấy ý kiến:', { keepWithNext: true }))
  const lines = roots.map((topic, index) => {
    const end = index === roots.length - 1 ? '.' : ';'
    const name = topic.label ? `${topic.label}: ${topic.title}` : topic.title
    return { label: `${index + 1})`, text: `${name}${end}` }
  })
  blocks.push(...listed(lines, true))
  return blocks
}

function byBridge(view: MinutesView, made: readonly MinutesContribution[], none: string): TextBlock[] {
  if (made.length === 0) return [text(none)]
  const bridges = Map.groupBy(made, (each) => each.bridge)
  return [
    text(`Có ${counted(made.length)} ý kiến của ${counted(bridges.size)} điểm cầu.`),
    ...[...bridges].flatMap(([bridge, own]) => [
      heading(4, `${bridge} (${own[0]?.unit ?? ''})`),
      ...own.flatMap((each) => contributionBlocks(view, each)),
    ]),
  ]
}

/** One contribution: who, when, about what, then its text and its files. */
export function contributionBlocks(
  view: Pick<MinutesView, 'startedAt'>,
  made: MinutesContribution,
): TextBlock[] {
  const facts = [person(made.speaker), ...times(view, made)]
  if (made.kind) facts.push(KINDS[made.kind])
  if (made.topics.length > 0) facts.push(`về ${made.topics.map((topic) => `“${topic}”`).join('; ')}`)
  facts.push(CONFIRMED[made.confirmed])
  const introduced = [
    { text: `Ý kiến số ${made.ordinal}: `, bold: true },
    { text: `${facts.join('; ')}.`, italic: true },
  ]
  const files = made.files.map(({ name, size, sha256 }) =>
    text(`Tệp kèm theo: ${name} (${bytes(size)}), giá trị băm SHA-256: ${sha256}.`, { note: true }),
  )
  return [text(introduced, { keepWithNext: true }), ...proseBlocks(made.text), ...files]
}

function times(
  { startedAt }: Pick<MinutesView, 'startedAt'>,
  { turns, origin, filedAt }: MinutesContribution,
): string[] {
  const spoken = turns.map((turn) => period(turn.startedAt, turn.endedAt, startedAt)).join(', ')
  return [
    ...(spoken ? [`phát biểu ${spoken}`] : []),
    ...(filedAt !== null ? [`gửi lúc ${period(filedAt, null, startedAt)}`] : []),
    ...(origin === 'split' ? ['một phần của ý kiến được tách theo nội dung'] : []),
    ...(origin === 'merge' ? ['được ghép từ nhiều phần'] : []),
  ]
}

function silent(bridges: readonly string[]): TextBlock[] {
  return bridges.length > 0 ? [text(`${counted(bridges.length)} điểm cầu: ${bridges.join('; ')}.`)] : []
}
