import type { ExtractView } from '../../templates/extract-view.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import type { NoticeView } from '../../templates/notice-view.ts'
import type { RecordView } from '../../templates/record-view.ts'
import type { SynthesisLine, SynthesisView } from '../../templates/synthesis-view.ts'
import { type ConferenceFile, viewOf } from './conference-view.ts'

const VERDICTS = ['accepted', 'partly', 'explained'] as const

/** The synthesis that a conference file would give, every fourth opinion without an answer, the first three grouped. */
export function synthesisOf(file: ConferenceFile, changes: Partial<SynthesisView> = {}): SynthesisView {
  const minutes = viewOf(file)
  const sections = minutes.topics.map(({ title, depth }) => ({
    topic: title,
    depth,
    lines: minutes.contributions
      .filter(({ topics }) => topics.includes(title))
      .map(({ ordinal, id, source, kind, bridge, unit, speaker, text }, index): SynthesisLine => {
        const grouped = index < 3
        const verdict = VERDICTS[index % 3] as (typeof VERDICTS)[number]
        return {
          ordinal,
          id,
          source,
          kind,
          bridge,
          unit,
          speaker,
          text,
          group: grouped ? { id: 900, title: `Nhóm ý kiến về ${title}` } : null,
          answer: grouped
            ? { id: 901, verdict: 'accepted', text: `Tiếp thu, chỉnh lý quy định về ${title}.` }
            : index % 4 === 3
              ? null
              : { id: 910 + index, verdict, text: `Trả lời ý kiến số ${ordinal}: giữ như dự thảo.` },
        }
      }),
  }))
  const lines = sections.flatMap((section) => section.lines)
  const answered = (verdict: string) => lines.filter(({ answer }) => answer?.verdict === verdict).length
  const { profile, demonstration, superior, body, subject, document, simulatedClock, log } = minutes
  return {
    profile,
    demonstration,
    draft: false,
    superior,
    body,
    subject,
    document,
    simulatedClock,
    log,
    madeAt: minutes.sealedAt,
    sections,
    counts: {
      opinions: minutes.contributions.length,
      lines: lines.length,
      accepted: answered('accepted'),
      partly: answered('partly'),
      explained: answered('explained'),
      unanswered: lines.filter(({ answer }) => answer === null).length,
      silentTopics: sections.filter((section) => section.lines.length === 0).length,
    },
    ...changes,
  }
}

/** The notice of the conclusion that a conference file would give, with two tasks. */
export function noticeOf(file: ConferenceFile, changes: Partial<NoticeView> = {}): NoticeView {
  const minutes = viewOf(file)
  const { profile, demonstration, superior, body, subject, simulatedClock, log, startedAt } = minutes
  const { sealedAt, chair, conclusion, signers } = minutes
  return {
    profile,
    demonstration,
    draft: false,
    superior,
    body,
    subject,
    simulatedClock,
    log,
    number: 'Số 01-TB/BTCTW',
    place: 'Hà Nội',
    issuedAt: sealedAt,
    startedAt,
    madeAt: sealedAt,
    minutesNumber: minutes.number,
    bridges: minutes.bridges.length,
    connected: minutes.connected,
    chair,
    conclusion,
    tasks: [
      {
        work: 'Tổng hợp ý kiến, hoàn thiện dự thảo',
        lead: 'Vụ Tổ chức – Điều lệ',
        coordinating: ['Văn phòng Ban', 'Vụ Cơ sở đảng'],
        due: '2023-06-15',
      },
      { work: 'Gửi ý kiến bằng văn bản còn thiếu', lead: 'Các tỉnh ủy', coordinating: [], due: null },
    ],
    signer: signers.chair,
    recipients: [...minutes.recipients, 'Các cơ quan, đơn vị được giao nhiệm vụ'],
    ...changes,
  }
}

