import { sequence } from '../asn1/der-write.ts'
import type { Certificate } from '../certificate.ts'
import { certificateId } from './certificate-id.ts'

/** OCSPRequest (RFC 6960, 4.1) for one certificate, without a nonce: answers are often made beforehand (RFC 5019). */
export function ocspRequest(certificate: Certificate, issuer: Certificate): Buffer {
  return sequence(sequence(sequence(sequence(certificateId(certificate, issuer)))))
}
