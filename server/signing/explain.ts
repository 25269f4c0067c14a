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

/** Ahead of UTC, in milliseconds. */
const VIETNAM = 7 * 3_600_000

const marks: Readonly<Record<Level, string>> = { invalid: '✗', incomplete: '!', note: '·' }

type Language = 'vi' | 'en'
type Signature = Verdict['signatures'][number]

/**
 * The verdict for people: one text in Vietnamese, one in English. Times are those of Vietnam.
 * @param remedy what the reader can do about it, right under the verdict
 */
export function explain(verdict: Verdict, remedy?: Bilingual): Bilingual {
  return { vi: text(verdict, 'vi', remedy), en: text(verdict, 'en', remedy) }
}

function text(verdict: Verdict, language: Language, remedy: Bilingual | undefined): string {
  const say = explanations[language]
  const isUnsigned = verdict.reasons.some(({ code }) => code === 'no-signature-fields')
  const lines = [(isUnsigned ? unsigned : headlines[verdict.verdict])[language]]
  if (remedy) lines.push(...remedy[language].split('\n').map((line) => `  → ${line}`))
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
    // In a file that is wrong otherwise, nothing that was written to it is called allowed.
    const isCounted = verdict.verdict === 'invalid' && forbidden.length === 0
    lines.push(
      isCounted
        ? `  ${say.revisionCounted(index + 1, changes.length)}`
        : `  ${say.revision(index + 1, changes.length - forbidden.length, forbidden.length)}`,
    )
    for (const { object, where, what } of forbidden)
      lines.push(`    ✗ ${object}: ${where[language]}: ${what[language]}`)
  }
  if (verdict.form) {
    lines.push(`  ${say.form(verdict.form.length)}`)
    for (const { page, [language]: sentence } of verdict.form)
      lines.push(`    · ${page === undefined ? '' : say.page(page)}${sentence}`)
  }
  return lines.map((line) => readable(line, say.fields)).join('\n')
}

/** Fields as on the document; times to the second, `2023-05-30 11:02:00 +07:00`, whichever offset they came with. */
function readable(line: string, fields: Readonly<Record<string, string>>): string {
  return line
    .replace(/“([^”]+)”/g, (whole, name: string) => {
      const known = Object.hasOwn(fields, name.toLowerCase()) && fields[name.toLowerCase()]
      return known ? `“${known}”` : whole
    })
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, (time) => {
      const at = Date.parse(time)
      if (Number.isNaN(at)) return time
      return `${new Date(at + VIETNAM).toISOString().slice(0, 19).replace('T', ' ')} +07:00`
    })
}

function signatureLines(signature: Signature, verdict: Verdict, language: Language): string[] {
  const say = explanations[language]
  const { field, signer, claimedTime, provenTime, timeSource, provenBy, covers, algorithm, level } = signature
  const path = signature.path.map(({ name }) => name).join(' → ')
  const revocations = signature.path
    .filter(({ revocation }) => revocation !== 'root')
    .map(({ name, revocation }) => `${name}: ${say.revocation[revocation]}`)
  const after = afterOf(covers, verdict, say)
  const isWrong = signature.problems.some((problem) => problem.level === 'invalid')
  const notProven = isWrong ? say.unproven : say.notProven
  return [
    `  ${say.field(field)}: ${signer ?? say.unreadable}, ${level ?? say.noLevel}`,
    `    ${say.claimed}: ${claimedTime ?? say.unknown}`,
    `    ${say.proven}: ${provenTime === null ? notProven : `${provenTime}, ${say.source[timeSource]}, ${provenBy}`}`,
    `    ${say.path}: ${path || say.unknown}${signature.trusted ? '' : ` (${say.untrusted})`}`,
    `    ${say.revocations}: ${revocations.join('; ') || say.unknown}`,
    `    ${say.covers}: ${covered(covers, say)}${after === undefined ? '' : `; ${after}`}`,
    `    ${say.algorithm}: ${algorithm ?? say.unknown}`,
  ]
}

function covered(covers: string | null, say: (typeof explanations)[Language]): string {
  const [, revision, of] = /^revision (\d+) of (\d+)$/.exec(covers ?? '') ?? []
  return revision === undefined || of === undefined ? say.noRange : say.range(revision, of)
}

function afterOf(
  covers: string | null,
  { revisions, verdict }: Verdict,
  say: (typeof explanations)[Language],
): string | undefined {
  const revision = Number(/^revision (\d+)/.exec(covers ?? '')?.[1])
  if (Number.isNaN(revision)) return undefined
  const changes = revisions.slice(revision).flatMap((each) => each.changes)
  const allowed = changes.filter((change) => change.allowed).length
  const isCounted = verdict === 'invalid' && changes.length > 0 && allowed === changes.length
  return isCounted ? say.counted(changes.length) : say.after(allowed, changes.length - allowed)
}
