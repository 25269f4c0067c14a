import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDemoPki } from '../../server/signing/demo-pki.ts'
import { preparedPdf } from './prepared-pdf.ts'
import { makeAuthority, pki, signAs, signedSteps } from './signed-pdf.ts'
import { archivedSteps } from './stamped-pdf.ts'

const directory = await mkdtemp(join(tmpdir(), 'verify-'))
afterAll(() => rm(directory, { recursive: true }))
const at = (file: string) => join(directory, file)
const steps = await signedSteps()
const stamped = await archivedSteps()
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
  expect(base.stdout).toContain('Ô chữ ký “thư ký” chưa được ký.')
  const cut = await runOn(steps.secretary, '--trust', roots)
  expect(cut.stdout).toContain('The signature field "chair" is not signed.')
  const untrusted = await runOn(steps.chair, '--trust', other)
  expect(untrusted.stdout).toContain('không dẫn tới tổ chức gốc được tin cậy')
  expect([base.status, cut.status, untrusted.status]).toEqual([2, 2, 2])
})

test('exit 1 for a changed file, no PDF, no file, a wrong root, wrong arguments', async () => {
  const changed = Buffer.from(steps.chair)
  changed[300] = (changed[300] ?? 0) ^ 4
  const results = [
    await runOn(changed, '--trust', roots),
    await runOn('hello', '--trust', roots),
    run([at('missing.pdf')]),
    await runOn(steps.chair, '--trust', at('missing.pem')),
    run([]),
    run([at('file.pdf'), '--unknown']),
  ]
  expect(results.map((result) => result.status)).toEqual([1, 1, 1, 1, 1, 1])
  expect(results.every(({ stdout, stderr }) => !`${stdout}${stderr}`.includes('at '.repeat(2)))).toBe(true)
  expect(results[2]?.stderr).toContain('Không đọc được tệp')
})

test('exit 2 for a PDF that nobody signed: nothing more is said of it than that', async () => {
  const { status, stdout } = await runOn(await preparedPdf({ fields: {} }))
  expect(stdout.split('\n\n')[0]?.split('\n')).toEqual([
    expect.stringContaining('KHÔNG CÓ CHỮ KÝ'),
    '  ! Tệp không có chữ ký nào, cũng không có ô để ký.',
  ])
  expect(status).toBe(2)
})

test('a file that is no PDF is called that, without advice on certificates', async () => {
  const { status, stdout, stderr } = await runOn('# Điểm Cầu')
  expect(`${stdout}${stderr}`).toContain('Đây không phải tệp PDF')
  expect(`${stdout}${stderr}`).not.toContain('--trust')
  expect(status).toBe(1)
})

test('of a changed file nothing is called proven or allowed', async () => {
  const changed = Buffer.from(stamped.chairStamped)
  changed[300] = (changed[300] ?? 0) ^ 4
  const { stdout } = await runOn(changed, '--trust', roots)
  expect(stdout).toContain('KHÔNG HỢP LỆ')
  expect(stdout).toContain('không xét, vì chữ ký sai')
  expect(stdout).not.toContain('thay đổi được phép')
})

test('times have one form, those of Vietnam', async () => {
  const { stdout } = await runOn(stamped.chairStamped, '--trust', roots)
  const times = stdout.match(/\d{4}-\d\d-\d\d.*?(?=[,\n])/g) ?? []
  expect(times.length).toBeGreaterThan(3)
  for (const time of times) expect(time).toMatch(/^[\d-]{10} [\d:]{8} \+07:00$/)
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
  expect(without.stdout.split('\n')[1]).toContain('chưa có chứng thư gốc')
  expect(without.stdout).toContain(join(at('none'), 'pki', 'root.pem'))
})
