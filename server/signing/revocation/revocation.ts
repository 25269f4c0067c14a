import type { Certificate } from '../certificate.ts'

/** What shows whether a certificate is revoked, DER: a list, an answer, both, or nothing where none is published. */
export interface RevocationData {
  readonly crl?: Uint8Array
  readonly ocsp?: Uint8Array
}

/** Asks for revocation data about a certificate. Throws AppError when it is published and cannot be had. */
export type Revocation = (certificate: Certificate, issuer: Certificate) => Promise<RevocationData>
