import { readFileSync } from 'node:fs'
import type { ProseNode } from '../../domain/prose.ts'
import { attendanceDocument, renderAttendance } from '../../templates/attendance.ts'
import type { DocumentKind } from '../../templates/document-kind.ts'
import { renderExtract } from '../../templates/extract.ts'
import { renderMinutes } from '../../templates/minutes.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import { renderNotice } from '../../templates/notice.ts'
import { documentNumber, PROFILES } from '../../templates/profiles/index.ts'
import type { ProfileId } from '../../templates/profiles/profile.ts'
import { renderSynthesis } from '../../templates/synthesis.ts'
import { type ConferenceFile, viewOf } from './conference-view.ts'
import { extractOf, noticeOf, recordOf, synthesisOf } from './record-views.ts'

const whole: ConferenceFile = JSON.parse(
  readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'),
)
/** Enough of the conference for every kind of page: a list of bridges that breaks, opinions of several of them. */
const speaking = new Set(whole.contributions.map(({ bridge }) => bridge))
export const excerpt: ConferenceFile = {
  ...whole,
  bridges: whole.bridges.filter(({ id }, index) => index < 14 || speaking.has(id)),
}

const paragraph = (text: string): ProseNode => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const item = (...content: ProseNode[]): ProseNode => ({ type: 'list_item', content })

/** Lists within lists, a quotation, a pictograph. */
export const conclusion: ProseNode = {
  type: 'doc',
  content: [
    paragraph('Hội nghị thống nhất đánh giá cao công tác chuẩn bị của cơ quan chủ trì soạn thảo.'),
    {
      type: 'ordered_list',
      content: [
        item(paragraph('Giao Văn phòng tổng hợp 👍🏽'), {
          type: 'bullet_list',
          content: [item(paragraph('trong tháng 6')), item(paragraph('báo cáo kết quả bằng văn bản'))],
        }),
        item(paragraph('Giao các tỉnh ủy'), paragraph('và các thành ủy trực thuộc Trung ương.')),
      ],
    },
    { type: 'blockquote', content: [paragraph('“Điều 5 khoản 2 giữ như dự thảo.”')] },
  ],
}

/** A document by its kind, its profile and what is particular about it. */
export type DrawnDocument = {
  readonly name: string
  readonly kind: DocumentKind
  readonly profile: ProfileId
  readonly draw: () => Promise<Uint8Array>
}

/** Every document in every profile, minutes also with the organ's seal and in one as a draft, from views that never change. */
export const allDocuments: readonly DrawnDocument[] = (Object.keys(PROFILES) as ProfileId[]).flatMap(
  (profile) => {
    const number = (kind: DocumentKind) => documentNumber(PROFILES[profile], 5, 'BTCTW', kind)
    const changes: Partial<MinutesView> = { profile, number: number('minutes'), conclusion }
    const seal = { organ: { name: 'Con dấu cơ quan (minh họa)' } }
    const bridge = excerpt.contributions[0]?.bridge ?? ''
    const record = () => recordOf(excerpt, changes)
    const of = (kind: DocumentKind, draw: DrawnDocument['draw'], what = ''): DrawnDocument => ({
      name: `${kind}-${profile}${what}`,
      kind,
      profile,
      draw,
    })
    const draft = () => renderMinutes(viewOf(excerpt, { ...changes, draft: true, attachments: [] }))
    return [
      of('minutes', () => renderMinutes(viewOf(excerpt, changes))),
      ...(profile === 'nd30' ? [of('minutes', draft, '-draft')] : []),
      of(
        'minutes',
        () => {
          const view = viewOf(
            { ...excerpt, bridges: excerpt.bridges.slice(0, 4), contributions: [] },
            changes,
          )
          return renderMinutes({ ...view, signers: { ...view.signers, ...seal } })
        },
        '-sealed',
      ),
      of('synthesis', () => renderSynthesis(synthesisOf(excerpt, { profile }))),
      of('attendance', () => renderAttendance(attendanceDocument(record()))),
      of('notice', () => renderNotice(noticeOf(excerpt, { profile, number: number('notice'), conclusion }))),
      of('extract', () => renderExtract(extractOf(excerpt, bridge, { profile }))),
    ]
  },
)
