import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { oids } from '../../server/signing/asn1/oids.ts'
import { readCertificate, readPem } from '../../server/signing/certificate.ts'
import { isSameName } from '../../server/signing/person-name.ts'
import { issueCrl } from '../../server/signing/revocation/issue-crl.ts'
import { readCrl } from '../../server/signing/revocation/read-crl.ts'
import type { Revocation } from '../../server/signing/revocation/revocation.ts'
import { checkCertificate } from '../../server/signing/signers/check-certificate.ts'
import { revocationStatus } from '../../server/signing/signers/revocation-status.ts'
import { revocationFrom } from '../../server/signing/verification/evidence.ts'
import { type IssueOptions, makeAuthority, pki, signedAt } from './signed-pdf.ts'

const authority = makeAuthority()
const secretary = 'Thư ký (minh họa)'
const DAY = 86_400_000

const ask = (
  options: Partial<IssueOptions> = {},
  more: Partial<Parameters<typeof checkCertificate>[0]> = {},
) => {
  const { chain } = authority.issue({ commonName: secretary, ...options })
  return checkCertificate({
    chain,
    field: 'secretary',
    expected: [{ CN: secretary }],
    roots: [authority.rootPem],
    at: signedAt,
    revocation: null,
    ...more,
  })
}
const refused = (reason: string, detail: object = {}) => ({
  code: 'signing/certificate-refused',
  detail: { field: 'secretary', reason, ...detail },
})

describe('a certificate, before it signs', () => {
  test('is taken when everything about it is right, and says whether somebody could be asked', async () => {
    expect(await ask()).toMatchObject({ revocation: 'unknown' })
  })

  test.each<[string, Partial<IssueOptions>, object]>([
    ['weak-key', { key: 'weak-rsa' }, { key: 'RSA 1024' }],
    ['wrong-usage', { contents: { extendedKeyUsage: [oids.serverAuth] } }, { holder: secretary }],
    ['wrong-usage', { contents: { keyUsage: ['keyCertSign'] } }, {}],
    ['expired', { contents: { notAfter: signedAt - DAY } }, { until: signedAt - DAY }],
    ['not-valid-yet', { contents: { notBefore: signedAt + DAY } }, { from: signedAt + DAY }],
    ['wrong-person', { commonName: 'Người khác' }, { holder: 'Người khác', expected: secretary }],
    ['wrong-person', { commonName: 'Thư ky (minh họa)' }, {}],
  ])('is refused as %s: %o', async (reason, options, detail) => {
    await expect(ask(options)).rejects.toMatchObject(refused(reason, detail))
  })

  test('is refused where its path ends at nobody who is trusted, or there is nobody to trust', async () => {
    await expect(ask({}, { roots: [pki.rootPem] })).rejects.toMatchObject(refused('untrusted'))
    await expect(ask({}, { roots: [] })).rejects.toMatchObject(refused('no-trusted-root'))
    await expect(ask({}, { chain: [] })).rejects.toMatchObject(refused('missing'))
    await expect(ask({}, { chain: [Buffer.from('khong phai')] })).rejects.toMatchObject(refused('unreadable'))
  })

  test('is refused when its authority has revoked it; a list of somebody else says nothing', async () => {
    const own = pki.signers.secretary.signer
    const serial = Buffer.from(new X509Certificate(pki.signers.secretary.certificatePem).serialNumber, 'hex')
    const named = { C: oids.country, O: oids.organization, CN: oids.commonName } as const
    const lists =
      (privateKey: KeyObject, revoked: boolean): Revocation =>
      async (certificate, issuer) => {
        if (certificate.authority) return {}
        const subject = [...issuer.subject].map(
          ([name, [value = '']]) => [named[name as keyof typeof named], value] as const,
        )
        const entries = revoked ? [{ serial, at: signedAt - DAY }] : []
        const contents = { thisUpdate: signedAt - DAY, nextUpdate: signedAt + DAY, revoked: entries }
        const algorithm = { scheme: 'rsa-pkcs1', hash: 'sha256' } as const
        return { crl: issueCrl(contents, { subject, privateKey, algorithm }) }
      }
    const issuing = createPrivateKey(pki.issuingKeyPem)
    const stranger = createPrivateKey(pki.signers.chair.keyPem)
    const question = { chain: own.chain, roots: [pki.rootPem] }
    await expect(ask({}, { ...question, revocation: lists(issuing, true) })).rejects.toMatchObject(
      refused('revoked', { holder: secretary }),
    )
    const unknown = { revocation: 'unknown' }
    expect(await ask({}, { ...question, revocation: lists(issuing, false) })).toMatchObject(unknown)
    expect(await ask({}, { ...question, revocation: lists(stranger, true) })).toMatchObject(unknown)
    const away: Revocation = () => Promise.reject(new Error('nobody there'))
    expect(await ask({}, { ...question, revocation: away })).toMatchObject(unknown)
  })
})

describe('one of several revocation lists', () => {
  const [own, other] = ['http://crl.example/1.crl', 'http://crl.example/2.crl'] as const
  const issued = makeAuthority('Lists', { keyUsage: ['keyCertSign', 'cRLSign'] })
  const person = issued.issue({ commonName: secretary, contents: { crlUrl: own } })
  const unnamed = issued.issue({ commonName: secretary })
  const [certificate, plain] = [person, unnamed].map(({ chain }) => readCertificate(chain[0] as Uint8Array))
  const [root] = readPem(issued.rootPem)
  if (!certificate || !plain || !root) throw new Error('no certificate')
  const { serial } = certificate
  const list = (distributionPoint: string | undefined, isRevoked = false) =>
    issueCrl(
      {
        ...{ thisUpdate: signedAt - DAY, nextUpdate: signedAt + DAY },
        ...(distributionPoint ? { distributionPoint } : {}),
        revoked: isRevoked ? [{ serial, at: signedAt - DAY }] : [],
      },
      issued.issuer,
    )

  test.each([
    ['says that a certificate stands which names it', own, false, certificate, 'good'],
    ['says so of no certificate that names another', other, false, certificate, 'unknown'],
    ['says so of no certificate that names none', own, false, plain, 'unknown'],
    ['tells of a revocation, whichever it is', other, true, certificate, 'revoked'],
    ['that is the only one says it of all', undefined, false, plain, 'good'],
  ] as const)('%s', async (_what, point, isRevoked, asked, status) => {
    const crl = list(point, isRevoked)
    const evidence = { crls: [readCrl(crl)], ocsps: [], certificates: [] }
    expect(revocationFrom(evidence, () => {})(asked, root, signedAt)).toMatchObject({ status })
    expect(await revocationStatus([asked, root], async () => ({ crl }), signedAt)).toBe(status)
  })
})

describe('two writings of a name', () => {
  test.each([
    ['Nguyễn Văn Hòa', 'NGUYỄN VĂN HOÀ'],
    ['Lê Thị Thúy', 'Lê  Thị Thuý '],
    ['Trần Đức', 'Trần Đức'.normalize('NFD')],
  ])('%s and %s are one person', (a, b) => {
    expect(isSameName(a, b)).toBe(true)
  })

  test.each([
    ['Nguyễn Văn Hòa', 'Nguyễn Văn Hóa'],
    ['Nguyễn Văn Hòa', 'Nguyen Van Hoa'],
    ['Nguyễn Văn A', 'Văn A Nguyễn'],
    ['Lê Ðức', 'Lê Đức'],
  ])('%s and %s are two', (a, b) => {
    expect(isSameName(a, b)).toBe(false)
  })
})
