/** Words about who signs the minutes and how, and why a signature was not taken. */
export const signing = {
  ways: 'Cách ký',
  way: {
    pkcs12: 'Tệp chứng thư (.p12)',
    device: 'Thiết bị ký trên máy này',
    upload: 'Tệp đã ký ở nơi khác',
    demonstration: 'Chứng thư minh họa',
  },
  wayHint: {
    pkcs12: 'Tệp và mật khẩu chỉ dùng cho lần ký này, không được lưu ở đâu.',
    device: 'Chạy chương trình ký trên máy có cắm thiết bị, rồi nhập mã mà chương trình hiện ra.',
    upload: 'Tải bản cần ký về, ký ở nơi khác vào đúng ô chữ ký của mình, rồi đưa tệp đã ký lên đây.',
    demonstration: 'Ký bằng chứng thư minh họa của máy chủ này; chữ ký không có giá trị pháp lý.',
  },
  dialog: {
    secretary: 'Ký biên bản với tư cách thư ký',
    chair: 'Ký biên bản với tư cách chủ trì',
    organ: 'Đóng dấu cơ quan vào biên bản',
  },
  final: 'Chữ ký số được thêm vào tệp PDF và ghi vào nhật ký, không gỡ ra được.',
  keyFile: 'Chọn tệp chứng thư (.p12, .pfx)…',
  passphrase: 'Mật khẩu của tệp chứng thư',
  image: {
    secretary: 'Chọn ảnh chữ ký (PNG)…',
    chair: 'Chọn ảnh chữ ký (PNG)…',
    organ: 'Chọn ảnh con dấu (PNG)…',
  },
  imageWhat: 'Không bắt buộc. Không có ảnh thì ô chữ ký ghi tên, cơ quan và thời gian ký.',
  keyFileNeeded: 'Cần chọn tệp chứng thư.',
  deviceCommand: (server: string) => `npm run sign-agent -- --listen --server ${server} --pkcs11 THƯ_VIỆN.so`,
  deviceCode: 'Mã hiện trong chương trình ký',
  deviceCodeNeeded: 'Cần nhập mã gồm 8 chữ số.',
  deviceWaiting: 'Đang chờ chương trình ký. Hãy nhập mã PIN ở đó.',
  otherMachine: 'Ký bằng máy khác',
  otherMachineHint:
    'Chạy lệnh này ở máy đó rồi dán mã ký dùng một lần. Mã có giá trị 10 phút, chỉ cho chữ ký này của bạn.',
  otherMachineCommand: (server: string, conference: string, field: string) =>
    `npm run sign-agent -- --server ${server} --conference ${conference} --field ${field} --p12 TỆP.p12`,
  makeLink: 'Lấy mã ký dùng một lần',
  link: 'Mã ký dùng một lần',
  download: 'Tải bản cần ký',
  uploadFile: 'Chọn tệp PDF đã ký…',
  uploadNeeded: 'Cần chọn tệp đã ký.',

  refuse: 'Từ chối ký',
  refuseTitle: 'Từ chối ký biên bản?',
  refuseConsequences: [
    'Biên bản mở lại để sửa; bản đang có giữ nguyên số, tệp và chữ ký đã có.',
    'Lý do được ghi vào nhật ký và vào phiên bản sau của biên bản; mọi bàn điều hành đều thấy.',
    'Sau khi sửa, biên bản được niêm phong và ký lại từ đầu.',
  ],
  refuseReason: 'Lý do từ chối ký',
  refuseReasonNeeded: 'Cần ghi lý do từ chối ký.',
  refusedBy: {
    secretary: 'Thư ký từ chối ký',
    chair: 'Chủ trì từ chối ký',
    organ: 'Người giữ con dấu từ chối đóng dấu',
  },
  refused: (who: string, at: string, reason: string) => `${who} lúc ${at}. Lý do: ${reason}`,

  deadline: (at: string) => `Hạn ký: ${at}`,
  overdue: (at: string) => `Quá hạn ký: ${at}`,
  ask: 'Đặt hạn ký',
  askAgain: 'Đổi hạn ký',
  askTitle: 'Đặt hạn ký',
  askWhat: 'Hạn hiện ở bàn của mọi người ký. Quá hạn vẫn ký được, nhưng biên bản được đánh dấu là quá hạn.',
  askUntil: 'Hạn ký (giờ Việt Nam)',
  askNeeded: 'Cần chọn ngày và giờ sau lúc này.',
  yourTurn: 'đến lượt ký',
  waitsForFile: 'chờ tệp biên bản',
  waitsFor: {
    secretary: 'chờ thư ký ký trước',
    chair: 'chờ chủ trì ký trước',
    organ: 'chờ đóng dấu',
  },

  stamped: (authority: string, at: string) => `Dấu thời gian: ${authority}, ${at}`,
  archived: (authority: string, at: string) => `Lưu trữ lâu dài: ${authority}, ${at}`,
  renewal: (date: string) => `Gia hạn dấu thời gian trước ngày ${date}.`,
  stampWaits: (next: number) =>
    next > 1 ? `Đang chờ dấu thời gian, lần thử thứ ${next}…` : 'Đang chờ dấu thời gian…',
  stampWaitsWhat: 'Không cần chờ: có thể làm việc khác, máy chủ tự thử lại.',
  stampFailed: 'Chưa gắn được dấu thời gian; máy chủ không thử nữa.',

  allSigned: 'Đã đủ chữ ký.',
  issue: 'Phát hành',
  issueTitle: 'Phát hành biên bản?',
  issueConsequences: [
    'Bản này trở thành biên bản chính thức của hội nghị.',
    'Mọi bàn điều hành đều thấy biên bản đã phát hành.',
  ],
  issued: (at: string) => `Đã phát hành ${at}`,

  agent: {
    'agent/absent': 'Không thấy chương trình ký trên máy này. Hãy chạy chương trình rồi thử lại.',
    'agent/wrong-code': 'Mã không đúng. Hãy nhập mã đang hiện trong chương trình ký.',
    'agent/busy': 'Chương trình ký đang chờ mã PIN của một lần ký khác.',
    'agent/not-allowed': 'Chương trình ký đang chờ trang của một máy chủ khác.',
    'agent/offline': 'Chương trình ký không liên lạc được với máy chủ.',
    'agent/not-a-signature': 'Máy chủ đưa thứ không phải là chữ ký cho một văn bản; chương trình không ký.',
    'agent/port-taken': 'Một chương trình ký khác đang chạy trên máy này.',
    'agent/unreadable-file': 'Không đọc được tệp chứng thư.',
  },
  certificateRefused: {
    missing: () => 'Không thấy chứng thư của người ký trong tệp hoặc thiết bị.',
    unreadable: () => 'Không đọc được chứng thư số.',
    'weak-key': (said: Said) => `Khóa của chứng thư “${said.holder}” quá yếu (${said.key}).`,
    'weak-algorithm': (said: Said) => `Chứng thư “${said.holder}” được cấp bằng thuật toán quá yếu.`,
    'wrong-usage': (said: Said) => `Chứng thư “${said.holder}” không được cấp để ký văn bản.`,
    'not-valid-yet': (said: Said) => `Chứng thư “${said.holder}” chưa đến ngày có hiệu lực (${said.from}).`,
    expired: (said: Said) => `Chứng thư “${said.holder}” đã hết hạn ngày ${said.until}.`,
    'wrong-person': (said: Said) =>
      `Chứng thư của “${said.holder}”, nhưng ô này chờ chữ ký của “${said.expected}”.`,
    'no-trusted-root': () =>
      'Máy chủ chưa được cài chứng thư gốc nào để tin cậy. Hãy báo kỹ thuật (TRUSTED_ROOTS).',
    untrusted: (said: Said) =>
      `Chứng thư “${said.holder}” không do tổ chức được tin cậy cấp (${said.issuer}).`,
    revoked: (said: Said) => `Chứng thư “${said.holder}” đã bị thu hồi.`,
  },
  uploadRefused: {
    'other-file': () =>
      'Tệp không bắt đầu bằng bản mới nhất của biên bản này. Hãy tải bản mới nhất về và ký lại.',
    'not-signed': () => 'Tệp chưa có chữ ký mới.',
    'wrong-field': () => 'Tệp được ký vào ô của người khác, hoặc chưa đến lượt ô đó.',
    'several-signatures': () => 'Tệp có hơn một chữ ký mới; mỗi lần chỉ nhận một chữ ký.',
    'not-certified': () =>
      'Chữ ký đầu tiên phải xác nhận tài liệu ở mức chỉ cho ký tiếp (certify). Hãy ký lại theo kiểu này.',
    'untrusted-timestamp': (said: Said) =>
      `Chữ ký kèm dấu thời gian của “${said.by}”, không phải tổ chức được tin cậy hoặc sai giờ. Hãy ký lại mà không kèm dấu thời gian; máy chủ sẽ tự đóng.`,
    changed: (said: Said) => `Sau bản mới nhất, tệp đã bị sửa điều không được phép: ${said.found}`,
  },
} as const

/** Details of a refusal, as text. */
type Said = Readonly<Record<string, string>>
