import {
  centrals,
  type Fields,
  has,
  ids,
  type Row,
  rows,
  textsAt,
  unknownName,
} from './conference-file-fields.ts'
import { USUAL_SECONDS } from './conference-file-shapes.ts'
import { DATE_PATTERN, instantOf, isCalendarDate } from './iso-time.ts'
import { at, isRecord, type Problem, quoted, under } from './schema-problems.ts'

/** What a schema cannot say of the roll call, opinions, votes and tasks of a file. */
export function courseProblems(file: unknown): readonly Problem[] {
  if (!isRecord(file)) return []
  const [topics, bridges] = [rows(file, 'topics', 2000), rows(file, 'bridges', 2000)]
  const contributions = rows(file, 'contributions', 5000)
  return [
    ...bridges.flatMap(rollCallProblems),
    ...contributions.flatMap(opinionProblems),
    ...lateProblems(file, contributions),
    ...rows(file, 'votes', 500).flatMap((vote) => voteProblems(vote, ids(bridges), ids(topics))),
    ...noOpinionProblems(rows(file, 'noOpinion', 2000), bridges, topics),
    ...rows(file, 'tasks', 500).flatMap(dueProblems),
  ]
}

function rollCallProblems({ path, value }: Row): readonly Problem[] {
  const attendees = rows(value, 'attendees', 1000, under(path, 'attendees'))
  const listed = new Map<string, string>()
  return attendees.flatMap(({ path: place, value: attendee }): readonly Problem[] => {
    const [name, title] = [textsAt(attendee, 'name')[0], textsAt(attendee, 'title')[0]]
    const [mark] = textsAt(attendee, 'mark')
    const key = JSON.stringify([name?.trim(), title?.trim()])
    const held = listed.get(key)
    if (name !== undefined && held === undefined) listed.set(key, place)
    return [
      ...(held === undefined ? [] : [{ path: place, message: `trùng với ${held}` }]),
      ...(has(attendee, 'reason') && mark !== 'left' && mark !== 'absent'
        ? [{ path: under(place, 'reason'), message: 'chỉ dùng khi mark là "left" hoặc "absent"' }]
        : []),
      ...(has(attendee, 'proxy') && mark !== 'absent'
        ? [{ path: under(place, 'proxy'), message: 'chỉ dùng khi mark là "absent"' }]
        : []),
    ]
  })
}

function opinionProblems({ path, value }: Row): readonly Problem[] {
  const problems: Problem[] = []
  const wrong = (place: string, message: string) => void problems.push({ path: place, message })
  if (has(value, 'filed') && value.kind === 'spoken')
    wrong(under(path, 'filed'), 'chỉ dùng khi kind là "written"')
  if (has(value, 'answer') && Array.isArray(value.topics) && value.topics.length === 0)
    wrong(under(path, 'answer'), 'trả lời theo từng nhóm vấn đề, nhưng topics để trống')
  const correction = has(value, 'correction') ? value.correction : undefined
  if (!isRecord(correction)) return problems
  const place = under(path, 'correction')
  const [outcome] = textsAt(correction, 'outcome')
  if (outcome === 'declined' && !has(correction, 'reason'))
    wrong(under(place, 'reason'), 'thiếu; không chấp nhận đề nghị sửa thì phải nêu lý do')
  if (outcome === 'accepted' && has(correction, 'reason'))
    wrong(under(place, 'reason'), 'chỉ dùng khi outcome là "declined"')
  if (outcome === 'accepted' && value.confirm === false)
    wrong(under(path, 'confirm'), 'đề nghị sửa được chấp nhận là văn bản đã được xác nhận; bỏ false')
  return problems
}

/** Written opinions that would come after their deadline, by the lengths of the turns before them. */
function lateProblems(file: Fields, contributions: readonly Row[]): readonly Problem[] {
  const [startsAt, until] = ['startsAt', 'opinionsUntil'].map((key) =>
    textsAt(file, key).map((text) => instantOf(text)),
  )
  const [start, end] = [startsAt?.[0], until?.[0]]
  if (start === undefined || end === undefined) return []
  const lengths = contributions.map(({ value }) => {
    if (value.kind !== 'spoken') return 0
    return typeof value.seconds === 'number' && value.seconds > 0 ? value.seconds : USUAL_SECONDS
  })
  const total = lengths.reduce((sum, length) => sum + length, 0)
  let passed = 0
  return contributions.flatMap(({ path, value }, index) => {
    const [filed] = textsAt(value, 'filed')
    const moment = filed === 'before' ? 0 : filed === 'after' ? total : passed
    passed += lengths[index] ?? 0
    if (value.kind !== 'written' || start + moment * 1000 <= end) return []
    const message = `được gửi sau hạn opinionsUntil ${quoted(textsAt(file, 'opinionsUntil')[0] ?? '')}`
    return [{ path: under(path, 'kind'), message }]
  })
}

