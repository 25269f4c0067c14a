/** Taking the record home as files. */
export const publication = {
  title: 'Tải về',
  draft: 'Đây là bản dự thảo: nội dung còn thay đổi cho đến khi biên bản được niêm phong.',
  sealed: 'Biên bản đã niêm phong, chủ trì chưa ký; bản PDF có giá trị từ khi chủ trì ký.',
  signed: 'Chủ trì đã ký biên bản; bản PDF đã ký là bản có giá trị.',
  as: (what: string, format: string) => `Tải ${what} dạng ${format}`,
  /** In place of a link's word while its file is drawn. */
  coming: 'Đang lập…',
  take: 'Lấy số thông báo',
  takeTitle: 'Lấy số cho thông báo kết luận?',
  takeConsequences: [
    'Thông báo lấy số tiếp theo trong sổ văn bản của đơn vị tổ chức; số đã lấy không trả lại và không đổi được.',
    'Thông báo không còn là dự thảo: ghi số, ngày hôm nay và có ô chữ ký của người ký.',
  ],
  extractOf: 'Trích biên bản của',
  extract: (bridge: string) => `trích biên bản của ${bridge}`,
  extractTitle: 'Trích biên bản',
  extractWhat: 'Phần ý kiến của điểm cầu trong biên bản, để đối chiếu và xác nhận.',
  names: {
    minutes: 'Biên bản',
    notice: 'Thông báo kết luận',
    synthesis: 'Bảng tổng hợp, giải trình',
    contributions: 'Danh mục ý kiến',
    ledger: 'Bảng đối chiếu',
    attendance: 'Điểm danh',
    debate: 'Diễn biến hội nghị',
    conference: 'Toàn bộ dữ liệu',
  },
  /** For whom a file is that few open by hand. */
  purposes: {
    debate: 'cho hệ thống lưu trữ, tra cứu văn bản (XML)',
    conference: 'cho phần mềm khác đọc lại, không dùng để in',
  },
  formats: {
    pdf: 'PDF',
    docx: 'Word',
    xlsx: 'Excel',
    csv: 'CSV',
    xml: 'Akoma Ntoso',
    json: 'JSON',
  },
} as const
