import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { archive, stampSignature } from '../../server/signing/archive.ts'
import { oids } from '../../server/signing/asn1/oids.ts'
import { readCms } from '../../server/signing/cms-read.ts'
import { timestampSignature } from '../../server/signing/stamp-signature.ts'
import { containerOf, sources, sourcesAt } from './archive-sources.ts'
import { makeAuthority, now, pki, signedSteps } from './signed-pdf.ts'

const directory = mkdtempSync(join(tmpdir(), 'stamps-'))
afterAll(() => rmSync(directory, { recursive: true }))
const path = (file: string) => join(directory, file)
writeFileSync(path('root.pem'), pki.rootPem)
writeFileSync(path('issuing.pem'), pki.issuingPem)

const steps = await signedSteps()
const stamped = await stampSignature(steps.chair, 'chair', sources)
const archived = await archive(stamped, sources)

describe('a timestamp in the newest signature', () => {
  test('changes nothing but the room that was kept for it', () => {
    expect(stamped).toHaveLength(steps.chair.length)
    const place = Buffer.from(steps.chair).lastIndexOf(Buffer.from('/Contents <'))
    const end = steps.chair.indexOf(0x3e, place)
    expect(Buffer.compare(stamped.subarray(0, place), steps.chair.subarray(0, place))).toBe(0)
    expect(Buffer.compare(stamped.subarray(end), steps.chair.subarray(end))).toBe(0)
    expect(containerOf(stamped, 'secretary')).toEqual(containerOf(steps.chair, 'secretary'))
  })

  test('is right for openssl, over the signature', () => {
    const container = containerOf(stamped, 'chair')
    writeFileSync(path('container.der'), container)
    const dump = execFileSync('openssl', [
      'asn1parse',
      '-inform',
      'DER',
      '-in',
      path('container.der'),
    ]).toString()
    expect(dump).toContain('id-smime-aa-timeStampToken')
    const cms = readCms(container)
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
    const stamping = stampSignature(steps.chair, 'secretary', sources)
    await expect(stamping).rejects.toMatchObject({ code: 'signing/not-newest' })
    await expect(stampSignature(archived.bytes, 'chair', sources)).rejects.toMatchObject({
      code: 'signing/not-newest',
    })
  })

  test('stays alone: a signature that came with one keeps it', async () => {
    const later = await timestampSignature(stamped, 'chair', sourcesAt(now + 60_000).timestamp, sources)
    expect(later).toMatchObject({ bytes: stamped, time: now })
  })

  test('asks for a field that is signed, and for room', async () => {
    await expect(stampSignature(steps.base, 'chair', sources)).rejects.toMatchObject({
      code: 'signing/unknown-field',
    })
    const tight = Buffer.from(steps.secretary)
    const place = tight.lastIndexOf('/Contents <')
    const end = tight.indexOf('>', place)
    // A writer that keeps no room: the hexadecimal string ends behind the signature.
    const length = containerOf(steps.secretary, 'secretary').length
    const cut = place + '/Contents <'.length + length * 2
    tight.fill(' ', cut, end + 1)
    tight.write('>', cut)
    await expect(stampSignature(tight, 'secretary', sources)).rejects.toMatchObject({
      code: 'signing/too-large',
    })
  })

  test('that stamps something else is not put in', async () => {
    const wrong = () => sources.timestamp('sha256', Buffer.alloc(32))
    await expect(
      stampSignature(steps.chair, 'chair', { ...sources, timestamp: wrong }),
    ).rejects.toMatchObject({
      code: 'signing/timestamp-wrong',
      detail: { problem: 'imprint' },
    })
  })

  test.each([
    [
      'whose authority leads to no trusted root',
      { ...sources, roots: [makeAuthority().rootPem] },
      'untrusted',
    ],
    ['of another hour', { ...sources, timestamp: sourcesAt(now - 11 * 60_000).timestamp }, 'time'],
    ['of a time to come', { ...sources, timestamp: sourcesAt(now + 11 * 60_000).timestamp }, 'time'],
  ])('%s is not put in, neither there nor over the file', async (_what, from, problem) => {
    const refused = { code: 'signing/timestamp-wrong', detail: { problem } }
    await expect(stampSignature(steps.chair, 'chair', from)).rejects.toMatchObject(refused)
    await expect(archive(stamped, from)).rejects.toMatchObject(refused)
  })

  test('that came with the signature is not counted where nobody trusts its authority', async () => {
    const roots = [makeAuthority().rootPem]
    await expect(stampSignature(stamped, 'chair', { ...sources, roots })).rejects.toMatchObject({
      code: 'signing/timestamp-wrong',
      detail: { problem: 'untrusted' },
    })
  })
})
