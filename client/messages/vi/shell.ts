import type { Role } from '../../../domain/rights.ts'

export const common = {
  brand: 'Điểm Cầu',
  demonstration: 'Dữ liệu minh họa',
  cancel: 'Để sau',
  close: 'Đóng',
  dismiss: 'Đã hiểu',
  retry: 'Thử lại ngay',
  signOut: 'Đăng xuất',
  signOutTitle: 'Đăng xuất khỏi máy này?',
  signOutConsequences: ['Muốn vào lại, hãy mở lại liên kết mời của bạn.'],
  now: 'Giờ hiện tại',
  bridge: (name: string) => `Điểm cầu ${name}`,
  bridges: (count: number) => `${count} điểm cầu`,
  minutes: (count: number) => `${count} phút`,
  verify: 'Kiểm tra tệp đã ký',
  pages: 'Các trang của bạn',
  otherPages: 'Trang khác',
} as const

export const roleNames = {
  organiser: 'Đơn vị tổ chức',
  chair: 'Chủ trì',
  secretary: 'Thư ký',
  technician: 'Kỹ thuật',
  delegate: 'Đại biểu',
  observer: 'Theo dõi',
  hall: 'Hội trường',
} as const satisfies Record<Role | 'hall', string>

export const phaseNames = {
  preparing: 'Chưa khai mạc',
  open: 'Đang họp',
  concluded: 'Đã kết thúc',
  sealed: 'Đã niêm phong',
} as const

export const pageNames = {
  synthesis: 'Tổng hợp',
  topics: 'Điều, khoản',
  conclusion: 'Kết luận',
  chair: 'Bàn chủ trì',
  secretary: 'Bàn thư ký',
  bridge: 'Điểm cầu',
  organiser: 'Đơn vị tổ chức',
  hall: 'Hội trường',
  rehearsal: 'Kiểm tra kỹ thuật',
  technical: 'Kỹ thuật',
  'roll-call': 'Điểm danh',
  ledger: 'Bảng đối chiếu',
  'form-preview': 'Thể thức văn bản',
  verify: 'Kiểm tra chữ ký',
  'sign-in': 'Đăng nhập',
} as const

export const gate = {
  loading: 'Đang mở hội nghị…',
  connecting: 'Đang kết nối với máy chủ…',
  connectingLong: 'Chưa kết nối được. Trang vẫn đang thử lại, chưa có gì bị mất.',
  offline:
    'Mất kết nối, đang tự nối lại. Dữ liệu trên màn hình là của lúc trước; mọi nội dung đã lưu vẫn an toàn.',
  offlineSince: (time: string) => `Cập nhật lần cuối ${time}.`,
  forbidden: 'Bạn không có quyền vào trang này',
  forbiddenWhat:
    'Vai trò của bạn trong hội nghị không dùng trang này. Hãy chọn trang của mình, hoặc liên hệ đơn vị tổ chức.',
  refused: 'Chưa vào được hội nghị',
  signInAgain:
    'Hãy mở lại liên kết mời mà bạn đã nhận. Nếu liên kết không còn dùng được, hãy xin đơn vị tổ chức một liên kết mới.',
  notFound: 'Không có trang này',
  notFoundWhat: 'Đường liên kết có thể đã gõ thiếu. Hãy mở lại liên kết mời mà bạn đã nhận.',
  broken: 'Trang gặp lỗi',
  brokenWhat: 'Nội dung đã lưu vẫn an toàn. Hãy tải lại trang.',
  reload: 'Tải lại trang',
  waiting: (count: number) => (count === 1 ? 'Đang gửi 1 yêu cầu…' : `Đang gửi ${count} yêu cầu…`),
  outdated: 'Có phiên bản mới của trang; trang sẽ tự tải lại khi rảnh.',
} as const
