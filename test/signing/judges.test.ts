import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type DemoField, demoSignerNames } from '../../server/signing/demo-pki.ts'
import { signAsDemonstration } from '../../server/signing/demo-signing.ts'
import { preparedFields } from '../../server/signing/prepared-fields.ts'
import { sign } from '../../server/signing/sign.ts'
import { openStamps } from '../../server/signing/stamps.ts'
import { verify } from '../../server/signing/verify.ts'
import { renderMinutes } from '../../templates/minutes.ts'
import { renderSignatureAppearance } from '../../templates/signature-appearance.ts'
import { viewOf } from '../templates/conference-view.ts'
import { makeAuthority, now, pki, signAs, signedAt, signedSteps } from './signed-pdf.ts'

const directory = mkdtempSync(join(tmpdir(), 'judges-'))
afterAll(() => rmSync(directory, { recursive: true }))
const path = (file: string) => join(directory, file)

const steps = await signedSteps()

describe('poppler’s pdfsig', () => {
  test('finds both signatures valid and, with our root, trusted', () => {
    const report = pdfsig('demo', steps.chair, pki.rootPem)
    expect(report.match(/Signature is Valid\./g)).toHaveLength(2)
    expect(report.match(/Certificate is Trusted\./g)).toHaveLength(2)
    expect(report).toContain('Signature Type: ETSI.CAdES.detached')
    expect(report).toContain('Total document signed')
    expect(report).toContain('Signer Certificate Common Name: Thư ký (minh họa)')
    expect(report).toContain('Signer Certificate Common Name: Chủ trì (minh họa)')
  })

  test('does not trust it without our root', () => {
    expect(pdfsig('other', steps.chair, makeAuthority().rootPem)).not.toContain('Certificate is Trusted')
  })

  test('accepts ECDSA', async () => {
    const authority = makeAuthority()
    const signer = authority.issue({ commonName: 'Thư ký (minh họa)', key: 'p256' })
    const report = pdfsig('ecdsa', await signAs(steps.base, 'secretary', signer), authority.rootPem)
    expect(report).toContain('Signature is Valid.')
  })
})

describe('a file signed elsewhere', () => {
  test('is valid when poppler signs the prepared field with the chair’s certificate', () => {
    const { certificatePem, keyPem } = pki.signers.chair
    const store = nssStore('elsewhere', pki.rootPem)
    writeFileSync(path('issuing.pem'), pki.issuingPem)
    writeFileSync(path('own.pem'), certificatePem + keyPem)
    writeFileSync(path('secretary.pdf'), steps.secretary)
    execFileSync('certutil', ['-A', '-d', store, '-n', 'issuing', '-t', ',,', '-i', path('issuing.pem')])
    const archive = ['-in', path('own.pem'), '-name', 'chair', '-passout', 'pass:x', '-out', path('own.p12')]
    execFileSync('openssl', ['pkcs12', '-export', ...archive])
    execFileSync('pk12util', ['-i', path('own.p12'), '-d', store, '-W', 'x', '-K', ''])
    const files = [path('secretary.pdf'), path('elsewhere.pdf')]
    spawnSync('pdfsig', ['-nssdir', store, '-sign', 'chair', '-nick', 'chair', ...files])
    const verdict = verify(readFileSync(path('elsewhere.pdf')), { roots: [pki.rootPem], now: Date.now() })
    expect(verdict.reasons.filter((each) => each.level !== 'note')).toEqual([])
    expect(verdict.reasons.map((each) => each.code)).toContain('older-format')
    expect(verdict.verdict).toBe('valid')
  })
})

describe('openssl cms -verify -cades', () => {
  test.each(['secretary', 'chair'] as const)('accepts the container of the %s', (field) => {
    expect(openssl(steps[field], pki.rootPem)).toContain('CAdES Verification successful')
  })

  test.each([
    ['RSA PSS', { key: 'rsa', scheme: 'rsa-pss' }],
    ['ECDSA P-256', { key: 'p256' }],
    ['ECDSA P-384', { key: 'p384' }],
  ] as const)('accepts %s', async (_, kind) => {
    const authority = makeAuthority()
    const signer = authority.issue({ commonName: 'Thư ký (minh họa)', ...kind })
    const signed = await signAs(steps.base, 'secretary', signer)
    expect(openssl(signed, authority.rootPem)).toContain('CAdES Verification successful')
  })

  test('refuses it over other bytes', () => {
    const changed = Buffer.from(steps.chair)
    changed[200] = (changed[200] ?? 0) ^ 1
    expect(openssl(changed, pki.rootPem)).not.toContain('successful')
  })
})

test('qpdf finds nothing to complain about', () => {
  writeFileSync(path('check.pdf'), steps.chair)
  const report = execFileSync('qpdf', ['--check', path('check.pdf')]).toString()
  expect(report).toContain('No syntax or stream encoding errors found')
})

test('mutool finds the last signature unchanged and the first followed by edits only', () => {
  writeFileSync(path('mutool.pdf'), steps.chair)
  const report = spawnSync('mutool', ['sign', '-v', path('mutool.pdf')]).stdout.toString()
  expect(report).toContain('The document is unchanged since signing.')
  expect(report).toContain('The signature is valid but there have been edits since signing.')
})

