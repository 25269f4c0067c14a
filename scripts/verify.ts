import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ProfileId } from '../domain/conference.ts'
import { explain } from '../server/signing/explain.ts'
import { type Bilingual, type ReasonCode, type Verdict, verify } from '../server/signing/verify.ts'
import { isZip, verifyDossier } from './verify-dossier.ts'
import { verifyRecord } from './verify-record.ts'

/**
 * `npm run verify -- FILE.pdf [--trust ROOT.pem]… [--profile PROFILE] [--json]`; with a profile the form of the minutes
 * is checked, too; `--record` looks at the log that the minutes carry instead. Exit code 0: valid; 2: intact, but
 * untrusted or incomplete; 1: anything else. Needs neither database nor server.
 */
const profiles = ['nd30', 'party-hd36-2018', 'party-hd05-2026'] as const satisfies readonly ProfileId[]
const usage = `npm run verify -- FILE.pdf [--trust ROOT.pem] [--profile ${profiles.join('|')}] [--record] [--json]`
/** Readers look for the header in so many bytes (ISO 32000-1, annex H, note 13). */
const HEADER_WITHIN = 1024
const exitCodes: Readonly<Record<Verdict['verdict'], number>> = {
  valid: 0,
  'untrusted-or-incomplete': 2,
  invalid: 1,
}

process.exitCode = await main()

async function main(): Promise<number> {
  const given = readArguments()
  if (!given)
    return fail('wrong-arguments', `Cách dùng: ${usage}`, `Usage: ${usage}`, process.argv.includes('--json'))
  const { file, trust, profile, record, json } = given
  if (await isZip(file)) return verifyDossier(file, trust, json)
  let pdf: Buffer
  try {
    pdf = await readFile(file)
  } catch {
    return fail('unreadable-file', `Không đọc được tệp ${file}.`, `The file ${file} cannot be read.`, json)
  }
  if (pdf.subarray(0, HEADER_WITHIN).indexOf('%PDF-') === -1) return fail('not-a-pdf', ...notPdf(file), json)
  if (record) return verifyRecord(file, json)
  const places = trust ?? (await ownRoots())
  const roots: string[] = []
  const missing: string[] = []
  for (const place of places) {
    const root = await readFile(place, 'utf8').catch(() => undefined)
    if (root?.includes('-----BEGIN CERTIFICATE-----')) roots.push(root)
    else missing.push(place)
  }
  if (trust && missing.length > 0) {
    const [place] = missing
    return fail(
      'unreadable-root',
      `Không đọc được chứng thư gốc ${place}.`,
      `No root certificate in ${place}.`,
      json,
    )
  }
  let verdict: Verdict
  try {
    verdict = verify(pdf, { roots, now: Date.now() })
    if (profile) verdict = { ...verdict, form: await formOf(pdf, profile) }
  } catch {
    return fail('unreadable-root', 'Chứng thư gốc bị hỏng.', 'The root certificate is damaged.', json)
  }
  if (json) console.log(JSON.stringify(verdict))
  else printVerdict(verdict, roots.length === 0 ? missing : [])
  return exitCodes[verdict.verdict]
}

/** Loaded only where it is asked for. */
async function formOf(pdf: Uint8Array, profile: ProfileId): Promise<NonNullable<Verdict['form']>> {
  const { checkForm } = await import('../server/form-check/index.ts')
  return checkForm(pdf, profile, 'minutes')
}

/** The configuration is read only where it is needed: half of the command's time is its libraries. */
async function ownRoots(): Promise<string[]> {
  const { readConfig } = await import('../server/config.ts')
  const { dataDir, trustedRoots } = readConfig(process.env)
  return [...(trustedRoots ? [trustedRoots] : []), join(dataDir, 'pki', 'root.pem')]
}

interface Arguments {
  readonly file: string
  readonly trust: string[] | undefined
  readonly profile: ProfileId | undefined
  /** Looks at the log that the file carries, not at its signatures. */
  readonly record: boolean
  readonly json: boolean
}

function readArguments(): Arguments | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        trust: { type: 'string', multiple: true },
        profile: { type: 'string' },
        record: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const [file, ...more] = positionals
    const profile = profiles.find((each) => each === values.profile)
    const unknown = values.profile !== undefined && profile === undefined
    if (file === undefined || more.length > 0 || unknown) return undefined
    return { file, trust: values.trust, profile, record: values.record, json: values.json }
  } catch {
    return undefined
  }
}

function printVerdict(verdict: Verdict, missing: readonly string[]): void {
  const { vi, en } = explain(verdict, remedyFor(verdict, missing))
  console.log(`${vi}\n\n${en}`)
}

/** What to do where nothing is wrong but trust is missing. */
function remedyFor({ verdict, reasons }: Verdict, missing: readonly string[]): Bilingual | undefined {
  const lacks = (code: ReasonCode) => reasons.some((each) => each.code === code)
  if (verdict !== 'untrusted-or-incomplete') return undefined
  if (lacks('no-trusted-root')) {
    const places = missing.join(', ')
    return {
      vi: `Máy này chưa có chứng thư gốc (${places}).\nHãy chỉ ra chứng thư gốc mà mình tin bằng --trust TỆP.pem.`,
      en: `This installation has no root certificate (${places}).\nName one that you trust with --trust FILE.pem.`,
    }
  }
  if (!lacks('untrusted')) return undefined
  return {
    vi: 'Nếu tin tổ chức đã cấp chứng thư này, hãy chỉ ra chứng thư gốc của tổ chức đó bằng --trust TỆP.pem.',
    en: 'If you trust who issued this certificate, name its root certificate with --trust FILE.pem.',
  }
}

function notPdf(file: string): readonly [vi: string, en: string] {
  return [
    `Đây không phải tệp PDF (cũng không phải hồ sơ ZIP): ${file}. Không có gì để kiểm tra.`,
    `This is no PDF file (nor a dossier, ZIP): ${file}. There is nothing to check.`,
  ]
}

function fail(code: string, vi: string, en: string, json: boolean): number {
  if (json) console.log(JSON.stringify({ verdict: 'invalid', reasons: [{ code, level: 'invalid', vi, en }] }))
  else console.error(`${vi}\n${en}`)
  return 1
}
