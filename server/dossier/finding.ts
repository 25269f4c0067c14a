import type { ZipProblem } from '../zip/reading.ts'

export type Level = 'invalid' | 'incomplete' | 'note'

/** What was found in a dossier: a stable code, how grave, which file, and the sentence in both languages. */
export interface Finding {
  readonly code: FindingCode
  readonly level: Level
  readonly path?: string
  readonly vi: string
  readonly en: string
}

interface Words {
  readonly level: Level
  readonly vi: (about: string) => string
  readonly en: (about: string) => string
}

const words = {
  'not-a-zip': {
    level: 'invalid',
    vi: () => 'Tệp này không phải tệp ZIP, hoặc đã hỏng.',
    en: () => 'This file is no ZIP, or it is damaged.',
  },
  'unsafe-name': {
    level: 'invalid',
    vi: (path) => `Trong tệp nén có tên tệp không được phép: ${path}.`,
    en: (path) => `The ZIP holds a name that is not allowed: ${path}.`,
  },
  'name-twice': {
    level: 'invalid',
    vi: (path) => `Tệp nén có hai tệp cùng tên ${path}.`,
    en: (path) => `The ZIP holds ${path} twice.`,
  },
  overlapping: {
    level: 'invalid',
    vi: (path) => `Tệp ${path} chồng lên tệp khác trong tệp nén.`,
    en: (path) => `${path} overlaps another file in the ZIP.`,
  },
  bomb: {
    level: 'invalid',
    vi: (path) => `Tệp ${path} khi giải nén lớn bất thường, nên không mở.`,
    en: (path) => `${path} would become unreasonably large, so it is not opened.`,
  },
  encrypted: {
    level: 'invalid',
    vi: (path) => `Tệp ${path} bị đặt mật khẩu.`,
    en: (path) => `${path} is encrypted.`,
  },
  'too-many-files': {
    level: 'invalid',
    vi: () => 'Tệp nén có quá nhiều tệp.',
    en: () => 'The ZIP holds too many files.',
  },
  'not-a-dossier': {
    level: 'invalid',
    vi: () => 'Tệp nén không có manifest.json đúng quy cách, nên không phải hồ sơ hội nghị.',
    en: () => 'The ZIP has no proper manifest.json, so it is no dossier.',
  },
  'signature-missing': {
    level: 'invalid',
    vi: () => 'Thiếu chữ ký của bản kê (manifest.json.p7s).',
    en: () => 'The signature of the manifest (manifest.json.p7s) is missing.',
  },
  'manifest-changed': {
    level: 'invalid',
    vi: () => 'Bản kê manifest.json đã bị thay đổi sau khi ký.',
    en: () => 'The manifest was changed after it was signed.',
  },
  'signature-wrong': {
    level: 'invalid',
    vi: () => 'Chữ ký của bản kê không đúng hoặc không đọc được.',
    en: () => 'The signature of the manifest is wrong or cannot be read.',
  },
  'signature-untrusted': {
    level: 'incomplete',
    vi: (signer) => `Máy này chưa biết chứng thư của nơi lập hồ sơ (${signer}); hãy chỉ ra bằng --trust.`,
    en: (signer) =>
      `The certificate of who made the dossier (${signer}) is not known here; name it by --trust.`,
  },
  'file-missing': {
    level: 'invalid',
    vi: (path) => `Tệp ${path} đã bị lấy ra khỏi hồ sơ.`,
    en: (path) => `${path} was removed from the dossier.`,
  },
  'file-added': {
    level: 'invalid',
    vi: (path) => `Tệp ${path} được thêm vào, không có trong bản kê.`,
    en: (path) => `${path} was added: the manifest does not name it.`,
  },
  'file-changed': {
    level: 'invalid',
    vi: (path) => `Tệp ${path} không còn là tệp lúc lập hồ sơ: đã bị tráo hoặc sửa.`,
    en: (path) => `${path} is not the file that the dossier was made with: it was exchanged or changed.`,
  },
  'file-absent': {
    level: 'note',
    vi: (path) => `Khi lập hồ sơ đã không có tệp ${path} (xem bản kê).`,
    en: (path) => `${path} was not there when the dossier was made (see the manifest).`,
  },
  'log-broken': {
    level: 'invalid',
    vi: (seq) => `Nhật ký bị đứt ở mục ${seq}: mã băm không khớp.`,
    en: (seq) => `The log is broken at entry ${seq}: the hash does not fit.`,
  },
  'log-unreadable': {
    level: 'invalid',
    vi: (line) => `Nhật ký không đọc được ở dòng ${line}.`,
    en: (line) => `The log cannot be read at line ${line}.`,
  },
  'log-other-head': {
    level: 'invalid',
    vi: () => 'Mục cuối của nhật ký không phải mục cuối mà bản kê ghi.',
    en: () => 'The last entry of the log is not the one that the manifest names.',
  },
  'log-other-conference': {
    level: 'invalid',
    vi: () => 'Nhật ký là của một hội nghị khác.',
    en: () => 'The log is of another conference.',
  },
  'log-erased': {
    level: 'note',
    vi: (seq) => `Nội dung mục ${seq} của nhật ký đã được xóa; mã băm vẫn khớp.`,
    en: (seq) => `What entry ${seq} of the log said was erased; its hash still fits.`,
  },
  'not-in-log': {
    level: 'invalid',
    vi: (path) => `Tệp ${path} không phải tệp mà nhật ký hội nghị ghi nhận.`,
    en: (path) => `${path} is not the file that the log names.`,
  },
  'log-names-more': {
    level: 'invalid',
    vi: (path) => `Nhật ký ghi nhận tệp ${path}, nhưng hồ sơ không có.`,
    en: (path) => `The log names ${path}, which the dossier does not hold.`,
  },
  'text-differs': {
    level: 'invalid',
    vi: (document) => `Lịch sử soạn thảo của văn bản ${document} không cho ra nội dung đã niêm phong.`,
    en: (document) => `The history of the text ${document} does not give what was sealed.`,
  },
  'text-too-heavy': {
    level: 'invalid',
    vi: (document) => `Lịch sử soạn thảo của văn bản ${document} nặng bất thường, nên không kiểm tra.`,
    en: (document) => `The history of the text ${document} is unreasonably heavy, so it is not checked.`,
  },
  'texts-unreadable': {
    level: 'invalid',
    vi: (line) => `Lịch sử soạn thảo không đọc được ở dòng ${line}.`,
    en: (line) => `The history of the texts cannot be read at line ${line}.`,
  },
  'minutes-wrong': {
    level: 'invalid',
    vi: (path) => `Biên bản ${path} không hợp lệ:`,
    en: (path) => `The minutes ${path} are not valid:`,
  },
  'minutes-incomplete': {
    level: 'incomplete',
    vi: (path) => `Biên bản ${path} còn nguyên vẹn nhưng chưa đủ căn cứ:`,
    en: (path) => `The minutes ${path} are intact, but not all could be proven:`,
  },
} as const satisfies Record<string, Words>

export type FindingCode = keyof typeof words

/** What is about one file. */
const ofFile: ReadonlySet<string> = new Set<FindingCode>([
  'unsafe-name',
  'name-twice',
  'overlapping',
  'bomb',
  'encrypted',
  'file-missing',
  'file-added',
  'file-changed',
  'file-absent',
  'not-in-log',
  'log-names-more',
  'minutes-wrong',
  'minutes-incomplete',
])

/** @param about the file, or what else the sentence names */
export function finding(
  code: FindingCode,
  about = '',
  more: { vi: string; en: string } = { vi: '', en: '' },
): Finding {
  const { level, vi, en } = words[code]
  return {
    code,
    level,
    ...(ofFile.has(code) ? { path: about } : {}),
    vi: [vi(about), more.vi].filter(Boolean).join(' '),
    en: [en(about), more.en].filter(Boolean).join(' '),
  }
}

export function zipFinding({ code, path }: ZipProblem): Finding {
  return finding(code, path ?? '')
}
