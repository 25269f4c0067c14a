import type { ReasonTable } from './reason.ts'

/** Findings about one signature and its certificate. `{x}` stands for a detail. */
export const signatureReasons = {
  'byte-range': [
    'invalid',
    'Phạm vi ký (ByteRange) không phủ đúng lần ghi của chữ ký: {what}.',
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
  'weak-format': [
    'incomplete',
    'Kiểu chữ ký cũ “{what}” dùng SHA-1 đã yếu: không kiểm tra và không dựa vào được.',
    'Signatures of the old format "{what}" use SHA-1, which is weak: not checked, and nothing to rely on.',
  ],
  'signing-time-inside': [
    'note',
    'Chữ ký ở ô “{field}” mang thêm giờ tự khai bên trong (signing-time): {time}.',
    'The signature in the field "{field}" also states a time inside (signing-time): {time}.',
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
    'Thời điểm ký ở ô “{field}” do người ký tự khai, không có dấu thời gian chứng minh.',
    'The time of signing in the field "{field}" is the signer’s own claim; no timestamp proves it.',
  ],
  'time-after-proof': [
    'note',
    'Thời điểm ký tự khai ở ô “{field}” muộn hơn dấu thời gian: đồng hồ của người ký sai.',
    'The stated time of signing in the field "{field}" is later than the timestamp: the signer’s clock was wrong.',
  ],
  'expired-at-proof': [
    'incomplete',
    'Khi dấu thời gian được đóng, chứng thư “{who}” đã hết hạn: không chứng minh được là ký trong thời hạn.',
    'When the timestamp was made the certificate "{who}" had expired: signing within its validity is not proven.',
  ],
  revoked: [
    'invalid',
    'Chứng thư “{who}” đã bị thu hồi lúc {at}, trước thời điểm ký.',
    'The certificate "{who}" was revoked at {at}, before the time of signing.',
  ],
  'revoked-unproven': [
    'incomplete',
    'Chứng thư “{who}” bị thu hồi lúc {at}; không có dấu thời gian chứng minh là ký trước đó.',
    'The certificate "{who}" was revoked at {at}, and no timestamp proves that it signed before.',
  ],
  'revoked-later': [
    'note',
    'Chứng thư “{who}” bị thu hồi lúc {at}, sau khi ký; chữ ký vẫn giữ giá trị.',
    'The certificate "{who}" was revoked at {at}, after the signature was made; the signature stands.',
  ],
  'revocation-unchecked': [
    'note',
    'Không kiểm tra được việc thu hồi chứng thư “{who}” (tệp không kèm dữ liệu thu hồi dùng được).',
    'Revocation of the certificate "{who}" could not be checked (the file carries no usable data for it).',
  ],
} as const satisfies ReasonTable
