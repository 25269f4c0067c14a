import { keyWeakness } from './algorithms.ts'
import { oids } from './asn1/oids.ts'
import type { Certificate } from './certificate.ts'
import { isSameName } from './person-name.ts'

/** Purposes that let a certificate sign documents. A certificate that states no purpose may, too (RFC 5280, 4.2.1.12). */
const documentPurposes: ReadonlySet<string> = new Set([
  oids.emailProtection,
  oids.documentSigning,
  oids.adobeDocumentSigning,
  oids.microsoftDocumentSigning,
  oids.anyExtendedKeyUsage,
])

export function mayServeDocuments(certificate: Certificate): boolean {
  return certificate.extendedKeyUsage?.some((purpose) => documentPurposes.has(purpose)) ?? true
}

/** Whether usage and purpose let the certificate's holder sign documents. */
export function maySign(certificate: Certificate): boolean {
  const usage = certificate.keyUsage
  const signs = !usage || usage.has('digitalSignature') || usage.has('nonRepudiation')
  return signs && mayServeDocuments(certificate) && certificate.unknownCritical.length === 0
}

/** Whether the certificate may issue others, `below` authorities of which stand between it and the signer. */
export function mayIssue(certificate: Certificate, below: number): boolean {
  const signs = !certificate.keyUsage || certificate.keyUsage.has('keyCertSign')
  const deepEnough = certificate.pathLength === undefined || certificate.pathLength >= below
  const understood = certificate.unknownCritical.length === 0
  return certificate.authority && signs && deepEnough && understood && mayServeDocuments(certificate)
}

export function isValidAt(certificate: Certificate, at: number): boolean {
  return at >= certificate.notBefore && at <= certificate.notAfter
}

/**
 * Whether the certificate's subject has all attributes of one of the expected subjects, a common name as `isSameName`
 * compares it. Nobody expected: anybody may.
 */
export function isExpected(
  certificate: Certificate,
  expected: readonly Readonly<Record<string, string>>[] | undefined,
): boolean {
  if (!expected) return true
  return expected.some((subject) => {
    const attributes = Object.entries(subject)
    return (
      attributes.length > 0 &&
      attributes.every(([key, value]) => {
        const attribute = attributeKey(key)
        const wanted = value.normalize('NFC')
        const same = (held: string) => (attribute === 'CN' ? isSameName(held, wanted) : held === wanted)
        return certificate.subject.get(attribute)?.some(same) ?? false
      })
    )
  })
}

/** Why the certificate may not sign the field at that time; undefined when it may. */
export function refusal(
  certificate: Certificate,
  expected: readonly Readonly<Record<string, string>>[] | undefined,
  at: number,
): 'weak-key' | 'wrong-usage' | 'not-valid-then' | 'wrong-person' | undefined {
  if (keyWeakness(certificate.publicKey)) return 'weak-key'
  if (!maySign(certificate)) return 'wrong-usage'
  if (!isValidAt(certificate, at)) return 'not-valid-then'
  return isExpected(certificate, expected) ? undefined : 'wrong-person'
}

/** Seed values name attributes as in RFC 4514, some writers by OID. */
function attributeKey(key: string): string {
  const byOid: Readonly<Record<string, string>> = {
    [oids.commonName]: 'CN',
    [oids.organization]: 'O',
    [oids.organizationalUnit]: 'OU',
    [oids.serialNumber]: 'serialNumber',
    [oids.userId]: 'UID',
  }
  return byOid[key] ?? key
}
