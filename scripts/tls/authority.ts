import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { oids } from '../../server/signing/asn1/oids.ts'
import { toPem } from '../../server/signing/certificate.ts'
import { type CertificateContents, issueCertificate } from '../../server/signing/issue-certificate.ts'

/** A closed network's own certification authority and the server's certificate, as files of one directory. */
export interface AuthorityFiles {
  /** To be installed on every computer of the network. */
  readonly root: string
  readonly rootKey: string
  readonly cert: string
  readonly key: string
}

export interface Issued {
  readonly files: AuthorityFiles
  /** Whether this run made the root: then it has to be installed anew everywhere. */
  readonly newRoot: boolean
  /** SHA-256 of the root certificate, to be compared where it is installed. */
  readonly fingerprint: string
  readonly hosts: readonly string[]
  /** Milliseconds since 1970. */
  readonly notAfter: number
  readonly rootNotAfter: number
}

/** The directory holds half of an authority, or something else. */
export class AuthorityUnreadable extends Error {}

const DAY = 86_400_000
/** Ten years. */
const ROOT_DAYS = 3653
/** What browsers take at most. */
const SERVER_DAYS = 397
/** Computers whose clock is behind accept a new certificate all the same. */
const BACKDATED = DAY
/** Characters of a common name (RFC 5280, A.1). */
const LONGEST_NAME = 64
/** Under these names the server's own computer reaches it. */
const always = ['localhost', '127.0.0.1', '::1']

const algorithm = { scheme: 'ecdsa', hash: 'sha256' } as const

export function authorityFiles(directory: string): AuthorityFiles {
  const at = (name: string) => join(directory, name)
  return {
    root: at('root.pem'),
    rootKey: at('root-key.pem'),
    cert: at('server.pem'),
    key: at('server-key.pem'),
  }
}

/**
 * Makes the authority on the first run; on each run a new key and certificate of the server under it, valid for
 * 397 days or as long as the root is. Keys are ECDSA P-256, readable by their owner alone.
 * @param hosts names and addresses of the server; none: those of the certificate that is there
 * @throws AuthorityUnreadable
 * @throws RangeError without any host
 */
export function issueServerCertificate(directory: string, hosts: readonly string[], now: number): Issued {
  const files = authorityFiles(directory)
  const named = hosts.length > 0 ? hosts : hostsOf(files.cert)
  const [first] = named
  if (first === undefined) throw new RangeError('no host')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const newRoot = !existsSync(files.root) && !existsSync(files.rootKey)
  if (newRoot) makeRoot(files, first, now)
  const { certificate, privateKey, commonName } = openRoot(files)
  const rootNotAfter = Date.parse(certificate.validTo)
  const all = [...new Set([...named, ...always])]
  const notBefore = now - BACKDATED
  const notAfter = Math.min(notBefore + SERVER_DAYS * DAY, rootNotAfter)
  const key = newKey()
  const der = issueCertificate(
    {
      subject: subject(first),
      publicKey: createPublicKey(key),
      serial: serial(),
      notBefore,
      notAfter,
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: [oids.serverAuth],
      hosts: all,
    },
    { subject: subject(commonName), privateKey, algorithm },
  )
  write(files.key, pemOf(key), 0o600)
  write(files.cert, toPem(der), 0o644)
  return { files, newRoot, fingerprint: certificate.fingerprint256, hosts: all, notAfter, rootNotAfter }
}

function makeRoot(files: AuthorityFiles, host: string, now: number): void {
  const privateKey = newKey()
  const commonName = `Điểm Cầu – mạng nội bộ ${host}`
  const der = issueCertificate(
    {
      subject: subject(commonName),
      publicKey: createPublicKey(privateKey),
      serial: serial(),
      notBefore: now - BACKDATED,
      notAfter: now + ROOT_DAYS * DAY,
      keyUsage: ['keyCertSign', 'cRLSign'],
      authority: { pathLength: 0 },
    },
    { subject: subject(commonName), privateKey, algorithm },
  )
  write(files.rootKey, pemOf(privateKey), 0o600)
  write(files.root, toPem(der), 0o644)
}

function openRoot(files: AuthorityFiles): {
  certificate: X509Certificate
  privateKey: KeyObject
  commonName: string
} {
  try {
    const certificate = new X509Certificate(readFileSync(files.root))
    const privateKey = createPrivateKey(readFileSync(files.rootKey))
    const commonName = /^CN=(.+)$/m.exec(certificate.subject)?.[1]
    if (!commonName || !certificate.checkPrivateKey(privateKey)) throw new Error('not one authority')
    return { certificate, privateKey, commonName }
  } catch (cause) {
    throw new AuthorityUnreadable(`${files.root}, ${files.rootKey}`, { cause })
  }
}

/** The hosts of a certificate that was issued before, as they were given. */
function hostsOf(path: string): readonly string[] {
  if (!existsSync(path)) return []
  const names = new X509Certificate(readFileSync(path)).subjectAltName ?? ''
  const hosts = [...names.matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].flatMap(([, host]) =>
    host ? [host] : [],
  )
  return hosts.filter((host) => !always.includes(host) && host !== '0:0:0:0:0:0:0:1')
}

function subject(commonName: string): CertificateContents['subject'] {
  return [[oids.commonName, commonName.slice(0, LONGEST_NAME)]]
}

/** 128 random bits, positive. */
function serial(): Uint8Array {
  const octets = randomBytes(16)
  octets[0] = ((octets[0] ?? 0) & 0x3f) | 0x40
  return octets
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString()
}

/** Written beside and renamed: a server that reads it meanwhile finds the old file or the new one. */
function write(path: string, text: string, mode: number): void {
  writeFileSync(`${path}.new`, text, { mode, flush: true })
  renameSync(`${path}.new`, path)
}
