import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readTrustedRoots } from '../../server/signing/trusted-roots.ts'
import { judge, makeAuthority, now, pki, signedSteps } from './signed-pdf.ts'

const directory = mkdtempSync(join(tmpdir(), 'roots-'))
afterAll(() => rmSync(directory, { recursive: true }))

function file(text: string): string {
  const path = join(directory, 'roots.pem')
  writeFileSync(path, text)
  return path
}

test('each authority of the file is trusted, nobody without a file', async () => {
  expect(readTrustedRoots(undefined)).toEqual([])
  const roots = readTrustedRoots(file(`Gốc quốc gia\n${makeAuthority().rootPem}\nGốc khác\n${pki.rootPem}`))
  expect(roots).toHaveLength(2)
  const { chair } = await signedSteps()
  expect(judge(chair, roots, now).signatures.map(({ trusted }) => trusted)).toEqual([true, true])
})

test.each([
  ['that is not there', () => join(directory, 'nowhere.pem'), 'nowhere.pem'],
  ['without a certificate', () => file('xin chào'), 'PEM'],
  ['with a damaged one', () => file(pki.rootPem.replace(/MII/, 'AII')), 'cannot read'],
  ['with a signer’s', () => file(pki.rootPem + pki.signers.chair.certificatePem), 'certificate 2'],
])('a file %s is refused, with the reason', (_what, path, reason) => {
  expect(() => readTrustedRoots(path())).toThrow(
    expect.objectContaining({ code: 'config/invalid', message: expect.stringContaining(reason) }),
  )
})
