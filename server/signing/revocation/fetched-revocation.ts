import { AppError } from '../../errors.ts'
import type { Certificate } from '../certificate.ts'
import { exchange } from '../exchange.ts'
import { certificateId, crlAddresses, ocspAddresses } from './certificate-id.ts'
import { ocspRequest } from './ocsp-request.ts'
import { readCrl } from './read-crl.ts'
import { isAbout, readOcsp } from './read-ocsp.ts'
import type { Revocation } from './revocation.ts'

const largestList = 20_000_000
const largestAnswer = 65_536
/** Addresses of one certificate that are tried. */
const mostAddresses = 3
/** Answers that are kept; the one fetched first gives way. */
const mostKept = 64
/** How far a clock may be ahead of the publisher's, ms. */
const tolerance = 5 * 60_000

interface Fetched {
  readonly der: Uint8Array
  /** Milliseconds since 1970; undefined where the publisher promises nothing. */
  readonly nextUpdate: number | undefined
}

export interface FetchedRevocationOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly timeoutMs?: number
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Revocation data from the addresses that the certificates name: the small OCSP answer before the list. Each is checked
 * with the issuer's key before it is given out, and kept until its next update.
 * Throws AppError `signing/revocation-unreachable`, `signing/revocation-wrong`.
 */
export function fetchedRevocation(options: FetchedRevocationOptions): Revocation {
  const { now, timeoutMs = 30_000, signal } = options
  const kept = new Map<string, Fetched>()

  const once = async (key: string, fetch: () => Promise<Fetched>): Promise<Uint8Array> => {
    const known = kept.get(key)
    if (known && now() < (known.nextUpdate ?? 0)) return known.der
    const fetched = await fetch()
    if ((fetched.nextUpdate ?? now() + 1) < now() - tolerance)
      throw new AppError('signing/revocation-wrong', { problem: 'outdated' })
    kept.delete(key)
    kept.set(key, fetched)
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest)
    return fetched.der
  }

  const ocspAt = (url: string, certificate: Certificate, issuer: Certificate) => {
    return once(`${url} ${certificateId(certificate, issuer).toString('base64')}`, async () => {
      const body = ocspRequest(certificate, issuer)
      const accept = 'application/ocsp-response'
      const type = 'application/ocsp-request'
      const asked = { body, type, accept, timeoutMs, signal, largest: largestAnswer }
      const { bytes } = await exchange(url, asked).catch(unreachable)
      const read = understood(() => readOcsp(bytes))
      const answer = read.responses.find((each) => isAbout(each, certificate, issuer))
      const right = answer && answer.status !== 'unknown' && read.verify(issuer)
      if (!right) throw new AppError('signing/revocation-wrong', { problem: 'ocsp' })
      return { der: bytes, nextUpdate: answer.nextUpdate }
    })
  }

  const crlAt = (url: string, issuer: Certificate) => {
    return once(url, async () => {
      const asked = { accept: 'application/pkix-crl', timeoutMs, signal, largest: largestList, redirects: 3 }
      const { bytes } = await exchange(url, asked).catch(unreachable)
      const read = understood(() => readCrl(bytes))
      if (!read.verify(issuer)) throw new AppError('signing/revocation-wrong', { problem: 'crl' })
      return { der: bytes, nextUpdate: read.nextUpdate }
    })
  }

  return async (certificate, issuer) => {
    const asked = ocspAddresses(certificate).slice(0, mostAddresses)
    const lists = crlAddresses(certificate).slice(0, mostAddresses)
    let failure: unknown
    for (const url of asked) {
      try {
        return { ocsp: await ocspAt(url, certificate, issuer) }
      } catch (error) {
        failure = error
      }
    }
    for (const url of lists) {
      try {
        return { crl: await crlAt(url, issuer) }
      } catch (error) {
        failure = error
      }
    }
    if (failure !== undefined) throw failure
    return {}
  }
}

function unreachable(cause: unknown): never {
  throw new AppError('signing/revocation-unreachable', { problem: (cause as Error).message }, { cause })
}

function understood<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new AppError('signing/revocation-wrong', { problem: 'unreadable' }, { cause })
  }
}
