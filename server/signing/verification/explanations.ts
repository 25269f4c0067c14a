/** The words around the facts of a verdict, where it is printed. */
export const explanations = {
  vi: {
    field: (name: string) => `Ô “${name}”`,
    /** What the fields are called on the document. */
    fields: { secretary: 'thư ký', chair: 'chủ trì', organ: 'con dấu cơ quan', bridge: 'điểm cầu' },
    unreadable: 'không đọc được người ký',
    noLevel: 'không đạt mức PAdES nào',
    unknown: 'không rõ',
    claimed: 'Thời điểm tự khai',
    proven: 'Thời điểm được chứng minh',
    notProven: 'không có dấu thời gian nào chứng minh',
    source: {
      claimed: 'tự khai',
      'signature-timestamp': 'dấu thời gian của chữ ký',
      'later-timestamp': 'dấu thời gian của chữ ký sau',
      'document-timestamp': 'dấu thời gian của tài liệu',
    },
    path: 'Đường dẫn chứng thư',
    untrusted: 'không dẫn tới gốc được tin cậy',
    revocations: 'Thu hồi',
    revocation: {
      good: 'chưa bị thu hồi lúc ký',
      revoked: 'đã bị thu hồi',
      'revoked-later': 'bị thu hồi sau khi ký',
      unknown: 'không kiểm tra được',
      root: 'gốc',
    },
    covers: 'Phạm vi ký',
    range: (revision: string, of: string) => `đến lần ghi thứ ${revision} trong ${of}`,
    noRange: 'không phủ đúng lần ghi nào',
    after: (allowed: number, forbidden: number) =>
      allowed + forbidden === 0
        ? 'sau đó không ghi thêm gì'
        : `sau đó: ${allowed} thay đổi được phép, ${forbidden} không được phép`,
    algorithm: 'Thuật toán',
    stamp: (field: string) => `Dấu thời gian của tài liệu “${field}”`,
    proves: (proves: boolean) => (proves ? 'có giá trị chứng minh' : 'không chứng minh được gì'),
    revision: (number: number, allowed: number, forbidden: number) =>
      `Lần ghi thứ ${number}: ${allowed} thay đổi được phép, ${forbidden} không được phép`,
    counted: (count: number) => `sau đó ghi thêm ${count} đối tượng`,
    revisionCounted: (number: number, count: number) => `Lần ghi thứ ${number}: ${count} đối tượng`,
    unproven: 'không xét, vì chữ ký sai',
    form: (count: number) => (count === 0 ? 'Thể thức: đúng' : `Thể thức: ${count} điểm lệch`),
    page: (page: number) => `trang ${page}: `,
  },
  en: {
    field: (name: string) => `Field "${name}"`,
    fields: {},
    unreadable: 'signer unreadable',
    noLevel: 'no level of PAdES',
    unknown: 'unknown',
    claimed: 'Claimed time',
    proven: 'Proven time',
    notProven: 'no timestamp proves it',
    source: {
      claimed: 'claimed',
      'signature-timestamp': 'timestamp of the signature',
      'later-timestamp': 'timestamp of a later signature',
      'document-timestamp': 'timestamp of the document',
    },
    path: 'Certificate path',
    untrusted: 'leads to no trusted root',
    revocations: 'Revocation',
    revocation: {
      good: 'not revoked when signing',
      revoked: 'revoked',
      'revoked-later': 'revoked after signing',
      unknown: 'could not be checked',
      root: 'root',
    },
    covers: 'Covers',
    range: (revision: string, of: string) => `revision ${revision} of ${of}`,
    noRange: 'no revision exactly',
    after: (allowed: number, forbidden: number) =>
      allowed + forbidden === 0
        ? 'nothing was written after it'
        : `after it: ${allowed} changes allowed, ${forbidden} not`,
    algorithm: 'Algorithm',
    stamp: (field: string) => `Document timestamp "${field}"`,
    proves: (proves: boolean) => (proves ? 'proves its time' : 'proves nothing'),
    revision: (number: number, allowed: number, forbidden: number) =>
      `Revision ${number}: ${allowed} changes allowed, ${forbidden} not`,
    counted: (count: number) => `after it: ${count} objects written`,
    revisionCounted: (number: number, count: number) => `Revision ${number}: ${count} objects`,
    unproven: 'not considered, as the signature is wrong',
    form: (count: number) => (count === 0 ? 'Form: right' : `Form: ${count} departures`),
    page: (page: number) => `page ${page}: `,
  },
} as const
