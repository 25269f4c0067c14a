import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'
import type { Instant } from '../../domain/time.ts'
import { AppError } from '../errors.ts'

/** Absolute paths of PEM files: the certificate with whatever authorities stand between it and the root; its key. */
export interface CertificateFiles {
  readonly cert: string
  readonly key: string
}

/** What an HTTPS server serves with, as PEM. */
export interface ServerCertificate {
  readonly cert: string
  readonly key: string
  /** Milliseconds since 1970. */
  readonly notAfter: Instant
  /** Whether browsers accept it for this host name or address (RFC 9525: subject alternative names alone). */
  covers(host: string): boolean
}

/**
 * Reads and checks a certificate and its key.
 * @throws AppError `config/invalid` whose `detail.problems` names the variable and what is wrong with its file
 */
export function readServerCertificate(files: CertificateFiles, now: Instant): ServerCertificate {
  const cert = readText('TLS_CERT', files.cert)
  const key = readText('TLS_KEY', files.key)
  const certificate = parseCertificate(cert, files.cert)
  if (!certificate.checkPrivateKey(parseKey(key, files.key))) {
    throw wrong('TLS_KEY', `${files.key} không phải khóa của / is not the key of ${files.cert}`)
  }
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)]
  const day = (instant: Instant) => new Date(instant).toISOString().slice(0, 10)
  if (now > to) throw wrong('TLS_CERT', `${files.cert} hết hạn từ / has expired on ${day(to)}`)
  if (now < from)
    throw wrong('TLS_CERT', `${files.cert} chỉ có hiệu lực từ / is not valid before ${day(from)}`)
  try {
    createSecureContext({ cert, key })
  } catch (cause) {
    throw wrong('TLS_CERT', `${files.cert}: ${(cause as Error).message}`, cause)
  }
  return {
    cert,
    key,
    notAfter: to,
    covers: (host) =>
      isIP(host)
        ? certificate.checkIP(host) !== undefined
        : certificate.checkHost(host, { subject: 'never' }) !== undefined,
  }
}

function readText(variable: Variable, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'không có tệp / no file' : `không đọc được / cannot read (${code})`
    throw wrong(variable, `${why} ${path}`, cause)
  }
}

function parseCertificate(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (cause) {
    throw wrong('TLS_CERT', `${path} không phải chứng thư PEM / is not a PEM certificate`, cause)
  }
}

function parseKey(pem: string, path: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch (cause) {
    const locked = pem.includes('ENCRYPTED')
    const why = locked
      ? 'được đặt mật khẩu, hãy gỡ ra / is protected by a passphrase, remove it'
      : 'không phải khóa PEM / is not a PEM key'
    throw wrong('TLS_KEY', `${path} ${why}`, cause)
  }
}

type Variable = 'TLS_CERT' | 'TLS_KEY'

function wrong(variable: Variable, text: string, cause?: unknown): AppError {
  const problem = `${variable}: ${text}`
  return new AppError(
    'config/invalid',
    { message: `Cấu hình sai / wrong configuration:\n  ${problem}`, problems: { [variable]: problem } },
    cause === undefined ? undefined : { cause },
  )
}
