import type { ReasonTable } from './reason.ts'

/** Findings about a timestamp. `{x}` stands for a detail. */
export const timestampReasons = {
  'timestamp-wrong': [
    'invalid',
    'Dấu thời gian hỏng hoặc đã bị sửa: {what}.',
    'The timestamp is damaged or was altered: {what}.',
  ],
  'timestamp-mismatch': [
    'invalid',
    '{whatVi} được cấp cho dữ liệu khác với dữ liệu trong tệp này.',
    '{whatEn} was made over other data than this file holds.',
  ],
  'timestamp-usage': [
    'invalid',
    'Chứng thư “{who}” không được cấp để đóng dấu thời gian.',
    'The certificate "{who}" was not issued for timestamping.',
  ],
  'timestamp-untrusted': [
    'incomplete',
    'Nơi cấp dấu thời gian “{who}” không dẫn tới tổ chức gốc được tin cậy.',
    'The timestamp authority "{who}" does not lead to a trusted root.',
  ],
  'timestamp-certificate-unused': [
    'incomplete',
    'Dấu thời gian kèm chứng thư số không liên quan.',
    'The timestamp carries certificates that do not belong to its path.',
  ],
  'timestamp-in-future': [
    'incomplete',
    'Dấu thời gian muộn hơn đồng hồ của máy kiểm tra.',
    'The timestamp is later than the clock of this computer.',
  ],
  'timestamp-not-valid-then': [
    'invalid',
    'Dấu thời gian được cấp ngoài thời hạn của chứng thư “{who}”.',
    'The timestamp was made outside the validity of the certificate "{who}".',
  ],
  'timestamp-expired': [
    'incomplete',
    'Chứng thư đóng dấu thời gian “{who}” đã hết hạn mà không được đóng dấu mới trước đó.',
    'The timestamp certificate "{who}" has expired, and no newer timestamp was made before that.',
  ],
  'timestamp-revoked': [
    'invalid',
    'Chứng thư đóng dấu thời gian “{who}” đã bị thu hồi lúc {at}.',
    'The timestamp certificate "{who}" was revoked at {at}.',
  ],
  'timestamp-revoked-later': [
    'note',
    'Chứng thư đóng dấu thời gian “{who}” bị thu hồi lúc {at}, sau khi đã đóng dấu.',
    'The timestamp certificate "{who}" was revoked at {at}, after it had stamped.',
  ],
  'timestamp-revocation-unchecked': [
    'note',
    'Không kiểm tra được việc thu hồi chứng thư của nơi cấp dấu thời gian “{who}” (tệp không kèm dữ liệu thu hồi).',
    'Revocation of the timestamp authority "{who}" could not be checked (the file carries no data for it).',
  ],
} as const satisfies ReasonTable
