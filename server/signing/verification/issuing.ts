import { readAlgorithm, verifyWithKey } from '../algorithms.ts'
import type { Certificate } from '../certificate.ts'

/** What one check of a certificate's or list's signature may cost, in steps of the file's budget. */
export const SIGNATURE_STEPS = 20_000

/** Whether one certificate was issued by another: name and signature. Each pair is computed once. */
export type Issued = (issuer: Certificate, subject: Certificate) => boolean

/** @param spend called before each computation; throws to end it */
export function issuing(spend: (steps: number) => void): Issued {
  const known = new Map<Certificate, Map<Certificate, boolean>>()
  return (issuer, subject) => {
    if (Buffer.compare(issuer.subjectDer, subject.issuerDer) !== 0) return false
    const own = known.get(issuer) ?? new Map<Certificate, boolean>()
    known.set(issuer, own)
    const answered = own.get(subject)
    if (answered !== undefined) return answered
    spend(SIGNATURE_STEPS)
    const read = readAlgorithm(subject.signatureAlgorithm)
    const right =
      read.kind === 'known' && verifyWithKey(read.algorithm, issuer.publicKey, subject.tbs, subject.signature)
    own.set(subject, right)
    return right
  }
}
