import { PROFILE_VALIDITY } from '../../domain/profile-validity.ts'
import type { Profile } from './profile.ts'

/** Party documents, Hướng dẫn 36-HD/VPTW of 3 April 2018. */
export const partyHd36: Profile = {
  id: 'party-hd36-2018',
  source: 'Hướng dẫn 36-HD/VPTW ngày 03/4/2018',
  validity: PROFILE_VALIDITY['party-hd36-2018'],
  page: { top: 20, bottom: 20, left: 30, right: 15 }, // (?)
  landscape: { top: 20, bottom: 20, left: 20, right: 15 }, // (?)
  pageNumber: { position: 'top-centre', size: 14, fromEdgeMm: 10, onFirstPage: false }, // (?)
  heading: {
    right: [{ text: 'ĐẢNG CỘNG SẢN VIỆT NAM', size: 15, bold: true }],
    rightRule: 1,
    superior: { size: 14 },
    body: { size: 14, bold: true },
    underBody: { kind: 'asterisk' },
    number: { size: 14 },
    placeAndDate: { size: 14, italic: true },
    draft: { text: 'DỰ THẢO', size: 14, bold: true },
  },
  title: { size: 16, bold: true },
  subject: { size: 14, bold: true, rule: null },
  body: { size: 14, leading: 18, firstLineMm: 10, paragraphGap: 6, align: 'justify' }, // leading, indent (?)
  table: { size: 12, leading: 14.5 },
  note: { size: 11, italic: true, leading: 14 },
  roles: { secretary: 'Người ghi biên bản', chair: 'Chủ trì hội nghị' },
  signature: {
    block: { size: 14, bold: true },
    name: { size: 14, bold: true },
    heightMm: 26,
  },
  recipients: {
    heading: 'Nơi nhận:',
    headingText: { size: 14, underline: true }, // (?)
    items: { size: 12 }, // (?)
    archive: ['Lưu Văn phòng'], // (?)
    separator: ',', // (?)
    end: '.',
  },
  documents: {
    minutes: {
      type: 'BIÊN BẢN',
      number: 'Số {n}-BB/{symbol}',
      landscape: false,
      placeAndDate: false,
      signatures: {
        secretary: 'NGƯỜI GHI BIÊN BẢN',
        chair: 'CHỦ TRÌ HỘI NGHỊ',
        organ: 'CƠ QUAN TỔ CHỨC HỘI NGHỊ', // (?)
      },
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
      signatures: { secretary: 'NGƯỜI GHI BIÊN BẢN' }, // (?)
      recipients: false,
    },
    notice: {
      type: 'THÔNG BÁO',
      number: 'Số {n}-TB/{symbol}',
      landscape: false,
      placeAndDate: true,
      signatures: { chair: 'CHỦ TRÌ HỘI NGHỊ' }, // (?)
      recipients: true,
    },
    extract: {
      type: 'TRÍCH BIÊN BẢN', // (?)
      number: null,
      landscape: false,
      placeAndDate: false,
      signatures: { secretary: 'NGƯỜI GHI BIÊN BẢN', bridge: 'ĐẠI DIỆN ĐIỂM CẦU' }, // (?)
      recipients: false,
    },
  },
  numberDigits: 2,
}
