import { algorithmIdentifier } from '../algorithms.ts'
import {
  bitString,
  element,
  enumerated,
  explicit,
  generalizedTime,
  octetString,
  oid,
  sequence,
} from '../asn1/der-write.ts'
import { oids } from '../asn1/oids.ts'
import { type Certificate, readCertificate } from '../certificate.ts'
import type { Signer } from '../signer.ts'
import { certificateId } from './certificate-id.ts'

export interface OcspContents {
  readonly certificate: Pick<Certificate, 'serial'>
  readonly issuer: Certificate
  /** When it was revoked, milliseconds since 1970; undefined: it is good. */
  readonly revokedAt?: number | undefined
  readonly thisUpdate: number
  readonly nextUpdate: number
}

/**
 * OCSPResponse (RFC 6960, 4.2) about one certificate.
 * @param responder the issuer itself, or whom it has named with the purpose OCSPSigning
 */
export async function issueOcsp(contents: OcspContents, responder: Signer): Promise<Buffer> {
  const { certificate, issuer, revokedAt, thisUpdate, nextUpdate } = contents
  const [own] = responder.chain
  if (!own) throw new RangeError('a responder needs its certificate')
  const status = revokedAt === undefined ? element(0x80) : element(0xa1, generalizedTime(revokedAt))
  const single = sequence(
    certificateId(certificate, issuer),
    status,
    generalizedTime(thisUpdate),
    explicit(0, generalizedTime(nextUpdate)),
  )
  const data = sequence(
    explicit(1, Buffer.from(readCertificate(own).subjectDer)),
    generalizedTime(thisUpdate),
    sequence(single),
  )
  const basic = sequence(
    data,
    algorithmIdentifier(responder.algorithm),
    bitString(await responder.sign(data)),
    explicit(0, sequence(own)),
  )
  const bytes = sequence(oid(oids.ocspBasic), octetString(basic))
  return sequence(enumerated(0), explicit(0, bytes))
}
