import type { Bilingual, Level } from './verification/reason.ts'
import type { Verdict } from './verify.ts'

const headlines: Readonly<Record<Verdict['verdict'], Bilingual>> = {
  valid: {
    vi: 'HỢP LỆ: mọi chữ ký bắt buộc đều có, đúng và được tin cậy; tệp không bị sửa sau khi ký.',
    en: 'VALID: every required signature is there, right and trusted; nothing was changed after signing.',
  },
  'untrusted-or-incomplete': {
    vi: 'CHƯA ĐỦ TIN CẬY: không thấy dấu hiệu sửa đổi, nhưng còn thiếu hoặc chưa được tin cậy.',
    en: 'UNTRUSTED OR INCOMPLETE: no sign of alteration, but something is missing or not trusted.',
  },
  invalid: {
    vi: 'KHÔNG HỢP LỆ: tệp đã bị sửa, hỏng hoặc chữ ký sai.',
    en: 'INVALID: the file was altered, is damaged or wrongly signed.',
  },
}

const marks: Readonly<Record<Level, string>> = { invalid: '✗', incomplete: '!', note: '·' }

/** The verdict for people: one text in Vietnamese, one in English. */
export function explain(verdict: Verdict): Bilingual {
  return { vi: text(verdict, 'vi'), en: text(verdict, 'en') }
}

function text(verdict: Verdict, language: 'vi' | 'en'): string {
  const lines = [headlines[verdict.verdict][language]]
  for (const { level, [language]: sentence } of verdict.reasons) lines.push(`  ${marks[level]} ${sentence}`)
  for (const signature of verdict.signatures) {
    const said = language === 'vi' ? signatureVi(signature) : signatureEn(signature)
    lines.push(`  ${said}`)
  }
  return lines.join('\n')
}

type Signature = Verdict['signatures'][number]

function signatureVi({ field, signer, claimedTime, covers, algorithm }: Signature): string {
  const revision =
    covers?.replace('revision', 'phiên bản').replace('of', 'trên') ?? 'không phủ đúng phiên bản nào'
  const when = claimedTime ?? 'không rõ thời điểm'
  return `Ô “${field}”: ${signer ?? 'không đọc được người ký'}, ${when} (tự khai), ${revision}, ${algorithm ?? 'thuật toán lạ'}`
}

function signatureEn({ field, signer, claimedTime, covers, algorithm }: Signature): string {
  const when = claimedTime ?? 'time unknown'
  const range = covers ? `covers ${covers}` : 'covers no revision exactly'
  return `Field "${field}": ${signer ?? 'signer unreadable'}, ${when} (claimed), ${range}, ${algorithm ?? 'unknown algorithm'}`
}
