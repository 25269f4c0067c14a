import { createPrivateKey, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../errors.ts'
import { readPem } from './certificate.ts'
import { type DemoHolder, demoFields } from './demo-identities.ts'
import {
  type DemoIdentity,
  type DemoPki,
  type DemoPkiOptions,
  identityOf,
  issueDemoCertificate,
  keyPem,
  makeDemoPki,
  newKey,
} from './make-demo-pki.ts'

export { type DemoField, demoMark, demoSignerNames } from './demo-identities.ts'
export { type DemoIdentity, type DemoPki, type DemoPkiOptions, makeDemoPki } from './make-demo-pki.ts'

const tenYears = 3_653 * 86_400_000

/**
 * The demonstration's PKI of an installation, made on first use: directory 0700, files 0600, complete or not there.
 * One of an older version is given what it lacks.
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
    if (isMissing(error)) return undefined
    throw new AppError('signing/pki-unreadable', { directory }, { cause: error })
  }
  try {
    const issuing = { issuingPem: await read('issuing.pem'), issuingKeyPem: await read('issuing-key.pem') }
    const identity = (holder: DemoHolder) => loadIdentity(directory, holder, issuing)
    return {
      rootPem,
      ...issuing,
      rootKeyPem: await read('root-key.pem'),
      signers: {
        // Never added: without them the directory is not a PKI of ours.
        secretary: identityOf(
          await read('secretary.pem'),
          await read('secretary-key.pem'),
          issuing.issuingPem,
        ),
        chair: identityOf(await read('chair.pem'), await read('chair-key.pem'), issuing.issuingPem),
        organ: await identity('organ'),
      },
      tsa: await identity('tsa'),
      ocsp: await identity('ocsp'),
    }
  } catch (cause) {
    throw new AppError('signing/pki-unreadable', { directory }, { cause })
  }
}

/** Whom an older version did not know gets a certificate as long as the issuing authority's own. */
async function loadIdentity(
  directory: string,
  holder: DemoHolder,
  { issuingPem, issuingKeyPem }: { readonly issuingPem: string; readonly issuingKeyPem: string },
): Promise<DemoIdentity> {
  const [issuing] = readPem(issuingPem)
  if (!issuing) throw new RangeError('no issuing authority')
  const { notBefore, notAfter } = issuing
  const key = await readOrAdd(join(directory, `${holder}-key.pem`), async () => keyPem(await newKey(holder)))
  const certificate = await readOrAdd(join(directory, `${holder}.pem`), async () =>
    issueDemoCertificate(holder, createPrivateKey(key), { issuingKeyPem, notBefore, notAfter }),
  )
  return identityOf(certificate, key, issuingPem)
}

/** The file; made where there is none. Of two processes that make it at once, the first one's counts for both. */
async function readOrAdd(file: string, make: () => Promise<string>): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`
  try {
    await writeFile(draft, await make(), { mode: 0o600, flush: true })
    await link(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
  return readFile(file, 'utf8')
}

/** Written beside and renamed: two processes that start at once end with one PKI. */
async function store(directory: string, pki: DemoPki): Promise<void> {
  const files: Record<string, string> = {
    'root.pem': pki.rootPem,
    'root-key.pem': pki.rootKeyPem,
    'issuing.pem': pki.issuingPem,
    'issuing-key.pem': pki.issuingKeyPem,
  }
  const add = (holder: DemoHolder, identity: DemoIdentity) => {
    files[`${holder}.pem`] = identity.certificatePem
    files[`${holder}-key.pem`] = identity.keyPem
  }
  for (const field of demoFields) add(field, pki.signers[field])
  add('tsa', pki.tsa)
  add('ocsp', pki.ocsp)
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

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}
