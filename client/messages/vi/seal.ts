/** What stands in the way of the seal, and the way back from it. */
export const seal = {
  gaps: (bridges: number) => `${bridges} điểm cầu còn thiếu trong bảng đối chiếu`,
  nothing: 'chưa có ý kiến nào',
  lacks: (columns: string) => `thiếu ${columns}`,
  more: (bridges: number) => `và ${bridges} điểm cầu khác.`,
  toLedger: 'Xem bảng đối chiếu',
  proposals: (count: number, bridges: string) => `Còn ${count} đề nghị sửa chưa trả lời: ${bridges}.`,
  unconfirmed: (count: number, bridges: string) => `Còn ${count} ý kiến chưa được xác nhận: ${bridges}.`,
  others: (names: string, more: number) => (more > 0 ? `${names} và ${more} điểm cầu khác` : names),
  reason: 'Lý do niêm phong khi còn thiếu',
  reasonHint: 'Lý do được ghi vào biên bản.',
  reasonNeeded: 'Cần ghi lý do, vì bảng đối chiếu còn thiếu.',

  reopen: 'Mở lại để đính chính',
  reopenTitle: 'Mở lại biên bản để đính chính?',
  reopenConsequences: [
    'Bản đang có giữ nguyên số, tệp và chữ ký, và luôn tải lại được.',
    'Nội dung sửa được trở lại. Lần niêm phong sau tạo bản mới, ghi rõ thay cho bản này.',
    'Bản mới phải được ký lại.',
  ],
  reopenReason: 'Lý do đính chính',
  reopenReasonNeeded: 'Cần ghi lý do đính chính.',

  version: (version: number) => `bản thứ ${version}`,
  former: 'Các bản đã thay thế',
  formerVersion: (version: number) => `Bản thứ ${version}`,
  formerSealed: (time: string) => `Niêm phong ${time}`,
  formerReplaced: (time: string) => `Mở lại ${time}`,
  formerReason: (reason: string) => `Lý do: ${reason}`,
  formerNoFiles: 'Tệp của bản này chỉ bàn chủ trì và thư ký Trung ương xem được.',
} as const
