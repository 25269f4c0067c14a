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
import { fetchedIssuer } from '../../server/signing/revocation/fetched-issuer.ts'
import { readOcsp } from '../../server/signing/revocation/read-ocsp.ts'
import { signerFromKey } from '../../server/signing/signer.ts'
import { demoTsa } from '../../server/signing/timestamp/demo-tsa.ts'
import { sources, sourcesAt } from './archive-sources.ts'
import { preparedPdf } from './prepared-pdf.ts'
import { codes, judge, makeAuthority, now, pki, signAs, signedSteps } from './signed-pdf.ts'
import { reply, startWebServer } from './tsa-server.ts'

const directory = mkdtempSync(join(tmpdir(), 'archive-'))
afterAll(() => rmSync(directory, { recursive: true }))
const path = (file: string) => join(directory, file)

const steps = await signedSteps()
const stamped = await stampSignature(steps.chair, 'chair', sources)
const archived = await archive(stamped, sources)

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
    const renewed = await archive(archived.bytes, sourcesAt(year))
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
    const alone = { ...sources, timestamp }
    const asking = { ...alone, issuer: fetchedIssuer() }
    const untrusted = { code: 'signing/timestamp-wrong', detail: { problem: 'untrusted' } }
    await expect(stampSignature(await lonely(), 'secretary', alone)).rejects.toMatchObject(untrusted)
    const stamped = await stampSignature(await lonely(), 'secretary', asking)
    await expect(archive(stamped, alone)).rejects.toMatchObject(untrusted)
    const { bytes } = await archive(stamped, asking)
    await server.close()
    expect(storedData(openPdf(bytes)).ocsps).toHaveLength(1)
  })

  test('takes nothing in that it holds already', async () => {
    const data = storedData(openPdf(archived.bytes))
    expect(withValidationData(archived.bytes, data)).toBe(archived.bytes)
  })
})

const tsaKey = createPrivateKey(pki.tsa.keyPem)

/** A file signed under another root: nothing in it leads to the demonstration's issuing authority. */
async function lonely(): Promise<Uint8Array> {
  const signer = makeAuthority('Gốc khác').issue({ commonName: 'Thư ký (minh họa)' })
  return signAs(await preparedPdf({ fields: { secretary: 'Thư ký (minh họa)' } }), 'secretary', signer)
}
