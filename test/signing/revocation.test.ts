import { execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type Certificate, readCertificate, readPem } from '../../server/signing/certificate.ts'
import { demoIssuingName, demoSubject } from '../../server/signing/demo-identities.ts'
import { demoRevocation } from '../../server/signing/revocation/demo-revocation.ts'
import { fetchedRevocation } from '../../server/signing/revocation/fetched-revocation.ts'
import { issueCrl } from '../../server/signing/revocation/issue-crl.ts'
import { issueOcsp } from '../../server/signing/revocation/issue-ocsp.ts'
import { makeAuthority, now, pki } from './signed-pdf.ts'
import { reply, startWebServer } from './tsa-server.ts'

const day = 86_400_000
const directory = mkdtempSync(join(tmpdir(), 'revocation-'))
const path = (file: string) => join(directory, file)
const publisher = await startWebServer(() => undefined)
afterAll(async () => {
  await publisher.close()
  rmSync(directory, { recursive: true })
})
const [issuing] = readPem(pki.issuingPem) as [Certificate]
const chair = readCertificate(pki.signers.chair.signer.chain[0] as Uint8Array)
const algorithm = { scheme: 'rsa-pkcs1', hash: 'sha256' } as const
const issuer = {
  ...{ subject: demoSubject(demoIssuingName), algorithm },
  privateKey: createPrivateKey(pki.issuingKeyPem),
}
const times = { thisUpdate: now, nextUpdate: now + day }
const crl = issueCrl({ ...times, revoked: [] }, issuer)
const ocsp = await issueOcsp({ certificate: chair, issuer: issuing, ...times }, pki.ocsp.signer)

describe('the demonstration’s revocation', () => {
  test('is right for openssl: the list, the answer, and what they say of one that is revoked', async () => {
    const revoked = [{ certificate: chair, at: now - day }]
    const said = await demoRevocation(pki, { now: () => Date.now(), revoked })(chair, issuing)
    writeFileSync(path('list.crl'), said.crl ?? '')
    writeFileSync(path('answer.der'), said.ocsp ?? '')
    writeFileSync(path('ca.pem'), pki.issuingPem + pki.rootPem)
    writeFileSync(path('root.pem'), pki.rootPem)
    writeFileSync(path('issuing.pem'), pki.issuingPem)
    writeFileSync(path('chair.pem'), pki.signers.chair.certificatePem)
    const list = [
      'crl',
      '-inform',
      'DER',
      '-in',
      path('list.crl'),
      '-CAfile',
      path('ca.pem'),
      '-text',
      '-noout',
    ]
    const shown = execFileSync('openssl', list, { stdio: ['ignore', 'pipe', 'ignore'] }).toString()
    expect(shown).toContain(`Serial Number: ${Buffer.from(chair.serial).toString('hex').toUpperCase()}`)
    const trust = ['-CAfile', path('root.pem'), '-verify_other', path('issuing.pem')]
    const asked = ['-issuer', path('issuing.pem'), '-cert', path('chair.pem')]
    const answer = ['ocsp', '-respin', path('answer.der'), ...asked, ...trust, '-no_nonce']
    expect(execFileSync('openssl', answer, { stdio: ['ignore', 'pipe', 'ignore'] }).toString()).toContain(
      'chair.pem: revoked',
    )
  })

  test('knows nothing of others', async () => {
    const other = makeAuthority().issue({ commonName: 'Người khác' })
    const [own, root] = other.chain.map(readCertificate) as [Certificate, Certificate]
    expect(await demoRevocation(pki, { now: () => now })(own, root)).toEqual({})
  })
})

