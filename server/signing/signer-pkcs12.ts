import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { Hash, Scheme } from './algorithms.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { orderChain } from './chain-order.ts'
import type { Pkcs12Contents, Pkcs12Job } from './pkcs12-worker.ts'
import { type Signer, signerFromKey } from './signer.ts'
import { ThreadFailure, ThreadPool } from './thread-pool.ts'

/** The file itself says how often its passphrase is hashed: files of today take well under a second. */
const threads = new ThreadPool<Pkcs12Job, Pkcs12Contents>({
  worker: new URL('./pkcs12-worker.ts', import.meta.url),
  atOnce: 1,
  mostWaiting: 10,
  deadlineMs: 6_000,
  memoryMb: 128,
})

/**
 * A signer from a PKCS#12 file (RFC 7292), RSA or EC. The passphrase is used once, in a thread that ends with it.
 * @throws AppError `signing/pkcs12-unreadable` for a wrong passphrase or file, `signing/pkcs12-too-costly` for one
 *   that takes too long to open, `signing/certificate-refused` when it holds no certificate of its key, `server/busy`
 */
export async function signerFromPkcs12(
  file: Uint8Array,
  passphrase: string,
  choice: { scheme?: Scheme; hash?: Hash } = {},
): Promise<Signer> {
  const { key, certificates } = await open(file, passphrase)
  const own = certificates.find((certificate) => isKeyOf(certificate, key))
  if (!own) throw new AppError('signing/certificate-refused', { reason: 'missing' })
  const chain = orderChain(own, certificates).map(({ der }) => der)
  return signerFromKey(key, chain, choice)
}

async function open(file: Uint8Array, passphrase: string) {
  try {
    const held = await threads.run({ file, passphrase })
    const key = createPrivateKey({ key: Buffer.from(held.key), format: 'der', type: 'pkcs8' })
    return { key, certificates: held.certificates.map((der) => readCertificate(Buffer.from(der))) }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const isCostly = cause instanceof ThreadFailure && cause.reason === 'too-costly'
    throw new AppError(isCostly ? 'signing/pkcs12-too-costly' : 'signing/pkcs12-unreadable', {}, { cause })
  }
}

function isKeyOf(certificate: Certificate, key: KeyObject): boolean {
  const spki = (each: KeyObject) => each.export({ format: 'der', type: 'spki' })
  return spki(certificate.publicKey).equals(spki(createPublicKey(key)))
}
