import { X509Certificate } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeDemoPki, openDemoPki, trustedRoots } from '../../server/signing/demo-pki.ts'
import { preparedPdf } from './prepared-pdf.ts'
import { judge, signAs, validity } from './signed-pdf.ts'

const directory = await mkdtemp(join(tmpdir(), 'pki-'))
afterAll(() => rm(directory, { recursive: true }))
const mark = 'TÀI LIỆU MINH HỌA – KHÔNG CÓ GIÁ TRỊ'

test('one seed gives one PKI, another seed another', async () => {
  const make = (seed: string) => makeDemoPki({ seed: Buffer.from(seed), ...validity })
  const [one, same, other] = [await make('a'), await make('a'), await make('b')]
  const text = (pki: typeof one) => JSON.stringify(pki)
  expect(text(same)).toBe(text(one))
  expect(other.rootPem).not.toBe(one.rootPem)
  expect(
    new Set([one.rootKeyPem, one.issuingKeyPem, one.signers.chair.keyPem, one.signers.secretary.keyPem]).size,
  ).toBe(4)
})

test('without a seed no two PKIs are alike', async () => {
  expect((await makeDemoPki(validity)).rootPem).not.toBe((await makeDemoPki(validity)).rootPem)
})

test('every certificate is marked as a demonstration and names no real person', async () => {
  const pki = await makeDemoPki({ seed: Buffer.from('a'), ...validity })
  const { secretary, chair, organ } = pki.signers
  const holders = [secretary, chair, organ, pki.tsa, pki.ocsp]
  const certificates = [pki.rootPem, pki.issuingPem, ...holders.map((each) => each.certificatePem)]
  const subjects = certificates.map((pem) => new X509Certificate(pem).subject)
  expect(subjects.every((subject) => subject.includes(`O=${mark}`))).toBe(true)
  expect(subjects.slice(2).map((subject) => /CN=(.*)/.exec(subject)?.[1])).toEqual([
    'Thư ký (minh họa)',
    'Chủ trì (minh họa)',
    'Con dấu cơ quan (minh họa)',
    'Điểm Cầu – Dấu thời gian (minh họa)',
    'Điểm Cầu – Trạng thái chứng thư (minh họa)',
  ])
  const [root, issuing, ...signers] = certificates.map((pem) => new X509Certificate(pem))
  expect(root?.verify(root.publicKey)).toBe(true)
  expect(root && issuing?.verify(root.publicKey)).toBe(true)
  expect(
    signers.every((signer) => issuing && signer.checkIssued(issuing) && signer.verify(issuing.publicKey)),
  ).toBe(true)
  expect(signers.every((signer) => !signer.ca)).toBe(true)
})

test('an installation makes its PKI once, for its owner alone', async () => {
  const place = join(directory, 'data', 'pki')
  const [first, second] = await Promise.all([openDemoPki(place), openDemoPki(place)])
  const later = await openDemoPki(place)
  expect(second.rootPem).toBe(first.rootPem)
  expect(later.signers.chair.keyPem).toBe(first.signers.chair.keyPem)
  expect(await trustedRoots(place)).toEqual([await readFile(join(place, 'root.pem'), 'utf8')])
  expect((await stat(place)).mode & 0o777).toBe(0o700)
  expect((await stat(join(place, 'chair-key.pem'))).mode & 0o777).toBe(0o600)
  const at = Date.now() - 1000
  const signed = await signAs(await preparedPdf(), 'secretary', later.signers.secretary.signer, at)
  const both = await signAs(signed, 'chair', later.signers.chair.signer, at)
  expect(judge(both, await trustedRoots(place), Date.now()).verdict).toBe('valid')
})

test('a directory that holds something else is refused, not overwritten', async () => {
  const place = join(directory, 'other')
  await mkdir(place)
  await writeFile(join(place, 'notes.txt'), 'mine')
  await expect(openDemoPki(place)).rejects.toMatchObject({ code: 'signing/pki-unreadable' })
  await writeFile(join(place, 'root.pem'), 'no certificate')
  await expect(openDemoPki(place)).rejects.toMatchObject({ code: 'signing/pki-unreadable' })
  await expect(trustedRoots(join(directory, 'nowhere'))).rejects.toMatchObject({
    code: 'signing/pki-unreadable',
  })
})

test('a PKI of an older version is given what it lacks, once, and keeps what it has', async () => {
  const place = join(directory, 'older')
  const whole = await openDemoPki(place)
  for (const holder of ['organ', 'tsa', 'ocsp'])
    for (const file of [`${holder}.pem`, `${holder}-key.pem`]) await rm(join(place, file))
  const [first, second] = await Promise.all([openDemoPki(place), openDemoPki(place)])
  expect(first.signers.chair).toMatchObject({ keyPem: whole.signers.chair.keyPem })
  expect(first.tsa.certificatePem).toBe(second.tsa.certificatePem)
  expect(first.tsa.keyPem).toBe(second.tsa.keyPem)
  expect(first.tsa.keyPem).not.toBe(whole.tsa.keyPem)
  const issuing = new X509Certificate(first.issuingPem)
  for (const { certificatePem } of [first.signers.organ, first.tsa, first.ocsp])
    expect(new X509Certificate(certificatePem).verify(issuing.publicKey)).toBe(true)
  expect((await stat(join(place, 'tsa-key.pem'))).mode & 0o777).toBe(0o600)
  expect((await readdir(place)).length).toBe(14)
})
