import { createHash } from 'node:crypto'
import { children, type Der, readOid, sequenceItems, tags } from '../asn1/der.ts'
import { element, nothing, octetString, oid, sequence } from '../asn1/der-write.ts'
import { oids } from '../asn1/oids.ts'
import type { Certificate } from '../certificate.ts'
import { publicKeyBits } from './read-ocsp.ts'

/**
 * CertID (RFC 6960, 4.1.1), by SHA-1: it only names the certificate, and the profile that responders follow knows no
 * other hash (RFC 5019, 2.1.1).
 */
export function certificateId(certificate: Pick<Certificate, 'serial'>, issuer: Certificate): Buffer {
  const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest()
  return sequence(
    sequence(oid(oids.sha1), nothing()),
    octetString(sha1(issuer.subjectDer)),
    octetString(sha1(publicKeyBits(issuer))),
    element(tags.integer, certificate.serial),
  )
}

/** Where revocation lists are (RFC 5280, 4.2.1.13): the addresses over HTTP, in order. @throws DerError */
export function crlAddresses(certificate: Certificate): string[] {
  const points = certificate.extensions.get(oids.crlDistributionPoints)
  if (!points) return []
  return sequenceItems(points).flatMap((point) => {
    const name = children(point).find(({ tag }) => tag === 0xa0)
    const full = name && children(name).find(({ tag }) => tag === 0xa0)
    return full ? children(full).flatMap(address) : []
  })
}

/** Where an OCSP responder is asked (RFC 5280, 4.2.2.1). @throws DerError */
export function ocspAddresses(certificate: Certificate): string[] {
  return authorityAddresses(certificate, oids.ocsp)
}

/** Where the issuer's own certificate is (RFC 5280, 4.2.2.1). @throws DerError */
export function issuerAddresses(certificate: Certificate): string[] {
  return authorityAddresses(certificate, oids.caIssuers)
}

function authorityAddresses(certificate: Certificate, wanted: string): string[] {
  const access = certificate.extensions.get(oids.authorityInformationAccess)
  if (!access) return []
  return sequenceItems(access).flatMap((description) => {
    const [method, location] = sequenceItems(description)
    return location && readOid(method) === wanted ? address(location) : []
  })
}

function address({ tag, contents }: Der): string[] {
  if (tag !== 0x86) return []
  const text = Buffer.from(contents).toString('latin1')
  return /^https?:\/\//i.test(text) ? [text] : []
}
