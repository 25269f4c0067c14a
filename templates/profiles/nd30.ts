import type { Profile } from './profile.ts'

/** State documents, Nghị định 30/2020/NĐ-CP, Phụ lục I and Mẫu 1.9 of Phụ lục III. */
export const nd30: Profile = {
  id: 'nd30',
  source: 'Nghị định 30/2020/NĐ-CP',
  validFrom: '2020-03-05',
  validUntil: null,
  page: { top: 20, bottom: 20, left: 30, right: 15 },
  pageNumber: { position: 'top-centre', size: 13, fromEdgeMm: 10, onFirstPage: false },
  heading: {
    right: [
      { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', size: 12, bold: true },
      { text: 'Độc lập - Tự do - Hạnh phúc', size: 13, bold: true },
    ],
    rightRule: 1,
    superior: { size: 12 },
    body: { size: 12, bold: true },
    underBody: { kind: 'rule', length: 0.4 },
    number: { size: 13 },
    draft: { text: 'DỰ THẢO', size: 13, bold: true },
  },
  title: { text: 'BIÊN BẢN', size: 14, bold: true },
  subject: { size: 14, bold: true, rule: 0.35 },
  body: { size: 14, leading: 18, firstLineMm: 12.7, paragraphGap: 6, align: 'justify' },
  table: { size: 12, leading: 14.5 },
  note: { size: 11, italic: true, leading: 14 },
  roles: { secretary: 'Thư ký', chair: 'Chủ tọa' },
  signature: {
    secretary: 'THƯ KÝ',
    chair: 'CHỦ TỌA',
    block: { size: 14, bold: true },
    name: { size: 14, bold: true },
    heightMm: 26,
  },
  recipients: {
    heading: 'Nơi nhận:',
    headingText: { size: 12, bold: true, italic: true },
    items: { size: 11 },
    archive: ['Lưu: VT, Hồ sơ'],
    separator: ';',
    end: '.',
  },
  number: { pattern: 'Số: {n}/BB-{symbol}', digits: 2 },
}
