import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDemoPki } from '../../server/signing/demo-pki.ts'
import { preparedPdf } from './prepared-pdf.ts'
import { makeAuthority, pki, signAs, signedSteps } from './signed-pdf.ts'

const directory = await mkdtemp(join(tmpdir(), 'verify-'))
afterAll(() => rm(directory, { recursive: true }))
const at = (file: string) => join(directory, file)
const steps = await signedSteps()
const roots = at('root.pem')
await writeFile(roots, pki.rootPem)

function run(args: readonly string[], dataDir = at('none')) {
  const program = join(import.meta.dirname, '../../scripts/verify.ts')
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir }
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    env,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

async function runOn(pdf: Uint8Array | string, ...args: string[]) {
  await writeFile(at('file.pdf'), pdf)
  return run([at('file.pdf'), ...args])
}

test('exit 0 for a file that is valid under the given root, in both languages', async () => {
  const { status, stdout } = await runOn(steps.chair, '--trust', roots)
  expect(stdout).toContain('HỢP LỆ')
  expect(stdout).toContain('VALID: every required signature')
  expect(status).toBe(0)
})

test('exit 2 for the prepared base, for a file cut back, and under another root', async () => {
  const other = at('other.pem')
  await writeFile(other, makeAuthority().rootPem)
  const base = await runOn(steps.base, '--trust', roots)
  expect(base.stdout).toContain('Ô chữ ký “secretary” chưa được ký.')
  const cut = await runOn(steps.secretary, '--trust', roots)
  expect(cut.stdout).toContain('The signature field "chair" is not signed.')
  const untrusted = await runOn(steps.chair, '--trust', other)
  expect(untrusted.stdout).toContain('không dẫn tới tổ chức gốc được tin cậy')
  expect([base.status, cut.status, untrusted.status]).toEqual([2, 2, 2])
})

test('exit 1 for a changed file, no PDF, no signature fields, no file, a wrong root, wrong arguments', async () => {
  const changed = Buffer.from(steps.chair)
  changed[300] = (changed[300] ?? 0) ^ 4
  const results = [
    await runOn(changed, '--trust', roots),
    await runOn('hello', '--trust', roots),
    await runOn(await preparedPdf({ fields: {} }), '--trust', roots),
    run([at('missing.pdf')]),
    await runOn(steps.chair, '--trust', at('missing.pem')),
    run([]),
    run([at('file.pdf'), '--unknown']),
  ]
  expect(results.map((result) => result.status)).toEqual([1, 1, 1, 1, 1, 1, 1])
  expect(results.every(({ stdout, stderr }) => !`${stdout}${stderr}`.includes('at '.repeat(2)))).toBe(true)
  expect(results[3]?.stderr).toContain('Không đọc được tệp')
})

test('--json prints one object and nothing else', async () => {
  const { stdout } = await runOn(steps.chair, '--trust', roots, '--json')
  const verdict = JSON.parse(stdout)
  expect(verdict).toMatchObject({ verdict: 'valid', requiredFields: ['secretary', 'chair'] })
  const missing = JSON.parse(run([at('missing.pdf'), '--json']).stdout)
  expect(missing).toMatchObject({ verdict: 'invalid', reasons: [{ code: 'unreadable-file' }] })
})

test('trusts the root of this installation, and says so where there is none', async () => {
  const data = at('data')
  await mkdir(data)
  const own = await openDemoPki(join(data, 'pki'))
  const now = Date.now() - 1000
  const once = await signAs(steps.base, 'secretary', own.signers.secretary.signer, now)
  await writeFile(at('own.pdf'), await signAs(once, 'chair', own.signers.chair.signer, now))
  expect(run([at('own.pdf')], data).status).toBe(0)
  const without = run([at('own.pdf')])
  expect(without.status).toBe(2)
  expect(without.stdout).toContain('chưa có chứng thư gốc')
  expect(without.stdout).toContain(join(at('none'), 'pki', 'root.pem'))
})
