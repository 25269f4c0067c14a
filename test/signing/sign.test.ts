import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { oids } from '../../server/signing/asn1/oids.ts'
import { complete, prepare } from '../../server/signing/sign.ts'
import { signerFromPkcs12 } from '../../server/signing/signer-pkcs12.ts'
import { preparedPdf } from './prepared-pdf.ts'
import { codes, judge, makeAuthority, pki, signAs, signedAt, signedSteps, validity } from './signed-pdf.ts'

const directory = mkdtempSync(join(tmpdir(), 'signing-'))
afterAll(() => rmSync(directory, { recursive: true }))

const base = await preparedPdf()
const { secretary, chair } = pki.signers
const request = { field: 'secretary', ...secretary.signer, at: signedAt } as const

describe('signing', () => {
  test('leaves the bytes of the file as they are and appends', async () => {
    const once = await signAs(base, 'secretary')
    const twice = await signAs(once, 'chair')
    expect(Buffer.from(once.subarray(0, base.length)).equals(base)).toBe(true)
    expect(Buffer.from(twice.subarray(0, once.length)).equals(once)).toBe(true)
  })

  test('gives the same file for the same key and bytes', async () => {
    const again = await signedSteps()
    expect(Buffer.from(again.chair).equals((await signedSteps()).chair)).toBe(true)
  })

  test('states the time in Vietnam and no signing-time in the container', async () => {
    const once = Buffer.from(await signAs(base, 'secretary')).toString('latin1')
    expect(once).toContain("/M (D:20230530110000+07'00')")
    const container = Buffer.from(/\/Contents <([0-9a-f]+)>/.exec(once)?.[1] ?? '', 'hex')
    expect(container.includes(Buffer.from('2a864886f70d010905', 'hex'))).toBe(false)
    expect(judge(Buffer.from(once, 'latin1')).signatures[0]?.claimedTime).toBe('2023-05-30T11:00:00+07:00')
  })

  test('works on files whose cross-reference is a stream', async () => {
    writeFileSync(join(directory, 'table.pdf'), base)
    const args = ['--object-streams=generate', '--deterministic-id']
    execFileSync('qpdf', [...args, join(directory, 'table.pdf'), join(directory, 'stream.pdf')])
    const streamed = readFileSync(join(directory, 'stream.pdf'))
    expect(streamed.includes('/ObjStm')).toBe(true)
    const signed = await signAs(await signAs(streamed, 'secretary'), 'chair')
    expect(judge(signed).reasons.filter((each) => each.level !== 'note')).toEqual([])
    expect(judge(signed).verdict).toBe('valid')
    writeFileSync(join(directory, 'signed.pdf'), signed)
    expect(execFileSync('qpdf', ['--check', join(directory, 'signed.pdf')]).toString()).toContain('No syntax')
  })

  test('refuses a linearized file, which an update behind it would break', async () => {
    writeFileSync(join(directory, 'plain.pdf'), base)
    execFileSync('qpdf', ['--linearize', join(directory, 'plain.pdf'), join(directory, 'linear.pdf')])
    const linear = readFileSync(join(directory, 'linear.pdf'))
    expect(judge(linear).reasons.map((each) => each.code)).toEqual(['field-empty', 'field-empty'])
    await expect(signAs(linear, 'secretary')).rejects.toMatchObject({
      code: 'signing/unreadable-pdf',
      detail: { problem: 'unsupported-structure' },
    })
  })

  test.each([
    ['RSA PSS', { key: 'rsa', scheme: 'rsa-pss' }, 'RSA 2048 PSS SHA-256'],
    ['ECDSA P-256', { key: 'p256' }, 'ECDSA P-256 SHA-256'],
    ['ECDSA P-384', { key: 'p384' }, 'ECDSA P-384 SHA-384'],
  ] as const)('works with %s', async (_, kind, algorithm) => {
    const authority = makeAuthority()
    const once = await signAs(
      base,
      'secretary',
      authority.issue({ commonName: 'Thư ký (minh họa)', ...kind }),
    )
    const twice = await signAs(once, 'chair', authority.issue({ commonName: 'Chủ trì (minh họa)', ...kind }))
    const verdict = judge(twice, [authority.rootPem])
    expect(verdict.verdict).toBe('valid')
    expect(verdict.signatures.map((each) => each.algorithm)).toEqual([algorithm, algorithm])
  })
})

describe('in two steps', () => {
  test('the raw signature may come from elsewhere', async () => {
    const prepared = structuredClone(prepare(base, request))
    const signed = complete(base, prepared, await secretary.signer.sign(prepared.toBeSigned))
    expect(codes(judge(signed), 'incomplete')).toEqual(['field-empty'])
    expect(codes(judge(signed))).toEqual([])
  })

  test('a signature by another key is not embedded', async () => {
    const prepared = prepare(base, request)
    const signature = await chair.signer.sign(prepared.toBeSigned)
    expect(() => complete(base, prepared, signature)).toThrow(/signing\/wrong-signature/)
  })

  test('a signature over something else is not embedded', async () => {
    const prepared = prepare(base, request)
    const signature = await secretary.signer.sign(Buffer.from('something else'))
    expect(() => complete(base, prepared, signature)).toThrow(/signing\/wrong-signature/)
    const altered = { ...prepared, update: Buffer.from(prepared.update).fill(0x41, 10, 12) }
    const own = await secretary.signer.sign(prepared.toBeSigned)
    expect(() => complete(base, altered, own)).toThrow(/signing\/wrong-signature/)
  })

  test('a file that changed meanwhile is refused', async () => {
    const prepared = prepare(base, request)
    const signature = await secretary.signer.sign(prepared.toBeSigned)
    const changed = Buffer.concat([base, Buffer.from(' ')])
    expect(() => complete(changed, prepared, signature)).toThrow(/signing\/base-changed/)
  })
})

