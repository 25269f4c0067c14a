import { PROFILE_VALIDITY } from '../../domain/profile-validity.ts'
import type { Profile } from './profile.ts'

/** State documents, Nghị định 30/2020/NĐ-CP, Phụ lục I and Mẫu 1.9 of Phụ lục III. */
export const nd30: Profile = {
  id: 'nd30',
  source: 'Nghị định 30/2020/NĐ-CP',
  validity: PROFILE_VALIDITY.nd30,
  page: { top: 20, bottom: 20, left: 30, right: 15 },
  landscape: { top: 20, bottom: 20, left: 20, right: 15 }, // (?) bound at its head
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
    placeAndDate: { size: 13, italic: true },
    draft: { text: 'DỰ THẢO', size: 13, bold: true },
  },
  title: { size: 14, bold: true },
  subject: { size: 14, bold: true, rule: 0.35 },
  body: { size: 14, leading: 18, firstLineMm: 12.7, paragraphGap: 6, align: 'justify' },
  table: { size: 12, leading: 14.5 },
  note: { size: 11, italic: true, leading: 14 },
  roles: { secretary: 'Thư ký', chair: 'Chủ tọa' },
  signature: {
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
  documents: {
    minutes: {
      type: 'BIÊN BẢN',
      number: 'Số: {n}/BB-{symbol}',
      landscape: false,
      placeAndDate: false,
      signatures: { secretary: 'THƯ KÝ', chair: 'CHỦ TỌA', organ: 'CƠ QUAN TỔ CHỨC HỘI NGHỊ' }, // organ (?)
      recipients: true,
    },
    synthesis: {
      type: 'BẢNG TỔNG HỢP, TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý',
      number: null,
      landscape: true,
      placeAndDate: false,
      signatures: {},
      recipients: false,
    },
    attendance: {
      type: 'DANH SÁCH ĐẠI BIỂU DỰ HỘI NGHỊ', // (?)
      number: null,
      landscape: false,
      placeAndDate: false,
      signatures: { secretary: 'THƯ KÝ' }, // (?)
      recipients: false,
    },
    notice: {
      type: 'THÔNG BÁO',
      number: 'Số: {n}/TB-{symbol}',
      landscape: false,
      placeAndDate: true,
      signatures: { chair: 'CHỦ TỌA' }, // (?) or the head of the office on behalf
      recipients: true,
    },
    extract: {
      type: 'TRÍCH BIÊN BẢN', // (?)
      number: null,
      landscape: false,
      placeAndDate: false,
      signatures: { secretary: 'THƯ KÝ', bridge: 'ĐẠI DIỆN ĐIỂM CẦU' }, // (?)
      recipients: false,
    },
  },
  numberDigits: 2,
}
