import { createPublicKey, type KeyObject } from 'node:crypto'
import {
  children,
  context,
  type Der,
  DerError,
  expectTag,
  readBoolean,
  readNamedBits,
  readOctetsOfBits,
  readOid,
  readOnly,
  readSmallInteger,
  readText,
  readTime,
  sequenceItems,
  setItems,
  tags,
} from './asn1/der.ts'
import { attributeNames, oids } from './asn1/oids.ts'

export type KeyUsage = 'digitalSignature' | 'nonRepudiation' | 'keyCertSign' | 'cRLSign' | 'other'

/** What a verifier needs of an X.509 certificate (RFC 5280). Names are kept as DER: they are compared by it. */
export interface Certificate {
  readonly der: Uint8Array
  readonly serial: Uint8Array
  readonly issuerDer: Uint8Array
  readonly subjectDer: Uint8Array
  /** Attributes of the subject by short name or OID, each with all its values, NFC. */
  readonly subject: ReadonlyMap<string, readonly string[]>
  readonly issuer: ReadonlyMap<string, readonly string[]>
  /** Milliseconds since 1970. */
  readonly notBefore: number
  readonly notAfter: number
  readonly publicKey: KeyObject
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: Der
  readonly signature: Uint8Array
  /** Undefined where the extension is absent. */
  readonly keyUsage: ReadonlySet<KeyUsage> | undefined
  readonly extendedKeyUsage: readonly string[] | undefined
  /** OIDs of the extensions that are marked critical. */
  readonly critical: ReadonlySet<string>
  /** Values of all extensions by OID. */
  readonly extensions: ReadonlyMap<string, Der>
  readonly authority: boolean
  readonly pathLength: number | undefined
  /** OIDs of critical extensions that are not understood here. */
  readonly unknownCritical: readonly string[]
}

const usageBits = new Map<number, KeyUsage>([
  [0, 'digitalSignature'],
  [1, 'nonRepudiation'],
  [5, 'keyCertSign'],
  [6, 'cRLSign'],
])

const understood: ReadonlySet<string> = new Set([
  oids.keyUsage,
  oids.extendedKeyUsage,
  oids.basicConstraints,
  oids.subjectAltName,
  oids.certificatePolicies,
  oids.crlDistributionPoints,
  oids.subjectKeyIdentifier,
  oids.authorityKeyIdentifier,
])

/** @throws DerError when the bytes are not one certificate of version 3 (or 1, for old roots) */
export function readCertificate(der: Uint8Array): Certificate {
  const [tbs, signatureAlgorithm, signature, ...more] = sequenceItems(readOnly(der))
  if (!tbs || !signatureAlgorithm || more.length > 0) throw new DerError('certificate')
  const parts = sequenceItems(tbs)
  if (parts[0]?.tag === context(0, true)) parts.shift()
  const [serial, inner, issuer, validity, subject, key, ...optional] = parts
  if (!serial || !issuer || !subject || !key || !inner) throw new DerError('certificate')
  if (Buffer.compare(inner.raw, signatureAlgorithm.raw) !== 0)
    throw new DerError('algorithm stated twice, differently')
  const [notBefore, notAfter] = sequenceItems(validity)
  const extensionsPart = optional.find((part) => part.tag === context(3, true))
  return {
    der,
    serial: expectTag(serial, tags.integer).contents,
    issuerDer: issuer.raw,
    subjectDer: subject.raw,
    issuer: readName(issuer),
    subject: readName(subject),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    publicKey: readPublicKey(key.raw),
    tbs: tbs.raw,
    signatureAlgorithm,
    signature: readOctetsOfBits(signature),
    ...readExtensions(extensionsPart),
  }
}

/** Certificates of a PEM text, in order. @throws DerError */
export function readPem(pem: string): Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return blocks.map((block) => readCertificate(Buffer.from(block.replace(/-----[^-]+-----/g, ''), 'base64')))
}

export function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** First value of an attribute of the subject, for example `CN`. */
export function subjectAttribute(certificate: Certificate, name: string): string | undefined {
  return certificate.subject.get(name)?.[0]
}

/** "CN=…, O=…" for people. */
export function nameText(name: ReadonlyMap<string, readonly string[]>): string {
  return [...name].flatMap(([key, values]) => values.map((value) => `${key}=${value}`)).join(', ')
}

function readName(name: Der): Map<string, string[]> {
  const attributes = new Map<string, string[]>()
  for (const set of sequenceItems(name)) {
    for (const pair of setItems(set)) {
      const [type, value] = sequenceItems(pair)
      const id = readOid(type)
      const key = attributeNames[id] ?? id
      attributes.set(key, [...(attributes.get(key) ?? []), readText(value).normalize('NFC')])
    }
  }
  return attributes
}

function readPublicKey(spki: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch (cause) {
    throw new DerError('public key', { cause })
  }
}

function readExtensions(
  part: Der | undefined,
): Pick<
  Certificate,
  'keyUsage' | 'extendedKeyUsage' | 'critical' | 'extensions' | 'authority' | 'pathLength' | 'unknownCritical'
> {
  const values = new Map<string, Der>()
  const criticals = new Set<string>()
  for (const extension of part ? sequenceItems(children(part)[0]) : []) {
    const items = sequenceItems(extension)
    const id = readOid(items[0])
    const critical = items[1]?.tag === tags.boolean && readBoolean(items[1])
    const value = expectTag(items.at(-1), tags.octetString)
    if (values.has(id)) throw new DerError('extension twice')
    values.set(id, readOnly(value.contents))
    if (critical) criticals.add(id)
  }
  const usage = values.get(oids.keyUsage)
  const extended = values.get(oids.extendedKeyUsage)
  const constraints = values.get(oids.basicConstraints)
  const constraintItems = constraints ? sequenceItems(constraints) : []
  const authority = constraintItems[0]?.tag === tags.boolean && readBoolean(constraintItems[0])
  const lengthItem = constraintItems.find((item) => item.tag === tags.integer)
  return {
    keyUsage: usage && new Set([...readNamedBits(usage)].map((bit) => usageBits.get(bit) ?? 'other')),
    extendedKeyUsage: extended && sequenceItems(extended).map(readOid),
    critical: criticals,
    extensions: values,
    authority,
    pathLength: lengthItem && readSmallInteger(lengthItem),
    unknownCritical: [...criticals].filter((id) => !understood.has(id)),
  }
}
