import type { LossReason } from '../../../domain/protocol.ts'

/** Why a hall is lost, and what the central technician tells its technician to do. */
const losses = {
  'page-left': 'trang đã đóng',
  'page-silent': 'mất mạng',
  'media-silent': 'không có gói hình, tiếng',
  'media-restarting': 'máy chủ đang nối lại',
} as const satisfies Record<LossReason, string>

const lossRemedies = {
  'page-left': 'Trang hội trường đã đóng: mở lại liên kết hội trường trên máy của phòng họp.',
  'page-silent':
    'Máy của phòng họp không trả lời: kiểm tra nguồn điện và dây mạng; trang tự nối lại khi có mạng.',
  'media-silent':
    'Trang vẫn mở nhưng hình và tiếng không tới: kiểm tra tường lửa có chặn cổng hình, tiếng; tải lại trang nếu quá 30 giây.',
  'media-restarting': 'Máy chủ hình và tiếng đang khởi động lại: chờ vài giây, không cần làm gì ở phòng họp.',
} as const satisfies Record<LossReason, string>

export const technical = {
  title: 'Kỹ thuật',
  board: 'Tình trạng các điểm cầu',
  filters: {
    all: 'Tất cả',
    trouble: 'Cần xử lý',
    lost: 'Mất kết nối',
    fail: 'Chưa đạt',
    warn: 'Cần lưu ý',
    none: 'Chưa kiểm tra',
    pass: 'Đạt',
  },
  order: 'Xếp theo',
  orders: { trouble: 'Việc cần xử lý', list: 'Danh sách' },
  noneMatch: 'Không có điểm cầu nào như vậy.',
  notYet: 'Chưa kiểm tra',
  pass: 'Đạt',
  at: (time: string) => `lúc ${time}`,
  others: (count: number) => `và ${count} mục khác`,
  here: 'Có mặt',
  absent: 'Chưa vào',
  lost: (time: string) => `Mất ${time}`,
  lostLong: (time: string, reason: string) => `Mất kết nối ${time}, ${reason}`,
  losses,
  lossRemedies,
  lossUnknown: 'Đường truyền bị mất từ trước: liên hệ phòng họp, trang tự nối lại khi có mạng.',
  rehearsedAt: (time: string, date: string) => `Kiểm tra lúc ${time}, ${date}`,
  notRehearsed: 'Điểm cầu chưa kiểm tra kỹ thuật: trên máy hội trường, bấm Kiểm tra kỹ thuật.',
  opensAt: (time: string, date: string) => `Kết quả được ghi từ ${time}, ${date}.`,
  choose: 'Chọn một điểm cầu để xem chi tiết',
  chooseHow: 'Bấm vào ô, hoặc dùng phím mũi tên rồi Enter. Gõ tên để tới điểm cầu.',
  detail: (bridge: string) => `Chi tiết ${bridge}`,
  rehearsal: 'Kiểm tra kỹ thuật',
  connection: 'Kết nối',
  now: 'Đường truyền lúc này',
  noFigures: 'Chưa có số đo. Số đo có khi hội trường bật hình và tiếng.',
  noReport: 'Trang hội trường chưa gửi số đo',
  facts: {
    roundTrip: 'Khứ hồi',
    loss: 'Mất gói gửi / nhận',
    bitrate: 'Gửi / nhận',
    sent: 'Hình gửi đi',
    received: 'Hình nhận về',
    codec: 'Bộ mã hóa',
    path: 'Cách nối',
    keyFrame: 'Khung chính gần nhất',
    concealed: 'Tiếng phải bù',
    wanted: 'Lớp được yêu cầu',
    given: 'Được gửi',
    consumers: 'Luồng nhận hình / tiếng',
  },
  units: {
    ms: (time: string) => `${time} ms`,
    mbits: (rate: string) => `${rate} Mb/giây`,
    seconds: (time: string) => `${time} giây trước`,
    picture: (width: number, height: number, frames: string) => `${width}×${height} · ${frames} hình/giây`,
    layer: (layer: number) => `lớp ${['thấp', 'vừa', 'cao'][layer] ?? layer}`,
    given: { all: 'hình và tiếng', sound: 'chỉ tiếng, vì đường truyền yếu' },
    none: 'không có',
    unknown: 'chưa rõ',
  },
  paths: { udp: 'UDP', tcp: 'TCP', relay: 'Chuyển tiếp' },
  tile: (name: string, rehearsal: string, line: string) => `${name}: ${rehearsal}; ${line}`,
} as const
