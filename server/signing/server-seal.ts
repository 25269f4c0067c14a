import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../errors.ts'
import { oids } from './asn1/oids.ts'
import { readPem, toPem } from './certificate.ts'
import { demoMark } from './demo-pki.ts'
import { issueCertificate } from './issue-certificate.ts'
import { type Signer, signerFromKey } from './signer.ts'

/** As long as what it signs is to be kept by anybody. */
const YEARS = 30
const DAY = 86_400_000
const algorithm = { scheme: 'ecdsa', hash: 'sha256' } as const

/** By what this server is known to have made a file: a key of its own, no person's. */
export interface ServerSeal {
  readonly signer: Signer
  /** Self-signed; whoever checks what this server made must have it from this server. */
  readonly certificatePem: string
}

/** Where the certificate of the seal in `directory` is. */
export function sealCertificatePath(directory: string): string {
  return join(directory, 'certificate.pem')
}

/**
 * The server's own key (ECDSA P-256) and certificate, made on first use: directory 0700, files 0600, complete or not
 * there.
 * @param options the server's address, which the certificate names, and whether it bears the demonstration's mark
 * @throws AppError `signing/pki-unreadable` when the directory holds something else
 */
export function openServerSeal(
  directory: string,
  options: { readonly publicUrl: string; readonly demo: boolean; readonly now: number },
): ServerSeal {
  if (!existsSync(directory)) make(directory, options)
  try {
    const certificatePem = readFileSync(sealCertificatePath(directory), 'utf8')
    const [certificate] = readPem(certificatePem)
    if (!certificate) throw new RangeError('no certificate')
    const signer = signerFromKey(readFileSync(join(directory, 'key.pem'), 'utf8'), [certificate.der])
    return { signer, certificatePem }
  } catch (cause) {
    throw new AppError('signing/pki-unreadable', { directory }, { cause })
  }
}

/** Written beside and renamed: two processes that start at once end with one key. */
function make(
  directory: string,
  { publicUrl, demo, now }: { readonly publicUrl: string; readonly demo: boolean; readonly now: number },
): void {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  const subject = [
    [oids.country, 'VN'],
    [oids.organization, demo ? demoMark : 'Điểm Cầu'],
    [oids.commonName, `Máy chủ Điểm Cầu ${new URL(publicUrl).host}`.slice(0, 64)],
  ] as const
  const certificate = issueCertificate(
    {
      subject,
      serial,
      publicKey: createPublicKey(privateKey),
      notBefore: now - DAY,
      notAfter: now + YEARS * 365.25 * DAY,
      keyUsage: ['digitalSignature', 'nonRepudiation'],
    },
    { subject, privateKey, algorithm },
  )
  const draft = `${directory}.${process.pid}-${randomBytes(4).toString('hex')}`
  try {
    mkdirSync(dirname(directory), { recursive: true })
    mkdirSync(draft, { mode: 0o700 })
    const write = (file: string, text: string) =>
      writeFileSync(join(draft, file), text, { mode: 0o600, flush: true })
    write('certificate.pem', toPem(certificate))
    write('key.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())
    renameSync(draft, directory)
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(sealCertificatePath(directory)))
      throw new AppError('signing/pki-unreadable', { directory }, { cause })
  }
}
