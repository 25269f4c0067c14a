/** Taking the record home as files. */
export const publication = {
  title: 'Tải về',
  draft: 'Đây là bản dự thảo: nội dung còn thay đổi cho đến khi biên bản được niêm phong.',
  sealed: 'Biên bản đã niêm phong; bản PDF là bản có giá trị.',
  as: (what: string, format: string) => `Tải ${what} dạng ${format}`,
  /** In place of a link's word while its file is drawn. */
  coming: 'Đang lập…',
  number: 'Lấy số thông báo',
  numberWhat: 'Thông báo kết luận lấy số trong sổ văn bản một lần và không còn là dự thảo.',
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
  formats: {
    pdf: 'PDF',
    docx: 'Word',
    xlsx: 'Excel',
    csv: 'CSV',
    xml: 'Akoma Ntoso',
    json: 'JSON',
  },
} as const