function voteProblems(
  { path, value }: Row,
  bridges: ReadonlySet<string>,
  topics: ReadonlySet<string>,
): readonly Problem[] {
  const [electorate] = textsAt(value, 'electorate')
  const byHands = electorate === 'hands'
  const [wanted, unwanted] = byHands ? ['hands', 'ballots'] : ['ballots', 'hands']
  const votes = [
    rows(value, 'ballots', 5000, under(path, 'ballots')),
    rows(value, 'hands', 2000, under(path, 'hands')),
  ].flat()
  const known = ['bridges', 'delegates', 'hands'].includes(electorate ?? '')
  return [
    ...unknownName(value, 'topic', under(path, 'topic'), topics, 'nhóm vấn đề'),
    ...votes.flatMap((row) =>
      unknownName(row.value, 'bridge', under(row.path, 'bridge'), bridges, 'điểm cầu'),
    ),
    ...(electorate === 'delegates' ? [] : sameBridge(votes)),
    ...(known && !has(value, wanted)
      ? [{ path: under(path, wanted), message: `thiếu; electorate là ${quoted(electorate ?? '')}` }]
      : []),
    ...(known && has(value, unwanted)
      ? [{ path: under(path, unwanted), message: `không dùng khi electorate là ${quoted(electorate ?? '')}` }]
      : []),
    ...(byHands && value.secret === true
      ? [{ path: under(path, 'secret'), message: 'giơ tay thì ai cũng thấy; không biểu quyết kín được' }]
      : []),
  ]
}

function noOpinionProblems(
  declared: readonly Row[],
  bridges: readonly Row[],
  topics: readonly Row[],
): readonly Problem[] {
  const [known, central] = [ids(bridges), ids(centrals(bridges))]
  const names = ids(topics)
  const top = new Set(topics.flatMap(({ value }) => (has(value, 'parent') ? [] : textsAt(value, 'id'))))
  const problems = declared.flatMap(({ path, value }): readonly Problem[] => {
    const ofCentral = textsAt(value, 'bridge').filter((bridge) => central.has(bridge))
    const named = has(value, 'topics') && Array.isArray(value.topics) ? value.topics.slice(0, 2000) : []
    const ofTopics = named.flatMap((topic, index): readonly Problem[] => {
      if (typeof topic !== 'string' || top.has(topic)) return []
      const message = names.has(topic)
        ? `${quoted(topic)} nằm dưới mục khác; chỉ báo theo mục ở cấp cao nhất`
        : `không có nhóm vấn đề ${quoted(topic)}`
      return [{ path: at(under(path, 'topics'), index), message }]
    })
    return [
      ...unknownName(value, 'bridge', under(path, 'bridge'), known, 'điểm cầu'),
      ...ofCentral.map(() => ({
        path: under(path, 'bridge'),
        message: 'điểm cầu Trung ương lấy ý kiến, không báo không có ý kiến',
      })),
      ...ofTopics,
    ]
  })
  return [...problems, ...sameBridge(declared)]
}

function sameBridge(from: readonly Row[]): readonly Problem[] {
  const first = new Map<string, string>()
  return from.flatMap(({ path, value }) =>
    textsAt(value, 'bridge').flatMap((bridge) => {
      const held = first.get(bridge)
      if (held === undefined) first.set(bridge, path)
      if (held === undefined) return []
      return [{ path: under(path, 'bridge'), message: `điểm cầu ${quoted(bridge)} đã có ở ${held}` }]
    }),
  )
}

function dueProblems({ path, value }: Row): readonly Problem[] {
  return textsAt(value, 'due')
    .filter((text) => new RegExp(DATE_PATTERN).test(text) && !isCalendarDate(text))
    .map((text) => ({
      path: under(path, 'due'),
      message: `không có ngày ${quoted(text)}; cần một ngày có thật trong lịch`,
    }))
}
