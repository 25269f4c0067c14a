import { explanations } from './verification/explanations.ts'
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

const unsigned: Bilingual = {
  vi: 'KHÔNG CÓ CHỮ KÝ: tệp không mang chữ ký nào nên không có gì để kiểm tra.',
  en: 'NOT SIGNED: the file carries no signature, so there is nothing to check.',
}

const marks: Readonly<Record<Level, string>> = { invalid: '✗', incomplete: '!', note: '·' }

type Language = 'vi' | 'en'
type Signature = Verdict['signatures'][number]

/** The verdict for people: one text in Vietnamese, one in English. */
export function explain(verdict: Verdict): Bilingual {
  return { vi: text(verdict, 'vi'), en: text(verdict, 'en') }
}

function text(verdict: Verdict, language: Language): string {
  const say = explanations[language]
  const grave = verdict.reasons.filter(({ level }) => level === 'invalid')
  const isUnsigned = grave.length > 0 && grave.every(({ code }) => code === 'no-signature-fields')
  const lines = [(isUnsigned ? unsigned : headlines[verdict.verdict])[language]]
  for (const { level, [language]: sentence } of verdict.reasons) lines.push(`  ${marks[level]} ${sentence}`)
  for (const signature of verdict.signatures) lines.push(...signatureLines(signature, verdict, language))
  for (const stamp of verdict.timestamps) {
    if (stamp.kind !== 'document') continue
    lines.push(
      `  ${say.stamp(stamp.field)}: ${stamp.time ?? say.unknown}, ${stamp.by ?? say.unknown}, ${covered(stamp.covers, say)}, ${say.proves(stamp.proves)}`,
    )
  }
  for (const [index, { changes }] of verdict.revisions.entries()) {
    if (index === 0) continue
    const forbidden = changes.filter(({ allowed }) => !allowed)
    lines.push(`  ${say.revision(index + 1, changes.length - forbidden.length, forbidden.length)}`)
    for (const { object, where, what } of forbidden)
      lines.push(`    ✗ ${object}: ${where[language]}: ${what[language]}`)
  }
  if (verdict.form) {
    lines.push(`  ${say.form(verdict.form.length)}`)
    for (const { page, [language]: sentence } of verdict.form)
      lines.push(`    · ${page === undefined ? '' : say.page(page)}${sentence}`)
  }
  return lines.join('\n')
}

function signatureLines(signature: Signature, verdict: Verdict, language: Language): string[] {
  const say = explanations[language]
  const { field, signer, claimedTime, provenTime, timeSource, provenBy, covers, algorithm, level } = signature
  const path = signature.path.map(({ name }) => name).join(' → ')
  const revocations = signature.path
    .filter(({ revocation }) => revocation !== 'root')
    .map(({ name, revocation }) => `${name}: ${say.revocation[revocation]}`)
  const after = afterOf(covers, verdict)
  return [
    `  ${say.field(field)}: ${signer ?? say.unreadable}, ${level ?? say.noLevel}`,
    `    ${say.claimed}: ${claimedTime ?? say.unknown}`,
    `    ${say.proven}: ${provenTime === null ? say.notProven : `${provenTime}, ${say.source[timeSource]}, ${provenBy}`}`,
    `    ${say.path}: ${path || say.unknown}${signature.trusted ? '' : ` (${say.untrusted})`}`,
    `    ${say.revocations}: ${revocations.join('; ') || say.unknown}`,
    `    ${say.covers}: ${covered(covers, say)}${after === undefined ? '' : `; ${say.after(after.allowed, after.forbidden)}`}`,
    `    ${say.algorithm}: ${algorithm ?? say.unknown}`,
  ]
}

function covered(covers: string | null, say: (typeof explanations)[Language]): string {
  const [, revision, of] = /^revision (\d+) of (\d+)$/.exec(covers ?? '') ?? []
  return revision === undefined || of === undefined ? say.noRange : say.range(revision, of)
}

function afterOf(covers: string | null, { revisions }: Verdict) {
  const revision = Number(/^revision (\d+)/.exec(covers ?? '')?.[1])
  if (Number.isNaN(revision)) return undefined
  const changes = revisions.slice(revision).flatMap((each) => each.changes)
  const allowed = changes.filter((change) => change.allowed).length
  return { allowed, forbidden: changes.length - allowed }
}
