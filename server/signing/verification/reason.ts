/**
 * What a finding does to the verdict: `invalid`: something was changed or is wrong; `incomplete`: nothing is known
 * to be wrong, but something is missing or not trusted; `note`: said plainly, changes nothing.
 */
export type Level = 'invalid' | 'incomplete' | 'note'

export interface Bilingual {
  readonly vi: string
  readonly en: string
}

export interface Reason extends Bilingual {
  readonly code: ReasonCode
  readonly level: Level
}

type Detail = Readonly<Record<string, string | number>>

/** `{x}` stands for a detail. */
const table = {
  // the file
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
  'no-signature-fields': ['invalid', 'Tệp không có ô chữ ký nào.', 'The file has no signature fields.'],
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
    'Phiên bản {revision} của tệp sửa điều không được phép: {whereVi}: {whatVi}.',
    'Revision {revision} of the file changes what it must not: {whereEn}: {whatEn}.',
  ],
  'unsigned-revision': [
    'invalid',
    'Phiên bản {revision} được thêm vào tệp mà không có chữ ký.',
    'Revision {revision} was added to the file without a signature.',
  ],
  'hidden-bytes': [
    'invalid',
    'Phiên bản {revision} giấu dữ liệu không thuộc đối tượng nào (byte {from}–{to}).',
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
    'Phiên bản {revision} trỏ đối tượng {object} về dữ liệu nằm ngoài phiên bản đó.',
    'Revision {revision} points object {object} to data outside that revision.',
  ],
  'active-content': [
    'incomplete',
    'Tệp có nội dung động ({what}) có thể đổi cách hiển thị mà không sửa tệp.',
    'The file has active content ({what}) that can change what is shown without changing the file.',
  ],
  // one signature
  'byte-range': [
    'invalid',
    'Phạm vi ký (ByteRange) không phủ đúng phiên bản của chữ ký: {what}.',
    'The byte range does not cover exactly the revision of the signature: {what}.',
  ],
  'contents-encoding': [
    'invalid',
    'Chỗ chứa chữ ký có dữ liệu lạ: {what}.',
    'The place of the signature holds foreign data: {what}.',
  ],
  'signature-reused': ['invalid', 'Một chữ ký được dùng cho hai ô.', 'One signature is used for two fields.'],
  'unsupported-format': [
    'invalid',
    'Kiểu chữ ký “{what}” không được chấp nhận.',
    'Signatures of the format "{what}" are not accepted.',
  ],
  'signature-unreadable': [
    'invalid',
    'Không đọc được dữ liệu chữ ký (CMS): {what}.',
    'The signature data (CMS) cannot be read: {what}.',
  ],
  'weak-algorithm': ['invalid', 'Thuật toán quá yếu: {what}.', 'The algorithm is too weak: {what}.'],
  'unknown-algorithm': [
    'invalid',
    'Thuật toán không được hỗ trợ: {what}.',
    'The algorithm is not supported: {what}.',
  ],
  'digest-mismatch': [
    'invalid',
    'Nội dung đã bị thay đổi sau khi ký, hoặc chữ ký được chép từ tệp khác.',
    'The content was changed after signing, or the signature was copied from another file.',
  ],
  'signature-wrong': [
    'invalid',
    'Giá trị chữ ký không khớp với chứng thư số.',
    'The signature value does not match the certificate.',
  ],
  'certificate-changed': [
    'invalid',
    'Chứng thư số kèm theo không phải chứng thư đã được ký cùng.',
    'The certificates in the file are not those that were signed along.',
  ],
  'certificate-unbound': [
    'incomplete',
    'Chữ ký không ràng buộc chứng thư số của người ký (signing-certificate-v2).',
    'The signature does not bind its certificate (signing-certificate-v2).',
  ],
  'older-format': [
    'note',
    'Chữ ký theo định dạng cũ (adbe.pkcs7.detached), không phải PAdES.',
    'The signature has the older format (adbe.pkcs7.detached), it is not PAdES.',
  ],
  'certificate-unused': [
    'incomplete',
    'Chữ ký kèm chứng thư số không liên quan.',
    'The signature carries certificates that do not belong to its path.',
  ],
  'unsigned-attribute': [
    'incomplete',
    'Chữ ký có thuộc tính không được ký mà phiên bản này chưa kiểm tra: {what}.',
    'The signature has unsigned attributes that this version does not check: {what}.',
  ],
  'timestamp-unchecked': [
    'incomplete',
    'Dấu thời gian của tài liệu chưa được phiên bản này kiểm tra.',
    'The document timestamp is not checked by this version.',
  ],
  'dss-unchecked': [
    'incomplete',
    'Dữ liệu kiểm tra lâu dài (DSS) chưa được phiên bản này kiểm tra.',
    'The long-term validation data (DSS) is not checked by this version.',
  ],
  'wrong-person': [
    'invalid',
    'Ô “{field}” dành cho “{expected}” nhưng được ký bằng chứng thư của “{actual}”.',
    'The field "{field}" is for "{expected}" but was signed with the certificate of "{actual}".',
  ],
  'nobody-expected': [
    'note',
    'Tệp không nói ai phải ký ô “{field}”.',
    'The file does not say who had to sign the field "{field}".',
  ],
  'wrong-usage': [
    'invalid',
    'Chứng thư số không được cấp để ký tài liệu.',
    'The certificate was not issued for signing documents.',
  ],
  'not-valid-then': [
    'invalid',
    'Thời điểm ký ghi trong tệp nằm ngoài thời hạn của chứng thư “{who}”.',
    'The stated time of signing is outside the validity of the certificate "{who}".',
  ],
  'expired-now': [
    'incomplete',
    'Chứng thư “{who}” nay không còn (hoặc chưa) có hiệu lực và không có dấu thời gian chứng minh lúc ký.',
    'The certificate "{who}" is not valid now, and no timestamp proves when the signature was made.',
  ],
  'time-missing': [
    'incomplete',
    'Chữ ký không ghi thời điểm ký đọc được.',
    'The signature states no readable time.',
  ],
  'time-in-future': [
    'note',
    'Thời điểm ký ghi trong tệp muộn hơn đồng hồ của máy kiểm tra.',
    'The stated time of signing is later than the clock of this computer.',
  ],
  'time-order': [
    'incomplete',
    'Thời điểm ký ghi trong tệp sớm hơn chữ ký trước đó.',
    'The stated time of signing is before that of the previous signature.',
  ],
  'issuer-not-authority': [
    'invalid',
    'Chứng thư “{who}” không có quyền cấp chứng thư khác như đã dùng.',
    'The certificate "{who}" may not issue certificates as it did.',
  ],
  untrusted: [
    'incomplete',
    'Chứng thư của “{who}” không dẫn tới tổ chức gốc được tin cậy.',
    'The certificate of "{who}" does not lead to a trusted root.',
  ],
  'no-trusted-root': [
    'incomplete',
    'Chưa cho biết chứng thư gốc nào được tin cậy.',
    'No trusted root certificate was given.',
  ],
  'time-claimed': [
    'note',
    'Thời điểm ký do người ký tự khai, không có dấu thời gian.',
    'The time of signing is the signer’s own claim; there is no timestamp.',
  ],
  'revocation-unchecked': [
    'note',
    'Không kiểm tra được việc thu hồi chứng thư (tệp không kèm dữ liệu thu hồi).',
    'Revocation was not checked (the file carries no revocation data).',
  ],
} as const satisfies Record<string, readonly [Level, string, string]>

export type ReasonCode = keyof typeof table

export function reason(code: ReasonCode, detail: Detail = {}): Reason {
  const [level, vi, en] = table[code]
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, key: string) => String(detail[key] ?? ''))
  return { code, level, vi: fill(vi), en: fill(en) }
}
