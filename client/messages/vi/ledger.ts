/** Who has said what on which topic, and from whom something is missing. */
export const ledger = {
  whole: 'Toàn bộ nội dung',
  title: 'Bảng đối chiếu điểm cầu và nhóm vấn đề',
  bridge: 'Điểm cầu',
  unclassified: 'Chưa phân loại',
  total: 'Cộng',
  missingTotal: 'Thiếu',
  reminded: 'Nhắc lúc',
  sum: 'Cộng',
  spoken: 'phát biểu',
  written: 'văn bản',
  spokenShort: (count: number) => `${count} pb`,
  writtenShort: (count: number) => `${count} vb`,
  none: 'không có',
  missing: 'thiếu',
  legend: [
    { mark: '2 pb', what: 'ý kiến phát biểu' },
    { mark: '1 vb', what: 'ý kiến bằng văn bản' },
    { mark: 'không có', what: 'điểm cầu báo không có ý kiến' },
    { mark: 'thiếu', what: 'chưa có gì' },
    { mark: 'Cộng', what: 'số điểm cầu đã có ý kiến · không có ý kiến · còn thiếu' },
  ],
  states: { given: 'đã có ý kiến', none: 'không có ý kiến', missing: 'còn thiếu' },
  cell: (bridge: string, topic: string, what: string) => `${bridge}, ${topic}: ${what}`,
  counts: (spoken: number, written: number) =>
    [...(spoken > 0 ? [`${spoken} phát biểu`] : []), ...(written > 0 ? [`${written} văn bản`] : [])].join(
      ', ',
    ),
  columnSum: (given: number, none: number, missing: number) =>
    `${given} đã có ý kiến, ${none} không có ý kiến, ${missing} còn thiếu`,

  filters: { all: 'Tất cả', missing: 'Còn thiếu', silent: 'Chưa có ý kiến nào' },
  region: 'Khu vực',
  everywhere: 'Tất cả khu vực',
  search: 'Tìm điểm cầu',
  searchHint: 'Tìm điểm cầu',
  noMatch: 'Không có điểm cầu nào khớp. Hãy bỏ bớt điều kiện lọc.',
  noBridges: 'Hội nghị chưa có điểm cầu nào được lấy ý kiến.',
  complete: 'Mọi điểm cầu đã có ý kiến hoặc báo không có ý kiến.',
  gaps: (bridges: number, cells: number) => `${bridges} điểm cầu còn thiếu ${cells} mục.`,

  remind: (bridges: number) => `Nhắc ${bridges} điểm cầu còn thiếu`,
  remindTitle: (bridges: number) => `Nhắc ${bridges} điểm cầu còn thiếu?`,
  remindConsequences: [
    'Mỗi điểm cầu thấy lời nhắc trên trang của mình, kèm các mục còn thiếu.',
    'Việc nhắc được ghi vào nhật ký với giờ nhắc.',
  ],
  remindOne: 'Nhắc điểm cầu này',
  remindedAt: (time: string) => `Đã nhắc lúc ${time}.`,

  close: 'Đóng',
  wholeRow: 'Tất cả các mục',
  noTexts: 'Chưa có ý kiến nào ở mục này.',
  declare: 'Ghi “không có ý kiến” theo điện thoại',
  declareWhat: 'Chỉ ghi khi điểm cầu đã báo. Ghi nhầm thì hoàn tác được.',
  declared: 'Điểm cầu báo không có ý kiến.',
  declaredOn: (columns: string) => `Điểm cầu báo không có ý kiến: ${columns}.`,
  missingOn: (columns: string) => `Còn thiếu: ${columns}.`,
  undo: 'Hoàn tác',

  own: 'Bảng đối chiếu của điểm cầu',
  ownMissing: (count: number, all: number) => `Còn thiếu ${count} trong ${all} mục.`,
  ownComplete: 'Điểm cầu đã đủ: mục nào cũng có ý kiến hoặc đã báo không có ý kiến.',
  ownDeclare: 'Không có ý kiến khác',
  ownDeclareWhat:
    'Ghi rằng điểm cầu không có ý kiến về các mục còn thiếu. Sau đó vẫn phát biểu và gửi ý kiến được.',
  ownUndo: 'Hoàn tác “không có ý kiến”',
  ownReminded: (time: string, columns: string) =>
    `Lúc ${time} đơn vị tổ chức nhắc: điểm cầu còn thiếu ${columns}. Hãy gửi ý kiến, hoặc bấm “Không có ý kiến khác”.`,
} as const
