import type { Right } from '../../domain/rights.ts'
import { type OutFile, outFiles } from '../../templates/out-file.ts'

/** Everything that can be downloaded: the drawn files, and the JSON of everything. */
export const offeredFiles = [...outFiles, 'conference.json'] as const
export type OfferedFile = OutFile | 'conference.json'

type What = OfferedFile extends infer F ? (F extends `${infer W}.${string}` ? W : never) : never

/** What each is called, and the right that it needs. */
export const offers: Readonly<Record<What, { readonly name: string; readonly right: Right }>> = {
  minutes: { name: 'Biên bản', right: 'minutes/read-unsigned' },
  synthesis: { name: 'Bảng tổng hợp, tiếp thu, giải trình', right: 'synthesis/see' },
  contributions: { name: 'Danh mục ý kiến', right: 'log/export' },
  ledger: { name: 'Bảng đối chiếu', right: 'ledger/see' },
  attendance: { name: 'Điểm danh', right: 'log/export' },
  notice: { name: 'Thông báo kết luận', right: 'record/read' },
  debate: { name: 'Diễn biến hội nghị', right: 'record/read' },
  conference: { name: 'Dữ liệu hội nghị', right: 'log/export' },
}

export const mediaTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8; header=present',
  xml: 'application/akn+xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

export function offerOf(file: OfferedFile): { name: string; right: Right; extension: string } {
  const [what = '', extension = ''] = file.split('.')
  return { ...offers[what as What], extension }
}
