import { unwatchFile, watchFile } from 'node:fs'
import type { Instant } from '../../domain/time.ts'
import { type CertificateFiles, readServerCertificate, type ServerCertificate } from './certificate.ts'

export interface RenewalParts {
  readonly files: CertificateFiles
  readonly now: () => Instant
  /** Takes the new certificate into use. */
  readonly renewed: (certificate: ServerCertificate) => void
  /** The files have changed into something that cannot be used; the old certificate stays. */
  readonly refused: (error: unknown) => void
  /** Between two looks at the files (ms). */
  readonly interval?: number
}

const LOOK_MS = 10_000

/**
 * Follows the files, so that a certificate is renewed without a restart, which would cut every hall. They are
 * looked at, not watched by the kernel: what renews certificates replaces links and whole directories.
 * @returns how to stop
 */
export function followCertificate(parts: RenewalParts): () => void {
  const { files, interval = LOOK_MS } = parts
  const paths = [files.cert, files.key]
  const look = () => {
    let certificate: ServerCertificate
    try {
      certificate = readServerCertificate(files, parts.now())
    } catch (error) {
      // Also between the writing of one file and of the other; the second is a change again.
      parts.refused(error)
      return
    }
    parts.renewed(certificate)
  }
  for (const path of paths) watchFile(path, { interval, persistent: false }, look)
  return () => {
    for (const path of paths) unwatchFile(path, look)
  }
}
