import { createPublicKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../errors.ts'
import { oids } from './asn1/oids.ts'
import { readPem, toPem } from './certificate.ts'
import { type CertificateContents, issueCertificate } from './issue-certificate.ts'
import { type Octets, seededOctets, seededRsaKey } from './seeded-rsa.ts'
import { type Signer, signerFromKey } from './signer.ts'

/** Stands in the subject of every demonstration certificate. */
export const demoMark = 'TÀI LIỆU MINH HỌA – KHÔNG CÓ GIÁ TRỊ'

/** Common names of the demonstration's signers; never a real person's. */
export const demoSignerNames: Readonly<Record<DemoField, string>> = {
  secretary: 'Thư ký (minh họa)',
  chair: 'Chủ trì (minh họa)',
}

/** A certification authority of two levels and the two signers, as PEM (certificates, PKCS#8 keys). */
export interface DemoPki {
  readonly rootPem: string
  readonly issuingPem: string
  readonly rootKeyPem: string
  readonly issuingKeyPem: string
  readonly signers: Readonly<Record<DemoField, DemoIdentity>>
}

export interface DemoIdentity {
  readonly certificatePem: string
  readonly keyPem: string
  readonly signer: Signer
}

export interface DemoPkiOptions {
  /** Keys, serial numbers and so every signature follow from it; random without. */
  readonly seed?: Uint8Array
  /** Validity of all certificates, milliseconds since 1970. */
  readonly notBefore: number
  readonly notAfter: number
}

const bits = 2048
const fields = ['secretary', 'chair'] as const
export type DemoField = (typeof fields)[number]
const algorithm = { scheme: 'rsa-pkcs1', hash: 'sha256' } as const
const tenYears = 3_653 * 86_400_000
/** A name that no network resolves (RFC 6761): verifiers want to see where revocation would be published. */
const crlUrl = 'http://pki.invalid/diem-cau-minh-hoa.crl'

/** Root → issuing authority → `Thư ký (minh họa)`, `Chủ trì (minh họa)`, RSA-2048. */
export async function makeDemoPki(options: DemoPkiOptions): Promise<DemoPki> {
  const { seed, notBefore, notAfter } = options
  const octetsFor = (label: string): Octets =>
    seed ? seededOctets(seed, label) : (length) => randomBytes(length)
  const key = async (label: string) => (seed ? seededRsaKey(octetsFor(`${label} key`), bits) : randomRsaKey())
  const certificate = (
    label: string,
    issuer: { label: string; privateKey: KeyObject },
    privateKey: KeyObject,
    contents: Omit<CertificateContents, 'subject' | 'serial' | 'publicKey' | 'notBefore' | 'notAfter'>,
  ) => {
    const serial = octetsFor(`${label} serial`)(16)
    serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
    const publicKey = createPublicKey(privateKey)
    return issueCertificate(
      { ...contents, subject: subject(label), serial, publicKey, notBefore, notAfter },
      { subject: subject(issuer.label), privateKey: issuer.privateKey, algorithm },
    )
  }

  const root = { label: 'Điểm Cầu – CA gốc (minh họa)', privateKey: await key('root') }
  const issuing = { label: 'Điểm Cầu – CA cấp chứng thư (minh họa)', privateKey: await key('issuing') }
  const authorityUsage = ['keyCertSign', 'cRLSign'] as const
  const rootDer = certificate(root.label, root, root.privateKey, { authority: {}, keyUsage: authorityUsage })
  const issuingDer = certificate(issuing.label, root, issuing.privateKey, {
    authority: { pathLength: 0 },
    keyUsage: authorityUsage,
    crlUrl,
  })
  const identity = async (field: DemoField): Promise<DemoIdentity> => {
    const privateKey = await key(field)
    const der = certificate(demoSignerNames[field], issuing, privateKey, {
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      extendedKeyUsage: [oids.emailProtection, oids.documentSigning],
      crlUrl,
    })
    return {
      certificatePem: toPem(der),
      keyPem: keyPem(privateKey),
      signer: signerFromKey(privateKey, [der, issuingDer]),
    }
  }
  return {
    rootPem: toPem(rootDer),
    issuingPem: toPem(issuingDer),
    rootKeyPem: keyPem(root.privateKey),
    issuingKeyPem: keyPem(issuing.privateKey),
    signers: { secretary: await identity('secretary'), chair: await identity('chair') },
  }
}

/**
 * The demonstration's PKI of an installation, made on first use: directory 0700, files 0600, complete or not there.
 * @param validity default: from a day ago for ten years
 * @throws AppError `signing/pki-unreadable` when the directory holds something else
 */
export async function openDemoPki(
  directory: string,
  validity: Omit<DemoPkiOptions, 'seed'> = {
    notBefore: Date.now() - 86_400_000,
    notAfter: Date.now() + tenYears,
  },
): Promise<DemoPki> {
  const stored = await load(directory)
  if (stored) return stored
  await store(directory, await makeDemoPki(validity))
  const written = await load(directory)
  if (!written) throw new AppError('signing/pki-unreadable', { directory })
  return written
}

/** Certificates (PEM) that this installation trusts as roots. @throws AppError `signing/pki-unreadable` */
export async function trustedRoots(directory: string): Promise<string[]> {
  try {
    return [await readFile(join(directory, 'root.pem'), 'utf8')]
  } catch (cause) {
    throw new AppError('signing/pki-unreadable', { directory }, { cause })
  }
}

async function load(directory: string): Promise<DemoPki | undefined> {
  const read = (file: string) => readFile(join(directory, file), 'utf8')
  let rootPem: string
  try {
    rootPem = await read('root.pem')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new AppError('signing/pki-unreadable', { directory }, { cause: error })
  }
  try {
    const issuingPem = await read('issuing.pem')
    const identity = async (field: DemoField): Promise<DemoIdentity> => {
      const [certificatePem, key] = [await read(`${field}.pem`), await read(`${field}-key.pem`)]
      const chain = [...readPem(certificatePem), ...readPem(issuingPem)].map((certificate) => certificate.der)
      return { certificatePem, keyPem: key, signer: signerFromKey(key, chain) }
    }
    const [secretary, chair] = await Promise.all(fields.map(identity))
    if (!secretary || !chair) throw new RangeError('no signers')
    const [rootKeyPem, issuingKeyPem] = [await read('root-key.pem'), await read('issuing-key.pem')]
    return { rootPem, issuingPem, rootKeyPem, issuingKeyPem, signers: { secretary, chair } }
  } catch (cause) {
    throw new AppError('signing/pki-unreadable', { directory }, { cause })
  }
}

/** Written beside and renamed: two processes that start at once end with one PKI. */
async function store(directory: string, pki: DemoPki): Promise<void> {
  const files: Record<string, string> = {
    'root.pem': pki.rootPem,
    'root-key.pem': pki.rootKeyPem,
    'issuing.pem': pki.issuingPem,
    'issuing-key.pem': pki.issuingKeyPem,
  }
  for (const field of fields) {
    files[`${field}.pem`] = pki.signers[field].certificatePem
    files[`${field}-key.pem`] = pki.signers[field].keyPem
  }
  const draft = `${directory}.${process.pid}-${randomBytes(4).toString('hex')}`
  try {
    await mkdir(dirname(directory), { recursive: true })
    await mkdir(draft, { mode: 0o700 })
    await chmod(draft, 0o700)
    for (const [file, text] of Object.entries(files)) {
      await writeFile(join(draft, file), text, { mode: 0o600, flush: true })
    }
    await rename(draft, directory)
  } catch (cause) {
    await rm(draft, { recursive: true, force: true })
    const taken = ['EEXIST', 'ENOTEMPTY'].includes((cause as NodeJS.ErrnoException).code ?? '')
    if (!taken) throw new AppError('signing/pki-unreadable', { directory }, { cause })
  }
}

function subject(commonName: string): CertificateContents['subject'] {
  return [
    [oids.country, 'VN'],
    [oids.organization, demoMark],
    [oids.commonName, commonName],
  ]
}

async function randomRsaKey(): Promise<KeyObject> {
  return (await promisify(generateKeyPair)('rsa', { modulusLength: bits })).privateKey
}

function keyPem(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString()
}
