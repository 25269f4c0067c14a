/** Taking the record home as files. */
export const publication = {
  title: 'Tải về',
  draft: 'Đây là bản dự thảo: nội dung còn thay đổi cho đến khi biên bản được niêm phong.',
  sealed: 'Biên bản đã niêm phong; bản PDF là bản có giá trị.',
  as: (what: string, format: string) => `Tải ${what} dạng ${format}`,
  names: {
    minutes: 'Biên bản',
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
