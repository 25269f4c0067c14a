import { centrals, ids, type Row, rows, textsAt } from './conference-file-fields.ts'
import { DATE_PATTERN, instantOf, isCalendarDate, TIME_PATTERN } from './iso-time.ts'
import { at, isRecord, type Problem, quoted, under } from './schema-problems.ts'
import { MOST_TOPIC_DEPTH } from './topics.ts'

/** What a schema cannot say: names that must exist, be unique or form a tree, and dates of the calendar. */
export function crossProblems(file: unknown): readonly Problem[] {
  if (!isRecord(file)) return []
  const [topics, bridges, contributions] = [
    rows(file, 'topics', 2000),
    rows(file, 'bridges', 2000),
    rows(file, 'contributions', 5000),
  ]
  return [
    ...dateProblems(file),
    ...duplicates(topics),
    ...duplicates(bridges),
    ...centralProblems(bridges),
    ...parentProblems(bridges),
    ...topicProblems(topics),
    ...contributionProblems(contributions, ids(bridges), ids(topics), ids(centrals(bridges))),
  ]
}

function dateProblems(file: Readonly<Record<string, unknown>>): readonly Problem[] {
  const wrongTime = ['startsAt', 'opinionsUntil'].flatMap((path) =>
    textsAt(file, path)
      .filter((text) => new RegExp(TIME_PATTERN).test(text) && instantOf(text) === undefined)
      .map((text) => ({
        path,
        message: `không có thời điểm ${quoted(text)}; cần ngày giờ có thật từ năm 1970 đến năm 2999`,
      })),
  )
  const { document } = file
  const wrongDate = (isRecord(document) ? textsAt(document, 'issuedOn') : [])
    .filter((text) => new RegExp(DATE_PATTERN).test(text) && !isCalendarDate(text))
    .map((text) => ({
      path: 'document.issuedOn',
      message: `không có ngày ${quoted(text)}; cần một ngày có thật trong lịch`,
    }))
  return [...wrongTime, ...wrongDate]
}

function duplicates(from: readonly Row[]): readonly Problem[] {
  const first = new Map<string, string>()
  return from.flatMap(({ path, value }) =>
    textsAt(value, 'id').flatMap((id) => {
      const held = first.get(id)
      if (held === undefined) first.set(id, path)
      if (held === undefined) return []
      return [
        { path: under(path, 'id'), message: `${quoted(id)} đã dùng ở ${held}; mỗi mã chỉ dùng một lần` },
      ]
    }),
  )
}

function centralProblems(bridges: readonly Row[]): readonly Problem[] {
  const [central, ...others] = centrals(bridges)
  if (bridges.length > 0 && !central)
    return [
      { path: 'bridges', message: 'không có điểm cầu Trung ương; cần đúng một điểm cầu level "central"' },
    ]
  return others.map(({ path }) => ({
    path: under(path, 'level'),
    message: `chỉ được có một điểm cầu level "central", đã có ${central?.path}`,
  }))
}

function parentProblems(bridges: readonly Row[]): readonly Problem[] {
  const known = ids(bridges)
  const problems = bridges.flatMap(({ path, value }): readonly Problem[] => {
    const place = under(path, 'parent')
    const central = value.level === 'central'
    if (value.parent === null && !central)
      return [
        { path: place, message: 'chỉ điểm cầu Trung ương mới có parent null; cần mã điểm cầu cấp trên' },
      ]
    const [parent] = textsAt(value, 'parent')
    if (parent === undefined) return []
    if (central) return [{ path: place, message: 'điểm cầu Trung ương không có cấp trên; cần null' }]
    if (!known.has(parent)) return [{ path: place, message: `không có điểm cầu ${quoted(parent)}` }]
    return []
  })
  return [...problems, ...cycles(bridges, 'các điểm cầu là cấp trên của nhau theo vòng')]
}

function topicProblems(topics: readonly Row[]): readonly Problem[] {
  const parents = parentsIn(topics)
  const loops = cycles(topics, 'các mục chứa nhau theo vòng')
  const problems = topics.flatMap(({ path, value }): readonly Problem[] => {
    const [parent] = textsAt(value, 'parent')
    if (parent === undefined) return []
    const place = under(path, 'parent')
    if (!parents.has(parent)) return [{ path: place, message: `không có nhóm vấn đề ${quoted(parent)}` }]
    // In a loop everything is too deep, and the loop has been named.
    if (loops.length > 0 || depthOf(parent, parents) + 1 < MOST_TOPIC_DEPTH) return []
    return [{ path: place, message: `quá sâu; cây điều, khoản có nhiều nhất ${MOST_TOPIC_DEPTH} cấp` }]
  })
  return [...problems, ...loops]
}

type Parents = ReadonlyMap<string, { readonly path: string; readonly parent: string | undefined }>

function parentsIn(from: readonly Row[]): Parents {
  const parents = new Map<string, { readonly path: string; readonly parent: string | undefined }>()
  for (const { path, value } of from)
    for (const id of textsAt(value, 'id'))
      if (!parents.has(id)) parents.set(id, { path, parent: textsAt(value, 'parent')[0] })
  return parents
}

/** 0 at the top, and no deeper than the first that is too deep; for parents without loops. */
function depthOf(id: string, parents: Parents): number {
  let depth = 0
  let above = parents.get(id)?.parent
  while (above !== undefined && depth < MOST_TOPIC_DEPTH) {
    depth += 1
    above = parents.get(above)?.parent
  }
  return depth
}

/** One problem for each loop among the parents, at the one that closes it. */
function cycles(from: readonly Row[], said: string): readonly Problem[] {
  const parents = parentsIn(from)
  const settled = new Set<string>()
  const problems: Problem[] = []
  for (const start of parents.keys()) {
    const way = new Set<string>()
    let id: string | undefined = start
    while (id !== undefined && parents.has(id) && !settled.has(id) && !way.has(id)) {
      way.add(id)
      id = parents.get(id)?.parent
    }
    if (id !== undefined && way.has(id)) {
      const loop = [...way].slice([...way].indexOf(id))
      const shown = [...loop.slice(0, 5), ...(loop.length > 5 ? ['…'] : []), id].join(' → ')
      const path = under(parents.get(id)?.path ?? 'parent', 'parent')
      problems.push({ path, message: `${said}: ${shown}` })
    }
    for (const passed of way) settled.add(passed)
  }
  return problems
}

function contributionProblems(
  contributions: readonly Row[],
  bridges: ReadonlySet<string>,
  topics: ReadonlySet<string>,
  central: ReadonlySet<string>,
): readonly Problem[] {
  return contributions.flatMap(({ path, value }) => {
    const place = under(path, 'bridge')
    const ofBridge = textsAt(value, 'bridge').flatMap((bridge): readonly Problem[] => {
      if (!bridges.has(bridge)) return [{ path: place, message: `không có điểm cầu ${quoted(bridge)}` }]
      if (!central.has(bridge) || value.kind !== 'spoken') return []
      const message =
        'điểm cầu Trung ương không đăng ký phát biểu; cần điểm cầu khác, hoặc kind "written", hoặc opening'
      return [{ path: place, message }]
    })
    const named = Object.hasOwn(value, 'topics') && Array.isArray(value.topics) ? value.topics : []
    const ofTopics = named.slice(0, 50).flatMap((topic, index) => {
      if (typeof topic !== 'string' || topics.has(topic)) return []
      return [{ path: at(under(path, 'topics'), index), message: `không có nhóm vấn đề ${quoted(topic)}` }]
    })
    return [...ofBridge, ...ofTopics]
  })
}
