import type { TurnEnd } from '../../../domain/floor.ts'

/** Words about the floor that several pages share. */
export const floor = {
  speaking: 'Đang phát biểu',
  nobody: 'Chưa có điểm cầu phát biểu',
  nobodyWhat: 'Micro của điểm cầu Trung ương đang mở.',
  left: 'còn lại',
  over: 'hết giờ',
  leftOf: (minutes: string) => `còn lại trong ${minutes}`,
  overOf: (minutes: string) => `quá ${minutes} được giao`,
  since: 'bắt đầu',
  stopped: 'đồng hồ dừng: mất đường truyền',
  used: (used: string, all: string) => `Đã dùng ${used} trong ${all}`,
  waiting: 'Chờ phát biểu',
  next: 'Tiếp theo',
  nobodyWaits: 'Chưa có điểm cầu đăng ký.',
  noTopic: 'chưa chọn nhóm vấn đề',
  endTurn: 'Kết thúc phát biểu',
  request: 'Đăng ký phát biểu',
  withdraw: 'Rút đăng ký',
  send: 'Gửi đăng ký',
  speaker: 'Họ và tên người phát biểu',
  speakerTitle: 'Chức vụ (nếu cần ghi)',
  speakerNeeded: 'Cần ghi họ và tên người phát biểu.',
  topics: 'Nhóm vấn đề',
  place: (place: number) => `Đang chờ, thứ ${place}`,
  ended: 'Hội nghị đã kết thúc phần phát biểu.',
  cut: 'Chủ trì đang cắt tất cả micro',
  cutShort: 'Micro bị cắt',
} as const

export const turnEnds = {
  yielded: 'nói xong',
  'taken-back': 'chủ trì thu lại',
  concluded: 'hội nghị kết thúc',
} as const satisfies Record<TurnEnd, string>
