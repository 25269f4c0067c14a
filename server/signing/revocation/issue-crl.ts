import { createPublicKey } from 'node:crypto'
import { algorithmIdentifier, signWithKey } from '../algorithms.ts'
import { bitString, element, enumerated, explicit, integer, sequence, time } from '../asn1/der-write.ts'
import { oids } from '../asn1/oids.ts'
import { extension, type Issuer, keyIdentifier, nameOf } from '../issue-certificate.ts'

export interface CrlContents {
  /** Milliseconds since 1970, whole seconds count. */
  readonly thisUpdate: number
  readonly nextUpdate: number
  /** Address of the one of several lists that this is; without, it is the only one. */
  readonly distributionPoint?: string
  readonly revoked: readonly {
    /** Contents of the INTEGER. */
    readonly serial: Uint8Array
    readonly at: number
    /** CRLReason (RFC 5280, 5.3.1). */
    readonly reason?: number
  }[]
}

/** A certificate revocation list of version 2 (RFC 5280, 5), DER. */
export function issueCrl(contents: CrlContents, issuer: Issuer): Buffer {
  const { thisUpdate, nextUpdate, distributionPoint, revoked } = contents
  const algorithm = algorithmIdentifier(issuer.algorithm)
  const entries = revoked.map(({ serial, at, reason }) => {
    const why = reason === undefined ? [] : [sequence(extension(oids.reasonCode, enumerated(reason)))]
    return sequence(integer(serial), time(at), ...why)
  })
  const point = distributionPoint === undefined ? [] : [issuingDistributionPoint(distributionPoint)]
  const authorityKey = keyIdentifier(createPublicKey(issuer.privateKey))
  const tbs = sequence(
    integer(1),
    algorithm,
    nameOf(issuer.subject),
    time(thisUpdate),
    time(nextUpdate),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    explicit(
      0,
      sequence(
        extension(oids.authorityKeyIdentifier, sequence(element(0x80, authorityKey))),
        // Grows with each list, as it must (RFC 5280, 5.2.3).
        extension(oids.crlNumber, integer(Math.floor(thisUpdate / 1000))),
        ...point,
      ),
    ),
  )
  return sequence(tbs, algorithm, bitString(signWithKey(issuer.algorithm, issuer.privateKey, tbs)))
}

function issuingDistributionPoint(address: string): Buffer {
  const name = element(0xa0, element(0xa0, element(0x86, Buffer.from(address, 'latin1'))))
  return extension(oids.issuingDistributionPoint, sequence(name), true)
}