describe('the minutes of a whole conference', () => {
  test('are valid for us and for the others, and their text stays as it was', async () => {
    const file = JSON.parse(
      readFileSync(join(import.meta.dirname, '../templates/conference-132.json'), 'utf8'),
    )
    const base = await renderMinutes(viewOf(file))
    const fields = preparedFields(base)
    expect(fields.map(({ name, signed, expected }) => [name, signed, expected])).toEqual([
      ['secretary', false, 'Thư ký (minh họa)'],
      ['chair', false, 'Chủ trì (minh họa)'],
    ])
    let pdf: Uint8Array = base
    for (const { name, width, height, expected } of fields) {
      const appearance = await renderSignatureAppearance({
        ...{ width, height, name: expected ?? '', body: 'Ban Tổ chức', at: signedAt },
      })
      const field = name as DemoField
      pdf = await sign(pdf, { field, signer: pki.signers[field].signer, at: signedAt, appearance })
    }
    const verdict = verify(pdf, { roots: [pki.rootPem], now })
    expect(verdict.reasons.filter((each) => each.level !== 'note')).toEqual([])
    expect(verdict.verdict).toBe('valid')
    expect(pdfsig('minutes', pdf, pki.rootPem).match(/Certificate is Trusted\./g)).toHaveLength(2)
    expect(execFileSync('qpdf', ['--check', path('minutes.pdf')]).toString()).toContain('No syntax')
    writeFileSync(path('base.pdf'), base)
    const text = (name: string) => execFileSync('pdftotext', ['-layout', path(name), '-']).toString()
    const shown = text('minutes.pdf')
    expect(shown).toContain('Ký số bởi: Thư ký (minh họa)')
    const words = text('base.pdf').split(/\s+/)
    expect(words.filter((word) => !shown.includes(word))).toEqual([])
  })

  test('with the organ’s seal, each signature stamped and all of it archived, are valid for the others, too', async () => {
    const file = JSON.parse(
      readFileSync(join(import.meta.dirname, '../templates/conference-132.json'), 'utf8'),
    )
    const { secretary, chair, organ } = demoSignerNames
    const signers = { secretary: { name: secretary }, chair: { name: chair }, organ: { name: organ } }
    let pdf: Uint8Array = await renderMinutes(viewOf(file, { signers }))
    const signAsPerson = signAsDemonstration(async () => pki, renderSignatureAppearance)
    const stamps = openStamps({ tsa: null, pki: async () => pki, roots: [pki.rootPem], now: () => now })
    for (const { name } of preparedFields(pdf)) {
      const field = name as DemoField
      const signed = await signAsPerson(pdf, field, now)
      expect(signed.signer).toBe(demoSignerNames[field])
      pdf = (await stamps?.signature(signed.bytes, field))?.bytes ?? pdf
      expect(openssl(pdf, pki.rootPem)).toContain('CAdES Verification successful')
    }
    pdf = (await stamps?.archive(pdf))?.bytes ?? pdf
    const verdict = verify(pdf, { roots: [pki.rootPem], now })
    expect(verdict.reasons.filter((each) => each.level !== 'note')).toEqual([])
    expect(verdict.requiredFields).toEqual(['secretary', 'chair', 'organ'])
    const report = pdfsig('archived', pdf, pki.rootPem)
    expect(report.match(/Signature is Valid\./g)).toHaveLength(3)
    expect(report.match(/Certificate is Trusted\./g)).toHaveLength(3)
    expect(execFileSync('qpdf', ['--check', path('archived.pdf')]).toString()).toContain('No syntax')
    expect(spawnSync('mutool', ['info', path('archived.pdf')]).stderr.toString()).toBe('')
  })
})

function pdfsig(name: string, pdf: Uint8Array, rootPem: string): string {
  const store = nssStore(name, rootPem)
  writeFileSync(path(`${name}.pdf`), pdf)
  return spawnSync('pdfsig', ['-nssdir', store, path(`${name}.pdf`)]).stdout.toString()
}

/** A certificate store that trusts the root. */
function nssStore(name: string, rootPem: string): string {
  mkdirSync(path(name))
  writeFileSync(path(`${name}.pem`), rootPem)
  const store = `sql:${path(name)}`
  execFileSync('certutil', ['-N', '-d', store, '--empty-password'])
  execFileSync('certutil', ['-A', '-d', store, '-n', 'root', '-t', 'CT,C,C', '-i', path(`${name}.pem`)])
  return store
}

/** Verifies the last signature of the file, cut out by its byte range. */
function openssl(pdf: Uint8Array, rootPem: string): string {
  const text = Buffer.from(pdf).toString('latin1')
  const [, first, second, length] =
    [...text.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\]/g)].at(-1)?.map(Number) ?? []
  const [from = 0, to = 0, rest = 0] = [first, second, length]
  const contents = Buffer.from(text.slice(from + 1, to - 1), 'hex')
  writeFileSync(path('container.der'), contents.subarray(0, 4 + contents.readUInt16BE(2)))
  writeFileSync(path('content.bin'), Buffer.concat([pdf.subarray(0, from), pdf.subarray(to, to + rest)]))
  writeFileSync(path('root.pem'), rootPem)
  const input = ['-inform', 'DER', '-in', path('container.der'), '-content', path('content.bin'), '-binary']
  const args = ['cms', '-verify', '-cades', ...input, '-CAfile', path('root.pem'), '-out', path('out.bin')]
  return spawnSync('openssl', args).stderr.toString()
}
