import type { ReasonTable } from './reason.ts'

/** Findings about the file as a whole, its revisions and its validation data. `{x}` stands for a detail. */
export const fileReasons = {
  'not-a-pdf': ['invalid', 'Tệp không phải PDF.', 'The file is not a PDF.'],
  damaged: ['invalid', 'Tệp hỏng hoặc đã bị sửa: {where}.', 'The file is damaged or was altered: {where}.'],
  ambiguous: [
    'invalid',
    'Tệp có chỗ mà mỗi phần mềm có thể đọc một khác: {where}.',
    'The file can be read in two ways: {where}.',
  ],
  encrypted: [
    'invalid',
    'Tệp bị mã hóa nên không kiểm tra được.',
    'The file is encrypted and cannot be checked.',
  ],
  'too-complex': ['invalid', 'Tệp phức tạp quá mức cho phép: {where}.', 'The file is too complex: {where}.'],
  'unsupported-filter': [
    'invalid',
    'Tệp dùng kiểu nén không hỗ trợ: {where}.',
    'The file uses an unsupported filter: {where}.',
  ],
  'unsupported-structure': [
    'invalid',
    'Cấu trúc tệp không được hỗ trợ: {where}.',
    'The structure of the file is not supported: {where}.',
  ],
  'appended-bytes': [
    'invalid',
    'Có {bytes} byte được nối thêm sau phần cuối của tệp.',
    '{bytes} bytes were appended after the end of the file.',
  ],
  'no-signature-fields': [
    'incomplete',
    'Tệp không có chữ ký nào, cũng không có ô để ký.',
    'The file has no signature, nor a field for one.',
  ],
  'fields-not-prepared': [
    'incomplete',
    'Bản gốc của tệp không có ô chữ ký chuẩn bị sẵn, nên không biết ai phải ký.',
    'The original has no prepared signature fields, so who had to sign is not known.',
  ],
  'field-empty': [
    'incomplete',
    'Ô chữ ký “{field}” chưa được ký.',
    'The signature field "{field}" is not signed.',
  ],
  'field-removed': [
    'invalid',
    'Ô chữ ký “{field}” đã bị gỡ khỏi tệp.',
    'The signature field "{field}" was removed.',
  ],
  'out-of-order': [
    'invalid',
    'Ô “{field}” được ký sai thứ tự.',
    'The field "{field}" was signed out of order.',
  ],
  'not-certified': [
    'incomplete',
    'Chữ ký đầu tiên không xác nhận tài liệu ở mức chỉ cho ký tiếp (DocMDP P=2).',
    'The first signature does not certify the document (DocMDP P=2).',
  ],
  'certified-twice': [
    'invalid',
    'Một chữ ký sau lại xác nhận tài liệu lần nữa.',
    'A later signature certifies the document again.',
  ],
  'forbidden-change': [
    'invalid',
    'Lần ghi thứ {revision} của tệp sửa điều không được phép: {whereVi}: {whatVi}.',
    'Revision {revision} of the file changes what it must not: {whereEn}: {whatEn}.',
  ],
  'unsigned-revision': [
    'invalid',
    'Lần ghi thứ {revision} được thêm vào tệp mà không có chữ ký.',
    'Revision {revision} was added to the file without a signature.',
  ],
  'hidden-bytes': [
    'invalid',
    'Lần ghi thứ {revision} giấu dữ liệu không thuộc đối tượng nào (byte {from}–{to}).',
    'Revision {revision} hides data that belongs to no object (bytes {from}–{to}).',
  ],
  'hidden-content': [
    'incomplete',
    'Bản gốc có nội dung ẩn, không được dùng đến: đối tượng số {what}.',
    'The original holds hidden content that nothing uses: object {what}.',
  ],
  'unused-object': [
    'note',
    'Bản gốc có đối tượng không được dùng đến và không hiển thị gì: số {what}.',
    'The original has an object that nothing uses and that shows nothing: number {what}.',
  ],
  'moved-object': [
    'invalid',
    'Lần ghi thứ {revision} trỏ đối tượng {object} về dữ liệu nằm ngoài lần ghi đó.',
    'Revision {revision} points object {object} to data outside that revision.',
  ],
  'active-content': [
    'incomplete',
    'Tệp có nội dung động ({what}) có thể đổi cách hiển thị mà không sửa tệp.',
    'The file has active content ({what}) that can change what is shown without changing the file.',
  ],
  'dss-foreign': [
    'incomplete',
    'Kho dữ liệu kiểm tra lâu dài (DSS) có phần không phải dữ liệu kiểm tra: {what}.',
    'The long-term validation store (DSS) holds what is no validation data: {what}.',
  ],
  'information-changed': [
    'note',
    'Lần ghi thứ {revision} ghi lại thông tin kỹ thuật của tệp (thời điểm sửa, phần mềm); không có gì nhìn thấy bị đổi.',
    'Revision {revision} wrote the technical information anew (time of change, software); nothing visible changed.',
  ],
  'changed-before-signing': [
    'note',
    'Lần ghi thứ {revision} có trước chữ ký đầu tiên và đã được các chữ ký bao trùm.',
    'Revision {revision} is older than the first signature and is covered by the signatures.',
  ],
  'certified-closed': [
    'invalid',
    'Chữ ký đầu tiên không cho sửa gì nữa (DocMDP P=1), nhưng tệp còn được ký thêm.',
    'The first signature allows no further change (DocMDP P=1), but the file was signed again.',
  ],
  overlap: [
    'incomplete',
    'Ô chữ ký “{field}” bị một đối tượng khác trên trang {page} chồng lên.',
    'The signature field "{field}" is overlapped by something else on page {page}.',
  ],
} as const satisfies ReasonTable
