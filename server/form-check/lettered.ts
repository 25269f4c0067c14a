/** Parts of a document whose letters are prescribed. */
export const LETTERED = {
  heading: ['quốc hiệu, tiêu ngữ hoặc tiêu đề', 'the heading on the right'],
  superior: ['tên cơ quan cấp trên', 'the superior body'],
  body: ['tên cơ quan ban hành', 'the issuing body'],
  number: ['số và ký hiệu', 'the number'],
  'place-date': ['địa danh và ngày tháng', 'place and date'],
  type: ['tên loại văn bản', 'the type of the document'],
  subject: ['trích yếu', 'the subject'],
  'page-number': ['số trang', 'the page number'],
  signature: ['chức danh người ký', 'the title of a signer'],
  signer: ['họ tên người ký', 'the name of a signer'],
  recipients: ['dòng “Nơi nhận”', 'the heading of the recipients'],
  recipient: ['danh sách nơi nhận', 'the recipients'],
} as const
export type Lettered = keyof typeof LETTERED
