import { execFileSync, spawnSync } from 'node:child_process'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { archive, stampSignature } from '../../server/signing/archive.ts'
import { oids } from '../../server/signing/asn1/oids.ts'
import { readCertificate, readPem } from '../../server/signing/certificate.ts'
import { demoIssuingName, demoSubject } from '../../server/signing/demo-identities.ts'
import { collect } from '../../server/signing/dss/collect.ts'
import { storedData, withValidationData } from '../../server/signing/dss/store.ts'
import { issueCertificate } from '../../server/signing/issue-certificate.ts'
import { signatureFields } from '../../server/signing/pdf/fields.ts'
import { openPdf } from '../../server/signing/pdf/pdf-file.ts'
import { as } from '../../server/signing/pdf/values.ts'
import { demoRevocation } from '../../server/signing/revocation/demo-revocation.ts'
import { fetchedIssuer } from '../../server/signing/revocation/fetched-issuer.ts'
import { readOcsp } from '../../server/signing/revocation/read-ocsp.ts'
import { type Signer, signerFromKey } from '../../server/signing/signer.ts'
import { timestampSignature } from '../../server/signing/stamp-signature.ts'
import { demoTsa } from '../../server/signing/timestamp/demo-tsa.ts'
import { preparedPdf } from './prepared-pdf.ts'
import { codes, judge, makeAuthority, now, pki, signAs, signedSteps } from './signed-pdf.ts'
import { reply, startWebServer } from './tsa-server.ts'

const directory = mkdtempSync(join(tmpdir(), 'archive-'))
afterAll(() => rmSync(directory, { recursive: true }))
const path = (file: string) => join(directory, file)
writeFileSync(path('root.pem'), pki.rootPem)
writeFileSync(path('issuing.pem'), pki.issuingPem)

const steps = await signedSteps()
const at = (time: number) => {
  const revocation = demoRevocation(pki, { now: () => time })
  const { timestamp } = demoTsa(pki.tsa.signer, () => time)
  return { timestamp, revocation, roots: [pki.rootPem], now: () => time }
}
const sources = at(now)
const stamped = await stampSignature(steps.chair, 'chair', sources.timestamp)
const archived = await archive(stamped, sources)

function contentsOf(pdf: Uint8Array, field: string): Buffer {
  const view = openPdf(pdf).latest()
  const found = signatureFields(view).find(({ name }) => name === field)
  const dict = as('dict', view.resolve(found?.value))
  return Buffer.from(as('string', dict?.entries.get('Contents'))?.bytes ?? [])
}

describe('a timestamp in the newest signature', () => {
  test('changes nothing but the room that was kept for it', () => {
    expect(stamped).toHaveLength(steps.chair.length)
    const place = Buffer.from(steps.chair).lastIndexOf(Buffer.from('/Contents <'))
    const end = steps.chair.indexOf(0x3e, place)
    expect(Buffer.compare(stamped.subarray(0, place), steps.chair.subarray(0, place))).toBe(0)
    expect(Buffer.compare(stamped.subarray(end), steps.chair.subarray(end))).toBe(0)
    expect(contentsOf(stamped, 'secretary')).toEqual(contentsOf(steps.chair, 'secretary'))
  })

  test('is right for openssl, over the signature', async () => {
    const container = contentsOf(stamped, 'chair')
    writeFileSync(path('container.der'), container.subarray(0, 4 + container.readUInt16BE(2)))
    const dump = execFileSync('openssl', [
      'asn1parse',
      '-inform',
      'DER',
      '-in',
      path('container.der'),
    ]).toString()
    expect(dump).toContain('id-smime-aa-timeStampToken')
    const { readCms } = await import('../../server/signing/cms-read.ts')
    const cms = readCms(container.subarray(0, 4 + container.readUInt16BE(2)))
    const token = cms.unsigned.get(oids.signatureTimeStamp)?.[0]?.raw
    writeFileSync(path('token.der'), token ?? '')
    writeFileSync(path('signature.bin'), cms.signature)
    const files = ['-token_in', '-in', path('token.der'), '-data', path('signature.bin')]
    const trust = ['-CAfile', path('root.pem'), '-untrusted', path('issuing.pem'), '-attime', `${now / 1000}`]
    expect(
      execFileSync('openssl', ['ts', '-verify', ...files, ...trust], {
        stdio: ['ignore', 'pipe', 'ignore'],
      }).toString(),
    ).toContain('OK')
  })

  test('is given up where something stands after the signature', async () => {
    const stamping = stampSignature(steps.chair, 'secretary', sources.timestamp)
    await expect(stamping).rejects.toMatchObject({ code: 'signing/not-newest' })
    await expect(stampSignature(archived.bytes, 'chair', sources.timestamp)).rejects.toMatchObject({
      code: 'signing/not-newest',
    })
  })

  test('stays alone: a signature that came with one keeps it', async () => {
    const later = await timestampSignature(stamped, 'chair', at(now + 60_000).timestamp)
    expect(later).toMatchObject({ bytes: stamped, time: now })
  })

  test('asks for a field that is signed, and for room', async () => {
    await expect(stampSignature(steps.base, 'chair', sources.timestamp)).rejects.toMatchObject({
      code: 'signing/unknown-field',
    })
    const tight = Buffer.from(steps.secretary)
    const place = tight.lastIndexOf('/Contents <')
    const end = tight.indexOf('>', place)
    // A writer that keeps no room: the hexadecimal string ends behind the signature.
    const length = contentsOf(steps.secretary, 'secretary').readUInt16BE(2) + 4
    const cut = place + '/Contents <'.length + length * 2
    tight.fill(' ', cut, end + 1)
    tight.write('>', cut)
    await expect(stampSignature(tight, 'secretary', sources.timestamp)).rejects.toMatchObject({
      code: 'signing/too-large',
    })
  })

  test('that stamps something else is not put in', async () => {
    const wrong = () => sources.timestamp('sha256', Buffer.alloc(32))
    await expect(stampSignature(steps.chair, 'chair', wrong)).rejects.toMatchObject({
      code: 'signing/timestamp-wrong',
      detail: { problem: 'imprint' },
    })
  })
})