describe('a certificate is refused before it signs', () => {
  const authority = makeAuthority()
  const commonName = 'Thư ký (minh họa)'
  test.each([
    ['wrong-person', { commonName: 'Somebody' }],
    ['wrong-usage', { commonName, contents: { extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] } }],
    ['wrong-usage', { commonName, contents: { keyUsage: ['keyCertSign'] } }],
    ['not-valid-then', { commonName, contents: { notAfter: signedAt - 1000 } }],
    ['not-valid-then', { commonName, contents: { notBefore: signedAt + 86_400_000 } }],
    ['weak-key', { commonName, key: 'weak-rsa' }],
  ] as const)('%s', async (reason, options) => {
    const signer = authority.issue(options)
    await expect(signAs(base, 'secretary', signer)).rejects.toMatchObject({
      code: 'signing/certificate-refused',
      detail: { reason },
    })
  })

  test('what is no certificate is refused as unreadable', async () => {
    const signer = { ...secretary.signer, chain: [Buffer.from('no certificate')] }
    await expect(signAs(base, 'secretary', signer)).rejects.toMatchObject({
      detail: { reason: 'unreadable' },
    })
  })
})

describe('a PKCS#12 file', () => {
  test.each(['rsa', 'p256'] as const)('with a key of kind %s signs', async (key) => {
    const authority = makeAuthority('Cơ quan cấp chứng thư')
    const person = authority.issue({
      commonName: 'Thư ký (minh họa)',
      key,
      contents: {
        subject: [
          [oids.organization, 'Văn phòng Tỉnh ủy'],
          [oids.commonName, 'Thư ký (minh họa)'],
        ],
      },
    })
    const at = (file: string) => join(directory, file)
    writeFileSync(at('key.pem'), person.key.export({ type: 'pkcs8', format: 'pem' }))
    writeFileSync(at('own.pem'), person.pem)
    writeFileSync(at('root.pem'), authority.rootPem)
    const files = ['-inkey', at('key.pem'), '-in', at('own.pem'), '-certfile', at('root.pem')]
    execFileSync('openssl', [
      'pkcs12',
      '-export',
      ...files,
      '-out',
      at('own.p12'),
      '-passout',
      'pass:mật khẩu',
    ])
    const signer = await signerFromPkcs12(readFileSync(at('own.p12')), 'mật khẩu')
    const signed = await signAs(base, 'secretary', signer)
    expect(codes(judge(signed, [authority.rootPem]))).toEqual([])
    expect(codes(judge(signed, [authority.rootPem]), 'incomplete')).toEqual(['field-empty'])
    await expect(signerFromPkcs12(readFileSync(at('own.p12')), 'sai')).rejects.toMatchObject({
      code: 'signing/pkcs12-unreadable',
    })
  })
})

test('a PKCS#12 file that would take long to open is refused by name, and others are served meanwhile', async () => {
  const person = makeAuthority().issue({ commonName: 'Thư ký (minh họa)', key: 'p256' })
  const at = (file: string) => join(directory, file)
  writeFileSync(at('slow.pem'), `${person.key.export({ type: 'pkcs8', format: 'pem' })}${person.pem}`)
  const files = ['-in', at('slow.pem'), '-out', at('slow.p12'), '-passout', 'pass:x']
  execFileSync('openssl', ['pkcs12', '-export', '-iter', String(0x010101), ...files])
  const said = readFileSync(at('slow.p12')).toString('hex').replaceAll('0203010101', '02037fffff')
  const file = Buffer.from(said, 'hex')
  let served = 0
  const serving = setInterval(() => served++, 20)
  const opening = signerFromPkcs12(file, 'x')
  await expect(opening).rejects.toMatchObject({ code: 'signing/pkcs12-too-costly' })
  clearInterval(serving)
  expect(served).toBeGreaterThan(5)
})

describe('the path to the root', () => {
  const names = ['Thư ký (minh họa)', 'Chủ trì (minh họa)'] as const
  const signBoth = async (authority: ReturnType<typeof makeAuthority>, contents = {}) => {
    const once = await signAs(base, 'secretary', authority.issue({ commonName: names[0], contents }))
    return signAs(once, 'chair', authority.issue({ commonName: names[1], contents }))
  }

  test('may not lead over a certificate that is no authority', async () => {
    const authority = makeAuthority('No authority', {
      authority: undefined,
      keyUsage: ['digitalSignature'],
    } as never)
    expect(codes(judge(await signBoth(authority), [authority.rootPem]))).toEqual(['issuer-not-authority'])
  })

  test('that ended after signing leaves the file intact, but unproven', async () => {
    const authority = makeAuthority()
    const signed = await signBoth(authority, { notAfter: signedAt + 86_400_000 })
    const verdict = judge(signed, [authority.rootPem])
    expect(verdict.verdict).toBe('untrusted-or-incomplete')
    expect(codes(verdict, 'incomplete')).toEqual(['expired-now'])
    expect(judge(signed, [authority.rootPem], signedAt + 120_000).verdict).toBe('valid')
  })

  test('is told to claim a time still to come, which proves nothing either way', async () => {
    const authority = makeAuthority('Test root', validity)
    const verdict = judge(await signBoth(authority), [authority.rootPem], signedAt - 86_400_000)
    expect(verdict.verdict).toBe('valid')
    expect(codes(verdict, 'note')).toContain('time-in-future')
  })
})