/** The extract that a conference file would give one of its bridges. */
export function extractOf(
  file: ConferenceFile,
  bridge: string,
  changes: Partial<ExtractView> = {},
): ExtractView {
  const minutes = viewOf(file)
  const { profile, demonstration, superior, body, subject, simulatedClock, log } = minutes
  const { startedAt, endedAt, sealedAt, chair, signers } = minutes
  const held = minutes.bridges.find(({ id }) => id === bridge)
  if (!held) throw new Error(`no bridge ${bridge}`)
  return {
    profile,
    demonstration,
    draft: false,
    superior,
    body,
    subject,
    simulatedClock,
    log,
    bridge: { name: held.name, unit: held.unit, chair: held.chair, invited: held.delegates, present: 18 },
    minutesNumber: minutes.number,
    startedAt,
    endedAt,
    madeAt: sealedAt,
    chair,
    contributions: minutes.contributions
      .filter((made) => made.bridge === held.name)
      .map((made) => ({
        ...made,
        confirmedAt: made.confirmed === 'confirmed' ? endedAt + 600_000 : null,
      })),
    declaredNone: false,
    confirmUntil: null,
    signers: { secretary: signers.secretary, bridge: { name: 'Đại diện điểm cầu (minh họa)' } },
    ...changes,
  }
}

/** The whole record that a conference file would give: every third bridge counted, every fifth silent. */
export function recordOf(file: ConferenceFile, changes: Partial<MinutesView> = {}): RecordView {
  const minutes = viewOf(file, changes)
  const halls = minutes.bridges.filter(({ level }) => level !== 'central')
  const titles = minutes.topics.map(({ title }) => title)
  return {
    conference: 'hoi-nghi-132',
    minutes,
    synthesis: synthesisOf(file, { draft: minutes.draft, demonstration: minutes.demonstration }),
    ledger: {
      columns: titles,
      rows: halls.map(({ name, unit }, index) => ({
        bridge: name,
        unit,
        cells: titles.map((title) => {
          const on = minutes.contributions.filter(
            (made) => made.bridge === name && made.topics.includes(title),
          )
          const of = (source: string) => on.filter((made) => made.source === source).length
          const state = on.length > 0 ? 'given' : index % 5 === 0 ? 'none' : 'missing'
          return { state, spoken: of('spoken'), written: of('written') } as const
        }),
        unclassified: index % 7 === 0 ? 1 : 0,
      })),
    },
    attendance: {
      bridges: minutes.bridges.map(({ name, unit, level, delegates }, index) => ({
        name,
        unit,
        isCentral: level === 'central',
        invited: delegates,
        present: index % 3 === 0 ? 18 : null,
        counts: index % 3 === 0 ? [{ at: minutes.startedAt + 60_000, present: 18 }] : [],
        attendees:
          index % 3 === 1
            ? [
                {
                  name: `Đại biểu ${index}`,
                  title: 'Ủy viên',
                  marks: [
                    { at: minutes.startedAt, kind: 'present', reason: null, proxy: null },
                    { at: minutes.startedAt + 3_600_000, kind: 'left', reason: 'việc đột xuất', proxy: null },
                  ],
                },
                {
                  name: `Đại biểu vắng ${index}`,
                  title: null,
                  marks: [
                    {
                      at: minutes.startedAt + 120_000,
                      kind: 'absent',
                      reason: 'ốm',
                      proxy: { name: `Người dự thay ${index}`, title: 'Phó trưởng phòng' },
                    },
                  ],
                },
                { name: `Đại biểu chưa gọi ${index}`, title: 'Chuyên viên', marks: [] },
              ]
            : [],
        losses:
          index % 20 === 2
            ? [
                { from: minutes.startedAt + 600_000, to: minutes.startedAt + 660_000 },
                { from: minutes.startedAt + 900_000, to: minutes.startedAt + 1_000_000 },
              ]
            : [],
      })),
      quorum: [
        { at: minutes.startedAt + 60_000, present: 18, bridges: 1 },
        { at: minutes.startedAt + 120_000, present: 1210, bridges: 64 },
      ],
    },
    notice: noticeOf(file, { profile: minutes.profile, draft: minutes.draft }),
  }
}
