import type { SignatureField } from '../../domain/signing.ts'
import type { DemoPki } from './demo-pki.ts'
import type { Revocation } from './revocation/revocation.ts'
import type { StampedFile } from './stamp-signature.ts'
import type { Timestamp } from './timestamp/timestamp.ts'

export interface StampsOptions {
  /** The timestamp authority (RFC 3161 over HTTP); null: the demonstration's own, where there is one. */
  readonly tsa: { readonly url: string; readonly timeoutMs: number } | null
  readonly pki: (() => Promise<DemoPki>) | null
  /** Trusted root certificates, PEM. */
  readonly roots: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Ends what is asked of others. */
  readonly signal?: AbortSignal
}

/** Timestamps for files, with all that a stamp needs from outside. */
export interface Stamps {
  /** @throws AppError as `timestampSignature` */
  signature(pdf: Uint8Array, field: SignatureField): Promise<StampedFile>
  /** @param missing see ArchiveSources. @throws AppError as `archive` */
  archive(pdf: Uint8Array, missing?: 'fail' | 'leave-out'): Promise<StampedFile>
}

/** Null where nobody makes timestamps. The libraries are loaded with the first stamp. */
export function openStamps(options: StampsOptions): Stamps | null {
  const { tsa, pki, roots, now } = options
  if (!tsa && !pki) return null
  const timestamp = kept(() => openTimestamp(options))
  const revocation = openRevocation(options)
  const issuers = kept(async () => {
    const { fetchedIssuer } = await import('./revocation/fetched-issuer.ts')
    return fetchedIssuer({ signal: options.signal })
  })
  return {
    async signature(pdf, field) {
      const { timestampSignature } = await import('./stamp-signature.ts')
      return timestampSignature(pdf, field, await timestamp(), { roots, now, issuer: await issuers() })
    },
    async archive(pdf, missing = 'fail') {
      const { archive } = await import('./archive.ts')
      const sources = { timestamp: await timestamp(), revocation, issuer: await issuers() }
      return archive(pdf, { ...sources, roots, now, missing })
    },
  }
}

/** Revocation data of a demonstration's certificates from here, of all others from where they say. */
export function openRevocation({
  pki,
  now,
  signal,
}: Pick<StampsOptions, 'pki' | 'now' | 'signal'>): Revocation {
  const own = kept(async () => {
    const { demoRevocation } = await import('./revocation/demo-revocation.ts')
    return pki ? demoRevocation(await pki(), { now }) : null
  })
  const fetched = kept(async () => {
    const { fetchedRevocation } = await import('./revocation/fetched-revocation.ts')
    return fetchedRevocation({ now, signal })
  })
  return async (certificate, issuer) => {
    const here = await (await own())?.(certificate, issuer)
    if (here?.crl || here?.ocsp) return here
    return (await fetched())(certificate, issuer)
  }
}

async function openTimestamp({ tsa, pki, now, signal }: StampsOptions): Promise<Timestamp> {
  if (tsa) {
    const { httpTimestamp } = await import('./timestamp/http-timestamp.ts')
    return httpTimestamp({ ...tsa, signal })
  }
  const { demoTsa } = await import('./timestamp/demo-tsa.ts')
  if (!pki) throw new RangeError('no timestamp authority')
  return demoTsa((await pki()).tsa.signer, now).timestamp
}

/** Made once, unless making it failed. */
function kept<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null
      throw error
    })
    return made
  }
}
