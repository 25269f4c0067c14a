import { createPrivateKey } from 'node:crypto'
import { type Certificate, readPem } from '../certificate.ts'
import { demoIssuingName, demoRootName, demoSubject } from '../demo-identities.ts'
import type { DemoPki } from '../demo-pki.ts'
import { issueCrl } from './issue-crl.ts'
import { issueOcsp } from './issue-ocsp.ts'
import type { Revocation } from './revocation.ts'

const week = 7 * 86_400_000

export interface DemoRevocationOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Certificates that are revoked, and since when. */
  readonly revoked?: readonly { readonly certificate: Certificate; readonly at: number }[]
}

/**
 * The demonstration's own revocation, made in this process: lists by both authorities, and for whoever stands below the
 * issuing one an OCSP answer, too. Nothing for certificates of others.
 */
export function demoRevocation(pki: DemoPki, { now, revoked = [] }: DemoRevocationOptions): Revocation {
  const [root] = readPem(pki.rootPem)
  const [issuing] = readPem(pki.issuingPem)
  if (!root || !issuing) throw new RangeError('no authorities')
  const algorithm = { scheme: 'rsa-pkcs1', hash: 'sha256' } as const
  const authorities = [
    { certificate: root, name: demoRootName, key: pki.rootKeyPem },
    { certificate: issuing, name: demoIssuingName, key: pki.issuingKeyPem },
  ]
  return async (certificate, issuer) => {
    const authority = authorities.find((each) => same(each.certificate, issuer))
    if (!authority) return {}
    const times = { thisUpdate: now(), nextUpdate: now() + week }
    const theirs = revoked.filter(
      (each) => Buffer.compare(each.certificate.issuerDer, issuer.subjectDer) === 0,
    )
    const crl = issueCrl(
      { ...times, revoked: theirs.map(({ certificate: { serial }, at }) => ({ serial, at })) },
      { subject: demoSubject(authority.name), privateKey: createPrivateKey(authority.key), algorithm },
    )
    if (authority.certificate === root) return { crl }
    const revokedAt = theirs.find((each) => same(each.certificate, certificate))?.at
    return { crl, ocsp: await issueOcsp({ certificate, issuer, revokedAt, ...times }, pki.ocsp.signer) }
  }
}

function same(a: Certificate, b: Certificate): boolean {
  return Buffer.compare(a.der, b.der) === 0
}