describe('an archived file', () => {
  test('says by whom and until when it is proven', () => {
    const own = readCertificate(pki.tsa.signer.chain[0] as Uint8Array)
    const by = 'Điểm Cầu – Dấu thời gian (minh họa)'
    expect(archived).toMatchObject({ by, time: now, until: own.notAfter })
  })

  test('begins with the signed file, byte for byte', () => {
    expect(Buffer.compare(archived.bytes.subarray(0, stamped.length), stamped)).toBe(0)
  })

  test('carries each certificate and what shows that it stood, once', () => {
    const { certificates, crls, ocsps } = storedData(openPdf(archived.bytes))
    const names = certificates.map((der) => readCertificate(der).subject.get('CN')?.[0])
    expect([...names].sort()).toEqual([
      'Chủ trì (minh họa)',
      'Thư ký (minh họa)',
      'Điểm Cầu – CA cấp chứng thư (minh họa)',
      'Điểm Cầu – CA gốc (minh họa)',
      'Điểm Cầu – Dấu thời gian (minh họa)',
      'Điểm Cầu – Trạng thái chứng thư (minh họa)',
    ])
    expect([crls.length, ocsps.length]).toEqual([2, 3])
    const [issuing] = readPem(pki.issuingPem)
    expect(ocsps.every((der) => issuing && readOcsp(der).verify(issuing))).toBe(true)
  })

  test('is valid for our verifier, with every change in it allowed', () => {
    const verdict = judge(archived.bytes)
    expect(codes(verdict)).toEqual([])
    expect(codes(verdict, 'incomplete')).toEqual([])
    expect(verdict.verdict).toBe('valid')
  })

  test('is right for qpdf and mutool, and its signatures for poppler', () => {
    writeFileSync(path('archived.pdf'), archived.bytes)
    expect(execFileSync('qpdf', ['--check', path('archived.pdf')]).toString()).toContain('No syntax')
    expect(spawnSync('mutool', ['info', path('archived.pdf')]).stderr.toString()).toBe('')
    const report = spawnSync('pdfsig', [path('archived.pdf')]).stdout.toString()
    expect(report.match(/Signature is Valid\./g)).toHaveLength(2)
    expect(report).toContain('Signature Field Name: timestamp-1')
    expect(report.match(/Total document signed/g)).toHaveLength(1)
  })

  test('is renewed over all that it holds, with data about the authority that stamped it', async () => {
    const year = now + 365 * 86_400_000
    const renewed = await archive(archived.bytes, at(year))
    expect(Buffer.compare(renewed.bytes.subarray(0, archived.bytes.length), archived.bytes)).toBe(0)
    const names = signatureFields(openPdf(renewed.bytes).latest()).map(({ name }) => name)
    expect(names).toEqual(['secretary', 'chair', 'timestamp-1', 'timestamp-2'])
    const verdict = judge(renewed.bytes, [pki.rootPem], year)
    expect([codes(verdict), codes(verdict, 'incomplete')]).toEqual([[], []])
  })

  test('is renewed although nobody speaks any more of a certificate that has ended', async () => {
    const later = Date.UTC(2034, 0, 1)
    const silent = () => Promise.reject(new Error('gone'))
    const file = openPdf(archived.bytes)
    const roots = readPem(pki.rootPem)
    const data = await collect(file, { revocation: silent, roots, now: later })
    expect(data.crls).toEqual([])
    await expect(collect(file, { revocation: silent, roots, now })).resolves.toMatchObject({ ocsps: [] })
    const fresh = openPdf(stamped)
    await expect(collect(fresh, { revocation: silent, roots, now })).rejects.toThrow('gone')
  })

  test('leaves out what cannot be had only when told so', async () => {
    const silent = () => Promise.reject(new Error('gone'))
    await expect(archive(stamped, { ...sources, revocation: silent })).rejects.toThrow('gone')
    const { bytes } = await archive(stamped, { ...sources, revocation: silent, missing: 'leave-out' })
    expect(storedData(openPdf(bytes))).toMatchObject({ crls: [], ocsps: [] })
    expect(codes(judge(bytes))).toEqual([])
  })

  test('has the path of an authority that sends its own certificate alone, where its issuer is named', async () => {
    const server = await startWebServer((response) => reply(response, issuingDer, 'application/pkix-cert'))
    const contents = {
      ...{ extendedKeyUsage: [oids.timeStamping], criticalExtendedKeyUsage: true },
      issuerUrl: `${server.url}/issuing.crt`,
    }
    const [issuingDer = new Uint8Array(), own] = [readPem(pki.issuingPem)[0]?.der, tsaKey]
    const der = issueCertificate(
      {
        ...contents,
        ...{ subject: demoSubject('Dấu thời gian một mình'), publicKey: createPublicKey(own) },
        ...{ serial: Buffer.of(7), keyUsage: ['digitalSignature'] },
        ...{ notBefore: Date.UTC(2023, 0, 1), notAfter: Date.UTC(2033, 0, 1) },
      },
      {
        ...{ subject: demoSubject(demoIssuingName), privateKey: createPrivateKey(pki.issuingKeyPem) },
        algorithm: { scheme: 'rsa-pkcs1', hash: 'sha256' },
      },
    )
    const { timestamp } = demoTsa(signerFromKey(own, [der]), () => now)
    const alone = await archive(await stampSignature(await lonely(), 'secretary', timestamp), {
      ...sources,
      timestamp,
    })
    const found = await archive(await stampSignature(await lonely(), 'secretary', timestamp), {
      ...{ ...sources, timestamp, issuer: fetchedIssuer() },
    })
    await server.close()
    const answers = ({ bytes }: { bytes: Uint8Array }) => storedData(openPdf(bytes)).ocsps.length
    expect([answers(alone), answers(found)]).toEqual([0, 1])
  })

  test('takes nothing in that it holds already', async () => {
    const data = storedData(openPdf(archived.bytes))
    expect(withValidationData(archived.bytes, data)).toBe(archived.bytes)
  })
})

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
    const withTime = await stampSignature(signed, 'secretary', sources.timestamp)
    const { bytes } = await archive(withTime, { ...sources, roots: [pki.rootPem, authority.rootPem] })
    const verdict = judge(bytes, [pki.rootPem, authority.rootPem])
    expect(codes(verdict)).toEqual([])
    expect(verdict.signatures[0]?.algorithm).toMatch(algorithm)
    writeFileSync(path('signed.pdf'), bytes)
    expect(execFileSync('qpdf', ['--check', path('signed.pdf')]).toString()).toContain('No syntax')
    expect(cadesVerify(withTime, authority.rootPem)).toContain('CAdES Verification successful')
  })

  test('a timestamp authority signs its tokens', async () => {
    const { timestamp } = demoTsa(tsaWith(options), () => now)
    const { bytes } = await archive(await stampSignature(steps.chair, 'chair', timestamp), {
      ...sources,
      timestamp,
    })
    const verdict = judge(bytes)
    expect(codes(verdict)).toEqual([])
  })
})

const tsaKey = createPrivateKey(pki.tsa.keyPem)

/** A file signed under another root: nothing in it leads to the demonstration's issuing authority. */
async function lonely(): Promise<Uint8Array> {
  const signer = makeAuthority('Gốc khác').issue({ commonName: 'Thư ký (minh họa)' })
  return signAs(await preparedPdf({ fields: { secretary: 'Thư ký (minh họa)' } }), 'secretary', signer)
}

/** A timestamp authority of another root, with a key of that kind. */
function tsaWith({ key, scheme }: { key: 'rsa' | 'p256' | 'p384'; scheme?: 'rsa-pss' }): Signer {
  const authority = makeAuthority('Gốc dấu thời gian')
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
