import { DerError } from '../asn1/der.ts'
import type { Certificate } from '../certificate.ts'
import type { Dss } from '../dss/read-dss.ts'
import { type Crl, concerns, covers, readCrl, serialKey } from '../revocation/read-crl.ts'
import { isAbout, type Ocsp, readOcsp } from '../revocation/read-ocsp.ts'
import { SIGNATURE_STEPS } from './issuing.ts'

const maxEmbedded = 64

/** What the file itself carries to check revocation with; none of it is trusted for itself. */
export interface Evidence {
  readonly crls: readonly Crl[]
  readonly ocsps: readonly Ocsp[]
  readonly certificates: readonly Certificate[]
}

/** Revocation of one certificate as of a time. Times in milliseconds since 1970. */
export type Revocation =
  | { readonly status: 'good'; readonly source: 'crl' | 'ocsp'; readonly checkedAt: number }
  | {
      readonly status: 'revoked'
      readonly source: 'crl' | 'ocsp'
      readonly at: number
      /** CRLReason (RFC 5280, 5.3.1). */
      readonly reason: number | undefined
    }
  | { readonly status: 'unknown' }

/** Asks the evidence; each signature over it is checked once. */
export type AskRevocation = (certificate: Certificate, issuer: Certificate, time: number) => Revocation

/** DSS and what signatures embed, together. Lists that cannot be read are left out. */
export function gatherEvidence(
  dss: Dss | undefined,
  embedded: readonly { readonly crls: readonly Uint8Array[]; readonly ocsps: readonly Uint8Array[] }[],
  spend: (steps: number) => void,
): Evidence {
  const take = <T>(ders: readonly Uint8Array[], read: (der: Uint8Array) => T): T[] => {
    return ders.slice(0, maxEmbedded).flatMap((der) => {
      spend(der.length)
      try {
        return [read(der)]
      } catch (error) {
        if (error instanceof DerError) return []
        throw error
      }
    })
  }
  return {
    crls: [
      ...(dss?.crls ?? []),
      ...take(
        embedded.flatMap(({ crls }) => crls),
        readCrl,
      ),
    ],
    ocsps: [
      ...(dss?.ocsps ?? []),
      ...take(
        embedded.flatMap(({ ocsps }) => ocsps),
        readOcsp,
      ),
    ],
    certificates: dss?.certificates ?? [],
  }
}

/**
 * A list or answer says "good" as of a time when it was still current then, and was made while the certificate
 * lived (an expired one is taken off the lists). A revocation counts whenever it was published.
 */
export function revocationFrom(evidence: Evidence, spend: (steps: number) => void): AskRevocation {
  const rightly = new Map<Crl | Ocsp, Map<Certificate, boolean>>()
  const speaksFor = (source: Crl | Ocsp, issuer: Certificate) => {
    const own = rightly.get(source) ?? new Map<Certificate, boolean>()
    rightly.set(source, own)
    let right = own.get(issuer)
    if (right === undefined) {
      spend(SIGNATURE_STEPS)
      right = source.verify(issuer)
      own.set(issuer, right)
    }
    return right
  }
  return (certificate, issuer, time) => {
    const isCurrent = (thisUpdate: number, nextUpdate: number | undefined) =>
      (nextUpdate ?? thisUpdate) >= time && thisUpdate <= certificate.notAfter
    let good: Revocation | undefined
    for (const crl of evidence.crls) {
      if (Buffer.compare(crl.issuerDer, certificate.issuerDer) !== 0) continue
      if (!concerns(crl, certificate)) continue
      if (!speaksFor(crl, issuer)) continue
      const entry = crl.revoked.get(serialKey(certificate.serial))
      if (entry) return { status: 'revoked', source: 'crl', at: entry.at, reason: entry.reason }
      if (covers(crl, certificate) && isCurrent(crl.thisUpdate, crl.nextUpdate))
        good ??= { status: 'good', source: 'crl', checkedAt: crl.thisUpdate }
    }
    for (const ocsp of evidence.ocsps) {
      spend(ocsp.responses.length * 100)
      const answers = ocsp.responses.filter((each) => isAbout(each, certificate, issuer))
      if (answers.length === 0 || !speaksFor(ocsp, issuer)) continue
      for (const answer of answers) {
        if (answer.status === 'revoked') {
          const at = answer.revokedAt ?? answer.thisUpdate
          return { status: 'revoked', source: 'ocsp', at, reason: answer.reason }
        }
        if (answer.status === 'good' && isCurrent(answer.thisUpdate, answer.nextUpdate))
          good ??= { status: 'good', source: 'ocsp', checkedAt: answer.thisUpdate }
      }
    }
    return good ?? { status: 'unknown' }
  }
}
