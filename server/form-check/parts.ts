import type { DocumentKind } from '../../templates/document-kind.ts'
import type { Profile } from '../../templates/profiles/index.ts'

/** A part that a document must have: how its first line begins, any of these ways. */
export interface RequiredPart {
  readonly name: string
  readonly begins: readonly string[]
}

/** What each kind of document must hold, in its order; state minutes after Mẫu 1.9 of NĐ 30/2020. */
export function requiredParts(kind: DocumentKind, { roles }: Profile): readonly RequiredPart[] {
  return PARTS[kind](roles)
}

const PARTS: Readonly<Record<DocumentKind, (roles: Profile['roles']) => readonly RequiredPart[]>> = {
  minutes: ({ chair, secretary }) => [
    { name: 'Thời gian bắt đầu', begins: ['Thời gian bắt đầu'] },
    { name: 'Địa điểm', begins: ['Địa điểm'] },
    { name: 'Thành phần tham dự', begins: ['Thành phần tham dự', 'Thành phần'] },
    { name: chair, begins: [`${chair}:`] },
    { name: secretary, begins: [`${secretary}:`] },
    { name: 'Nội dung', begins: ['Nội dung'] },
    { name: 'Giờ kết thúc', begins: ['Hội nghị kết thúc', 'Cuộc họp kết thúc', 'Hội thảo kết thúc'] },
  ],
  synthesis: () => [{ name: 'Tổng số ý kiến', begins: ['Tổng số'] }],
  attendance: () => [
    { name: 'Thời gian', begins: ['Thời gian'] },
    { name: 'Tổng hợp', begins: ['Tổng hợp'] },
    { name: 'Danh sách từng điểm cầu', begins: ['Danh sách từng điểm cầu'] },
  ],
  notice: () => [
    { name: 'Ngày họp, cơ quan tổ chức, người chủ trì', begins: ['Ngày '] },
    { name: 'Nội dung kết luận', begins: ['Sau khi nghe'] },
  ],
  extract: () => [
    { name: 'Trích từ', begins: ['Trích từ'] },
    { name: 'Thời gian', begins: ['Thời gian'] },
    { name: 'Chủ trì hội nghị', begins: ['Chủ trì hội nghị'] },
    { name: 'Điểm cầu', begins: ['Điểm cầu:'] },
    { name: 'Ý kiến của điểm cầu', begins: ['Ý kiến của điểm cầu'] },
  ],
}
