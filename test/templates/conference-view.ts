import type { ProseNode } from '../../domain/prose.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'

/** The part of a conference file that the minutes need. */
export type ConferenceFile = {
  readonly profile: MinutesView['profile']
  readonly title: string
  readonly organiser: string
  readonly startsAt: string
  readonly document: MinutesView['document']
  readonly submittedTo: string
  readonly topics: readonly { id: string; title: string }[]
  readonly bridges: readonly {
    id: string
    name: string
    unit: string
    level: MinutesView['bridges'][number]['level']
    delegates?: number
    chair?: { name: string; title: string }
  }[]
  readonly contributions: readonly {
    bridge: string
    topics: readonly string[]
    kind: 'spoken' | 'written'
    text: string
  }[]
  readonly conclusion: string
}

const TURN = 180_000

/** One paragraph per line of text. */
export function prose(text: string): ProseNode {
  const content = text
    .split('\n')
    .map((line) => ({ type: 'paragraph', content: line ? [{ type: 'text', text: line }] : [] }))
  return { type: 'doc', content }
}

/** The view that a conference file would give if each spoken contribution took three minutes. */
export function viewOf(file: ConferenceFile, changes: Partial<MinutesView> = {}): MinutesView {
  const startedAt = Date.parse(file.startsAt)
  const endedAt = startedAt + (file.contributions.length + 4) * TURN
  const titles = new Map(file.topics.map((topic) => [topic.id, topic.title]))
  const bridges = file.bridges.map((bridge) => ({
    id: bridge.id,
    name: bridge.name,
    unit: bridge.unit,
    level: bridge.level,
    delegates: bridge.delegates ?? null,
    present: null,
    absent: [],
    chair: bridge.chair ?? null,
  }))
  const contributions = file.contributions.map((made, index): MinutesView['contributions'][number] => {
    const bridge = bridges.find((each) => each.id === made.bridge)
    const start = startedAt + (index + 2) * TURN
    const spoken = made.kind === 'spoken'
    return {
      ordinal: index + 1,
      id: 100 + index,
      source: made.kind,
      kind: null,
      bridge: bridge?.name ?? made.bridge,
      unit: bridge?.unit ?? '',
      speaker: { name: `Đại diện ${bridge?.name ?? made.bridge}`, title: null },
      topics: made.topics.map((id) => titles.get(id) ?? id),
      turns: spoken ? [{ id: 99 + index, startedAt: start, endedAt: start + TURN }] : [],
      origin: null,
      filedAt: spoken ? null : start,
      confirmed: index % 3 === 2 ? 'no' : 'confirmed',
      files: [],
      text: prose(made.text),
    }
  })
  return {
    profile: file.profile,
    demonstration: true,
    draft: false,
    number: 'Số 01-BB/BTCTW',
    superior: 'Ban Chấp hành Trung ương',
    body: file.organiser,
    subject: file.title,
    connected: null,
    startedAt,
    endedAt,
    sealedAt: endedAt + 600_000,
    simulatedClock: true,
    document: file.document,
    submittedTo: file.submittedTo,
    chair: { name: 'Chủ trì (minh họa)', title: null },
    secretaries: [
      { name: 'Thư ký (minh họa)', title: null },
      { name: 'Thư ký thứ hai (minh họa)', title: null },
    ],
    bridges,
    topics: file.topics.map(({ id, title }) => ({ id, title, label: null, depth: 0 })),
    opening: prose(
      'Chủ trì hội nghị tuyên bố lý do, giới thiệu đại biểu và nêu mục đích, yêu cầu của hội nghị.',
    ),
    contributions,
    noOpinion: [],
    votes: [],
    conclusion: prose(file.conclusion),
    tasks: [],
    gap: null,
    signers: { secretary: { name: 'Thư ký (minh họa)' }, chair: { name: 'Chủ trì (minh họa)' } },
    recipients: [file.submittedTo, 'Các điểm cầu dự hội nghị'],
    log: { seq: 1204, hash: 'a3'.repeat(32) },
    verifyUrl: `https://diem-cau.example/verify?c=hoi-nghi-132&v=1&h=${'a3'.repeat(8)}`,
    version: 1,
    replaces: null,
    attachments: [
      {
        name: 'log.json',
        description: 'Nhật ký hội nghị',
        mimeType: 'application/json',
        bytes: new TextEncoder().encode('{"events":[]}'),
      },
    ],
    ...changes,
  }
}
