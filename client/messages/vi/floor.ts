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
  pictures: {
    rejoining: 'Đang nối lại hình và tiếng…',
    'sound-only': 'Đường truyền yếu: chỉ giữ tiếng',
    coming: 'Hình đang tới…',
    'no-camera': 'Hội trường này chưa có hình',
    lost: (since: string) => `Mất kết nối từ ${since}`,
    absent: 'Hội trường chưa kết nối',
    'own-camera-off': 'Camera của phòng họp chưa bật',
  },
  shareScreen: 'Chia sẻ màn hình',
  stopSharing: 'Dừng chia sẻ',
  stopShort: 'Dừng',
  sharing: 'Đang chia sẻ màn hình',
  screenProblems: {
    unsupported:
      'Trình duyệt này không chia sẻ được màn hình. Hãy dùng Chrome, Edge hoặc Firefox trên máy tính.',
    'capture-failed':
      'Hệ điều hành không cho lấy hình màn hình. Hãy kiểm tra quyền ghi màn hình rồi thử lại.',
    'not-allowed': 'Máy chủ không nhận màn hình chia sẻ vì lượt phát biểu đã kết thúc.',
    'not-sent': 'Đường truyền đang gián đoạn nên chưa gửi được màn hình. Hãy thử lại khi đã nối lại.',
  },
} as const

export const turnEnds = {
  yielded: 'nói xong',
  'taken-back': 'chủ trì thu lại',
  concluded: 'hội nghị kết thúc',
} as const satisfies Record<TurnEnd, string>
