import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ProfileId } from '../domain/conference.ts'
import { explain } from '../server/signing/explain.ts'
import { type Verdict, verify } from '../server/signing/verify.ts'
import { isZip, verifyDossier } from './verify-dossier.ts'
import { verifyRecord } from './verify-record.ts'

/**
 * `npm run verify -- FILE.pdf [--trust ROOT.pem]… [--profile PROFILE] [--json]`; with a profile the form of the minutes
 * is checked, too; `--record` looks at the log that the minutes carry instead. Exit code 0: valid; 2: intact, but
 * untrusted or incomplete; 1: anything else. Needs neither database nor server.
 */
const profiles = ['nd30', 'party-hd36-2018', 'party-hd05-2026'] as const satisfies readonly ProfileId[]
const usage = `npm run verify -- FILE.pdf [--trust ROOT.pem] [--profile ${profiles.join('|')}] [--record] [--json]`
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
  if (record) return verifyRecord(file, json)
  let pdf: Uint8Array
  try {
    pdf = await readFile(file)
  } catch {
    return fail('unreadable-file', `Không đọc được tệp ${file}.`, `The file ${file} cannot be read.`, json)
  }
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
  const { vi, en } = explain(verdict)
  console.log(`${vi}\n\n${en}`)
  for (const place of missing) {
    console.log(`\nMáy này chưa có chứng thư gốc ${place}; hãy chỉ ra bằng --trust.`)
    console.log(`This installation has no root certificate ${place} yet; name one with --trust.`)
  }
}

function fail(code: string, vi: string, en: string, json: boolean): number {
  if (json) console.log(JSON.stringify({ verdict: 'invalid', reasons: [{ code, level: 'invalid', vi, en }] }))
  else console.error(`${vi}\n${en}`)
  return 1
}
