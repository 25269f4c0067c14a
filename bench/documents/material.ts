import { type DomainEvent, eventVersions, type RecordedEntry } from '../../domain/events.ts'
import { contributionDocument, type DocumentId, type ProseNode } from '../../domain/prose.ts'
import type { Actor } from '../../domain/rights.ts'
import { evolve } from '../../domain/rules.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import type { EventRow } from '../../server/log/entry.ts'
import { chainedRows } from '../../test/support/chained-rows.ts'

/** A conference that is over and sealed, as the server has it when the minutes are drawn. */
export interface Material {
  readonly state: ConferenceState
  readonly rows: readonly EventRow[]
  readonly texts: ReadonlyMap<string, ProseNode>
}

const BRIDGES = 64
const TOPICS = 8
const START = Date.UTC(2026, 4, 30, 1)
const STEP = 20_000
const CENTRAL = 'trung-uong'

/**
 * A conference of 64 bridges with so many spoken contributions, each requested, called, ended, classified and confirmed
 * in the log, and some 600 letters long in three paragraphs.
 */
export function material(contributions: number): Material {
  const entries: RecordedEntry[] = []
  let state = emptyConference
  const add = (actor: Actor, event: DomainEvent): number => {
    const seq = entries.length + 1
    const entry = { seq, at: START + seq * STEP, version: eventVersions[event.type], actor, event }
    entries.push(entry)
    state = evolve(state, entry)
    return seq
  }
  const person = (id: string): Actor => ({ kind: 'person', person: id, name: `Người ${id}` })
  const chair = person('chair')
  const secretary = person('secretary')
  const system: Actor = { kind: 'system' }
  const bridgeId = (index: number) => (index === 0 ? CENTRAL : `tinh-${index}`)
  const topicId = (index: number) => `nhom-${index + 1}`

  add(system, {
    type: 'conference-created',
    clock: 'system',
    plan: {
      title: 'Hội nghị trực tuyến toàn quốc góp ý dự thảo',
      organiser: 'Ban Tổ chức Trung ương',
      organiserSymbol: 'BTCTW',
      startsAt: START,
      profile: 'party-hd36-2018',
      document: null,
      submittedTo: null,
      superior: 'Ban Chấp hành Trung ương',
      note: 'Dữ liệu để đo',
      demonstration: true,
    },
  })
  for (let index = 0; index < TOPICS; index++)
    add(system, { type: 'topic-added', topic: { id: topicId(index), title: `Nhóm vấn đề số ${index + 1}` } })
  for (let index = 0; index < BRIDGES; index++)
    add(system, {
      type: 'bridge-added',
      bridge: {
        id: bridgeId(index),
        name: index === 0 ? 'Điểm cầu Trung ương' : `Điểm cầu tỉnh số ${index}`,
        unit: index === 0 ? 'Ban Tổ chức Trung ương' : `Tỉnh ủy số ${index}`,
        level: index === 0 ? 'central' : 'province',
        parent: index === 0 ? null : CENTRAL,
        delegates: 20,
        chair: null,
      },
    })
  for (const [id, role] of [
    ['chair', 'chair'],
    ['secretary', 'secretary'],
  ] as const)
    add(system, {
      type: 'role-granted',
      person: id,
      named: { name: `Người ${id}`, title: null },
      grant: { role, bridge: CENTRAL },
    })
  add(chair, { type: 'conference-opened' })
  const texts = new Map<DocumentId, ProseNode>()
  for (let index = 0; index < contributions; index++) {
    const bridge = bridgeId(1 + (index % (BRIDGES - 1)))
    const topics = [topicId(index % TOPICS)]
    const speaker = { name: `Đại biểu thứ ${index + 1}`, title: 'Ủy viên Ban Thường vụ' }
    const request = add(person(bridge), { type: 'floor-requested', bridge, speaker, topics })
    const granted = { request, bridge, speaker, topics, seconds: 300, outOfOrder: false }
    const turn = add(chair, { type: 'floor-granted', ...granted })
    const contribution = add(chair, { type: 'contribution-opened', turn, bridge, speaker, topics })
    add(person(bridge), { type: 'turn-ended', turn, reason: 'yielded' })
    add(secretary, { type: 'contribution-classified', contribution, topics, kind: null })
    const sha256 = index.toString(16).padStart(64, '0')
    add(person(bridge), { type: 'contribution-confirmed', contribution, docSeq: 1, sha256 })
    texts.set(contributionDocument(contribution), opinion(index))
  }
  add(chair, { type: 'conference-concluded' })
  add(chair, {
    type: 'minutes-sealed',
    version: 1,
    number: { body: 'BTCTW', kind: 'minutes', term: '2026', number: 1 },
    logHead: { seq: entries.length, hash: '00'.repeat(32) },
    docs: [...texts.keys()].map((id) => ({ id, seq: 1, sha256: '00'.repeat(32) })),
  })
  return { state, rows: chainedRows('hoi-nghi', entries), texts }
}

/** Some 600 letters that no other opinion has in the same order. */
function opinion(index: number): ProseNode {
  const paragraphs = [
    `Ý kiến ${index + 1}: đề nghị làm rõ tiêu chí, quy trình và trách nhiệm của từng cấp đối với ${index * 7 + 3} nhóm đối tượng; bổ sung thời hạn trả lời là ${(index % 30) + 1} ngày làm việc kể từ ngày nhận được văn bản.`,
    `Tại điểm ${'abcdđeghik'[index % 10]} khoản ${(index % 9) + 1} Điều ${(index % 40) + 1}, cân nhắc quy định thẩm quyền của người đứng đầu; thực tiễn ở địa phương cho thấy việc phối hợp giữa các cơ quan còn chồng chéo, chưa rõ đầu mối.`,
    `Nhất trí với các nội dung khác của dự thảo; đề nghị sớm ban hành để thống nhất thực hiện trong năm ${2026 + (index % 4)}.`,
  ]
  return {
    type: 'doc',
    content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  }
}