describe('revocation that is fetched', () => {
  let answers: Record<string, () => { readonly bytes: Uint8Array } | { readonly location: string } | null>
  let asked: string[]
  beforeEach(() => {
    asked = []
    answers = { '/crl': () => ({ bytes: crl }), '/ocsp': () => ({ bytes: ocsp }) }
    publisher.answer = (response) => {
      const url = response.req.url ?? ''
      asked.push(`${response.req.method} ${url}`)
      const answer = answers[url]?.()
      if (!answer) response.writeHead(404).end()
      else if ('location' in answer) response.writeHead(302, answer).end()
      else reply(response, answer.bytes, 'application/octet-stream')
    }
  })
  const at = (path: string) => publisher.url + path
  /** The chair’s certificate as it would be with these addresses. */
  function naming(crlUrl: string | null, ocspUrl: string | null = null): Certificate {
    const contents = { ...(crlUrl ? { crlUrl } : {}), ...(ocspUrl ? { ocspUrl } : {}) }
    const other = makeAuthority('x', {}).issue({ commonName: 'x', contents })
    return { ...chair, extensions: readCertificate(other.chain[0] as Uint8Array).extensions }
  }
  const fetched = (clock = now) => fetchedRevocation({ now: () => clock, timeoutMs: 60_000 })

  test('is the small answer, else the list, each asked for once until it ends', async () => {
    let clock = now
    const ask = fetchedRevocation({ now: () => clock })
    const both = naming(at('/crl'), at('/ocsp'))
    for (let time = 0; time < 2; time++) expect(await ask(both, issuing)).toEqual({ ocsp })
    expect(asked).toEqual(['POST /ocsp'])
    answers['/ocsp'] = () => null
    clock = now + day + 60_000
    expect(await ask(both, issuing)).toEqual({ crl })
    expect(await fetched()(naming(at('/crl')), issuing)).toEqual({ crl })
  })

  test('is nothing where nothing is published', async () => {
    expect(await fetched()(naming(null), issuing)).toEqual({})
    expect(asked).toEqual([])
  })

  test('is followed on the same host alone, and over HTTP alone', async () => {
    answers['/moved'] = () => ({ location: '/crl' })
    expect(await fetched()(naming(at('/moved')), issuing)).toEqual({ crl })
    const elsewhere = await startWebServer((response) => reply(response, crl))
    answers['/away'] = () => ({ location: elsewhere.url })
    answers['/file'] = () => ({ location: 'file:///etc/passwd' })
    answers['/round'] = () => ({ location: '/round' })
    for (const place of ['/away', '/file', '/round']) {
      await expect(fetched()(naming(at(place)), issuing)).rejects.toMatchObject({
        code: 'signing/revocation-unreachable',
      })
    }
    expect(elsewhere.requests).toHaveLength(0)
    await elsewhere.close()
    expect(await fetched()(naming('ldap://127.0.0.1/crl'), issuing)).toEqual({})
  })

  const foreign = { ...issuer, privateKey: createPrivateKey(pki.rootKeyPem) }
  test.each([
    ['that another key signed', () => issueCrl({ ...times, revoked: [] }, foreign), now],
    ['that has ended', () => crl, now + 2 * day],
    ['that is none', () => Buffer.from('<html>'), now],
  ])('is not believed when it is a list %s', async (_what, bytes, clock) => {
    answers['/crl'] = () => ({ bytes: bytes() })
    await expect(fetched(clock)(naming(at('/crl')), issuing)).rejects.toMatchObject({
      code: 'signing/revocation-wrong',
    })
  })

  test('is not believed when the answer is about somebody else, or by somebody else', async () => {
    const secretary = readCertificate(pki.signers.secretary.signer.chain[0] as Uint8Array)
    const about = await issueOcsp({ certificate: secretary, issuer: issuing, ...times }, pki.ocsp.signer)
    const by = await issueOcsp({ certificate: chair, issuer: issuing, ...times }, pki.signers.chair.signer)
    for (const bytes of [about, by]) {
      answers['/ocsp'] = () => ({ bytes })
      await expect(fetched()(naming(null, at('/ocsp')), issuing)).rejects.toMatchObject({
        code: 'signing/revocation-wrong',
      })
    }
  })
})
