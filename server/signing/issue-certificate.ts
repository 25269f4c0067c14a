import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import { algorithmIdentifier, type SignatureAlgorithm, signWithKey } from './algorithms.ts'
import { tags } from './asn1/der.ts'
import {
  bitString,
  boolean,
  element,
  explicit,
  integer,
  namedBits,
  nothing,
  octetString,
  oid,
  sequence,
  setOf,
  time,
  utf8,
} from './asn1/der-write.ts'
import { oids } from './asn1/oids.ts'

const keyUsageBit = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const

/** What an X.509 certificate of version 3 (RFC 5280) shall say. */
export interface CertificateContents {
  /** Attributes in order, by OID. */
  readonly subject: readonly (readonly [type: string, value: string])[]
  readonly publicKey: KeyObject
  /** 1 to 20 octets, the first below 0x80. */
  readonly serial: Uint8Array
  /** Milliseconds since 1970, whole seconds count. */
  readonly notBefore: number
  readonly notAfter: number
  readonly keyUsage?: readonly (keyof typeof keyUsageBit)[]
  readonly extendedKeyUsage?: readonly string[]
  /** A timestamp authority's purpose must be critical (RFC 3161, 2.3). */
  readonly criticalExtendedKeyUsage?: boolean
  /** Present for authorities: how many authorities may stand below. */
  readonly authority?: { readonly pathLength?: number }
  readonly crlUrl?: string
  /** Where its revocation is asked (RFC 5280, 4.2.2.1). */
  readonly ocspUrl?: string
  /** Where its issuer's certificate is. */
  readonly issuerUrl?: string
  /** For an OCSP responder whose own revocation nobody needs to ask (RFC 6960, 4.2.2.2.1). */
  readonly ocspNoCheck?: boolean
  /** Host names (ASCII) and IP addresses that it stands for, as a server's certificate needs them. */
  readonly hosts?: readonly string[]
}

export interface Issuer {
  readonly subject: CertificateContents['subject']
  readonly privateKey: KeyObject
  readonly algorithm: SignatureAlgorithm
}

/** The certificate as DER, signed by the issuer; self-signed when subject and key are the issuer's own. */
export function issueCertificate(contents: CertificateContents, issuer: Issuer): Buffer {
  const algorithm = algorithmIdentifier(issuer.algorithm)
  const tbs = sequence(
    explicit(0, integer(2)),
    integer(contents.serial),
    algorithm,
    nameOf(issuer.subject),
    sequence(time(contents.notBefore), time(contents.notAfter)),
    nameOf(contents.subject),
    contents.publicKey.export({ format: 'der', type: 'spki' }),
    explicit(3, sequence(...extensions(contents, issuer))),
  )
  return sequence(tbs, algorithm, bitString(signWithKey(issuer.algorithm, issuer.privateKey, tbs)))
}

function extensions(contents: CertificateContents, issuer: Issuer): Buffer[] {
  const { authority, keyUsage, extendedKeyUsage, crlUrl, ocspUrl, issuerUrl, hosts } = contents
  const list: Buffer[] = []
  if (authority) {
    const length = authority.pathLength === undefined ? [] : [integer(authority.pathLength)]
    list.push(extension(oids.basicConstraints, sequence(boolean(true), ...length), true))
  }
  if (keyUsage)
    list.push(extension(oids.keyUsage, namedBits(...keyUsage.map((usage) => keyUsageBit[usage])), true))
  if (extendedKeyUsage) {
    const purposes = sequence(...extendedKeyUsage.map(oid))
    list.push(extension(oids.extendedKeyUsage, purposes, contents.criticalExtendedKeyUsage))
  }
  list.push(extension(oids.subjectKeyIdentifier, octetString(keyIdentifier(contents.publicKey))))
  const issuerKey = keyIdentifier(createPublicKey(issuer.privateKey))
  list.push(extension(oids.authorityKeyIdentifier, sequence(element(0x80, issuerKey))))
  if (hosts) list.push(extension(oids.subjectAltName, sequence(...hosts.map(generalName))))
  if (crlUrl) {
    const location = element(0xa0, element(0xa0, element(0x86, Buffer.from(crlUrl, 'latin1'))))
    list.push(extension(oids.crlDistributionPoints, sequence(sequence(location))))
  }
  const access = [
    ...(ocspUrl ? [[oids.ocsp, ocspUrl]] : []),
    ...(issuerUrl ? [[oids.caIssuers, issuerUrl]] : []),
  ]
  if (access.length > 0) {
    const descriptions = access.map(([method = '', url = '']) => {
      return sequence(oid(method), element(0x86, Buffer.from(url, 'latin1')))
    })
    list.push(extension(oids.authorityInformationAccess, sequence(...descriptions)))
  }
  if (contents.ocspNoCheck) list.push(extension(oids.ocspNoCheck, nothing()))
  return list
}

export function extension(id: string, value: Uint8Array, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value))
}

/** dNSName or iPAddress (RFC 5280, 4.2.1.6). */
function generalName(host: string): Buffer {
  if (isIP(host) === 4) return element(0x87, Buffer.from(host.split('.').map(Number)))
  return isIP(host) === 6
    ? element(0x87, addressOctets(host))
    : element(0x82, Buffer.from(host.toLowerCase(), 'latin1'))
}

/** The 16 octets of an IPv6 address. */
function addressOctets(address: string): Buffer {
  // In the form that the URL standard gives it, no dotted quad stands at the end.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string | undefined) => (text ? text.split(':') : [])
  const [first, last] = [groups(head), groups(tail)]
  const zeros = Array<string>(8 - first.length - last.length).fill('0')
  return Buffer.from([...first, ...zeros, ...last].map((group) => group.padStart(4, '0')).join(''), 'hex')
}

/** A distinguished name (RFC 5280, 4.1.2.4), DER. */
export function nameOf(attributes: CertificateContents['subject']): Buffer {
  return sequence(
    ...attributes.map(([type, value]) => {
      const text =
        type === oids.country ? element(tags.printableString, Buffer.from(value, 'latin1')) : utf8(value)
      return setOf(sequence(oid(type), text))
    }),
  )
}

/** RFC 7093, method 1: the leftmost 160 bits of the SHA-256 of the public key. */
export function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest()
    .subarray(0, 20)
}
