import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { archive, stampSignature } from '../../server/signing/archive.ts'
import { oids } from '../../server/signing/asn1/oids.ts'
import type { Signer } from '../../server/signing/signer.ts'
import { demoTsa } from '../../server/signing/timestamp/demo-tsa.ts'
import { sources } from './archive-sources.ts'
import { preparedPdf } from './prepared-pdf.ts'
import { type Authority, codes, judge, makeAuthority, now, pki, signAs, signedSteps } from './signed-pdf.ts'

const directory = mkdtempSync(join(tmpdir(), 'algorithms-'))
afterAll(() => rmSync(directory, { recursive: true }))
const path = (file: string) => join(directory, file)
const { chair } = await signedSteps()

describe.each([
  ['RSA PKCS#1', { key: 'rsa' }, /RSA 2048 PKCS#1/],
  ['RSA-PSS', { key: 'rsa', scheme: 'rsa-pss' }, /RSA 2048 PSS/],
  ['ECDSA P-256', { key: 'p256' }, /ECDSA P-256 SHA-256/],
  ['ECDSA P-384', { key: 'p384' }, /ECDSA P-384 SHA-384/],
] as const)('with %s', (_name, options, algorithm) => {
  test('a file is signed, stamped and archived, for us, for openssl and for qpdf', async () => {
    const authority = makeAuthority('Gốc thử nghiệm', { keyUsage: ['keyCertSign', 'cRLSign'] })
    const signer = authority.issue({ commonName: 'Thư ký (minh họa)', ...options })
    const base = await preparedPdf({ fields: { secretary: 'Thư ký (minh họa)' } })
    const signed = await signAs(base, 'secretary', signer)
    const withTime = await stampSignature(signed, 'secretary', sources)
    const { bytes } = await archive(withTime, { ...sources, roots: [pki.rootPem, authority.rootPem] })
    const verdict = judge(bytes, [pki.rootPem, authority.rootPem])
    expect(codes(verdict)).toEqual([])
    expect(verdict.signatures[0]?.algorithm).toMatch(algorithm)
    writeFileSync(path('signed.pdf'), bytes)
    expect(execFileSync('qpdf', ['--check', path('signed.pdf')]).toString()).toContain('No syntax')
    expect(cadesVerify(withTime, authority.rootPem)).toContain('CAdES Verification successful')
  })

  test('a timestamp authority signs its tokens', async () => {
    const authority = makeAuthority('Gốc dấu thời gian')
    const { timestamp } = demoTsa(tsaWith(authority, options), () => now)
    const from = { ...sources, timestamp, roots: [pki.rootPem, authority.rootPem] }
    const { bytes } = await archive(await stampSignature(chair, 'chair', from), from)
    const verdict = judge(bytes)
    expect(codes(verdict)).toEqual([])
  })
})

/** A timestamp authority of another root, with a key of that kind. */
function tsaWith(
  authority: Authority,
  { key, scheme }: { key: 'rsa' | 'p256' | 'p384'; scheme?: 'rsa-pss' },
): Signer {
  const contents = { extendedKeyUsage: [oids.timeStamping], criticalExtendedKeyUsage: true }
  const signer = authority.issue({
    commonName: 'Dấu thời gian',
    key,
    contents,
    ...(scheme ? { scheme } : {}),
  })
  return signer
}

/** `openssl cms -verify -cades` on the only signature. */
function cadesVerify(pdf: Uint8Array, rootPem: string): string {
  const text = Buffer.from(pdf).toString('latin1')
  const [, first = 0, second = 0, length = 0] =
    /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(text)?.map(Number) ?? []
  const contents = Buffer.from(text.slice(first + 1, second - 1), 'hex')
  writeFileSync(path('c.der'), contents.subarray(0, 4 + contents.readUInt16BE(2)))
  writeFileSync(path('c.bin'), Buffer.concat([pdf.subarray(0, first), pdf.subarray(second, second + length)]))
  writeFileSync(path('c.pem'), rootPem)
  const input = ['-inform', 'DER', '-in', path('c.der'), '-content', path('c.bin'), '-binary']
  const args = ['cms', '-verify', '-cades', ...input, '-CAfile', path('c.pem'), '-out', path('c.out')]
  return spawnSync('openssl', args).stderr.toString()
}
