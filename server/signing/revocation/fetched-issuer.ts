import { type Certificate, readCertificate, readPem } from '../certificate.ts'
import { exchange } from '../exchange.ts'
import { issuerAddresses } from './certificate-id.ts'

const largest = 65_536
const mostAddresses = 2
const mostKept = 64

/** The certificate of the issuer, which a token or a signer's file often leaves out; undefined where it is not found. */
export type FindIssuer = (certificate: Certificate) => Promise<Certificate | undefined>

export interface FetchedIssuerOptions {
  readonly timeoutMs?: number
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined
}

/** Issuers from the addresses that the certificates name; whether one fits is for the asker to see. Never rejects. */
export function fetchedIssuer({ timeoutMs = 30_000, signal }: FetchedIssuerOptions = {}): FindIssuer {
  const kept = new Map<string, Certificate>()
  return async (certificate) => {
    for (const url of addressesOf(certificate)) {
      try {
        const known = kept.get(url)
        if (known) return known
        const asked = { accept: 'application/pkix-cert', timeoutMs, signal, largest, redirects: 3 }
        const found = read((await exchange(url, asked)).bytes)
        if (found && kept.size < mostKept) kept.set(url, found)
        if (found) return found
      } catch {
        // The next address may serve; without any the path ends here.
      }
    }
    return undefined
  }
}

function addressesOf(certificate: Certificate): string[] {
  try {
    return issuerAddresses(certificate).slice(0, mostAddresses)
  } catch {
    return []
  }
}

/** DER as RFC 5280 wants it, or PEM as some publish it. */
function read(bytes: Uint8Array): Certificate | undefined {
  const text = Buffer.from(bytes.subarray(0, 5)).toString('latin1')
  return text === '-----' ? readPem(Buffer.from(bytes).toString('latin1'))[0] : readCertificate(bytes)
}
