import { DerError } from '../asn1/der.ts'
import type { Certificate } from '../certificate.ts'
import { covers, readCrl, serialKey } from '../revocation/read-crl.ts'
import { isAbout, readOcsp } from '../revocation/read-ocsp.ts'
import type { Revocation, RevocationData } from '../revocation/revocation.ts'

/** A signer waits no longer for an authority's word. */
const ANSWER_WITHIN_MS = 5000

export type RevocationStatus = 'good' | 'revoked' | 'unknown'

/**
 * What the authorities say of a path at the moment of signing; `revoked` as soon as one of them says so. An authority
 * that cannot be asked makes it `unknown`: the signature's evidence is gathered later, for as long as that takes.
 * @param path the signer's certificate first, the root last
 */
export async function revocationStatus(
  path: readonly Certificate[],
  revocation: Revocation | null,
  at: number,
): Promise<RevocationStatus> {
  if (!revocation) return 'unknown'
  const statuses = await Promise.all(
    path.slice(0, -1).map(async (certificate, index) => {
      const issuer = path[index + 1] as Certificate
      try {
        return statusIn(await inTime(revocation(certificate, issuer)), certificate, issuer, at)
      } catch {
        return 'unknown'
      }
    }),
  )
  if (statuses.includes('revoked')) return 'revoked'
  return statuses.includes('unknown') ? 'unknown' : 'good'
}

function inTime(asked: Promise<RevocationData>): Promise<RevocationData> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new RangeError('too late')), ANSWER_WITHIN_MS)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

/** An answer that is not the issuer's, or speaks of another time, says nothing. */
function statusIn(
  { crl, ocsp }: RevocationData,
  certificate: Certificate,
  issuer: Certificate,
  at: number,
): RevocationStatus {
  const words = [
    ocsp && fromOcsp(ocsp, certificate, issuer, at),
    crl && fromCrl(crl, certificate, issuer, at),
  ]
  if (words.includes('revoked')) return 'revoked'
  return words.includes('good') ? 'good' : 'unknown'
}

function fromOcsp(der: Uint8Array, certificate: Certificate, issuer: Certificate, at: number) {
  return guarded(() => {
    const read = readOcsp(der)
    const answer = read.responses.find((each) => isAbout(each, certificate, issuer))
    if (!answer || !read.verify(issuer)) return 'unknown'
    return answer.status === 'good' && !isCurrent(answer, at) ? 'unknown' : answer.status
  })
}

function fromCrl(der: Uint8Array, certificate: Certificate, issuer: Certificate, at: number) {
  return guarded(() => {
    const read = readCrl(der)
    if (!read.verify(issuer)) return 'unknown'
    if (read.revoked.has(serialKey(certificate.serial))) return 'revoked'
    return covers(read, certificate) && isCurrent(read, at) ? 'good' : 'unknown'
  })
}

function isCurrent({ nextUpdate }: { readonly nextUpdate?: number }, at: number): boolean {
  return nextUpdate === undefined || nextUpdate >= at
}

function guarded(read: () => RevocationStatus): RevocationStatus {
  try {
    return read()
  } catch (error) {
    if (error instanceof DerError) return 'unknown'
    throw error
  }
}
