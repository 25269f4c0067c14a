import { setImmediate as others } from 'node:timers/promises'
import { readAlgorithm, verifyWithKey } from '../algorithms.ts'
import { oids } from '../asn1/oids.ts'
import { type Certificate, readCertificate } from '../certificate.ts'
import { filledFields, type Held, heldBy } from '../filled-fields.ts'
import type { PdfFile } from '../pdf/pdf-file.ts'
import type { FindIssuer } from '../revocation/fetched-issuer.ts'
import { type Crl, covers, readCrl } from '../revocation/read-crl.ts'
import { isAbout, type Ocsp, readOcsp } from '../revocation/read-ocsp.ts'
import type { Revocation } from '../revocation/revocation.ts'
import { storedData, type ValidationData } from './store.ts'

/** Longest path from a signer to its root. */
const maxPath = 8
/** Certificates that revocation data is asked about: a file that needs more is none of ours. */
const maxAsked = 40

export interface CollectOptions {
  readonly revocation: Revocation
  /** For a path whose certificates are not all in the file. */
  readonly issuer?: FindIssuer | undefined
  /** What to do without data that is published and cannot be had: throw unless told. */
  readonly missing?: 'fail' | 'leave-out' | undefined
  readonly roots: readonly Certificate[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * What the file needs so that its signatures and timestamps can be checked without asking anybody: the certificates of
 * each path, and revocation data for each but the root. Data that the file's store holds, and that was made after the
 * signature, is not asked for again: of a certificate that has ended since nobody speaks any more.
 * @throws PdfError, DerError, and what `revocation` throws
 */
export async function collect(file: PdfFile, options: CollectOptions): Promise<ValidationData> {
  const stored = storedData(file)
  const held = filledFields(file).flatMap(heldBy)
  const found = new Collection(options, stored, held)
  for (const { signer, time } of held) if (signer) await found.follow(signer, time ?? 0)
  return found.data
}

class Collection {
  readonly #options: CollectOptions
  readonly #stored: { readonly crls: readonly Crl[]; readonly ocsps: readonly Ocsp[] }
  readonly #known: Certificate[]
  readonly #asked = new Set<string>()
  readonly data = {
    certificates: [] as Uint8Array[],
    crls: [] as Uint8Array[],
    ocsps: [] as Uint8Array[],
  }

  constructor(options: CollectOptions, stored: ValidationData, held: readonly Held[]) {
    this.#options = options
    this.#stored = { crls: stored.crls.map(readCrl), ocsps: stored.ocsps.map(readOcsp) }
    const carried = [...held.flatMap(({ certificates }) => certificates), ...stored.certificates]
    this.#known = [...options.roots, ...carried.map(readCertificate)]
  }

  /** @param since only data that was made then or later shows that the certificate still stood */
  async follow(signer: Certificate, since: number): Promise<void> {
    let certificate = signer
    for (let step = 0; step < maxPath; step++) {
      this.data.certificates.push(certificate.der)
      if (isSelfIssued(certificate)) return
      const issuer = await this.#issuerOf(certificate)
      if (!issuer) return
      await this.#ask(certificate, issuer, since)
      certificate = issuer
    }
  }

  async #issuerOf(certificate: Certificate): Promise<Certificate | undefined> {
    const known = this.#known.find((each) => isIssuedBy(certificate, each))
    if (known) return known
    const found = await this.#options.issuer?.(certificate)
    if (!found || !isIssuedBy(certificate, found)) return undefined
    this.#known.push(found)
    return found
  }

  async #ask(certificate: Certificate, issuer: Certificate, since: number): Promise<void> {
    const key = Buffer.from(certificate.der).toString('latin1')
    if (this.#asked.has(key) || this.#isStored(certificate, issuer, since)) return
    if (this.#asked.size >= maxAsked) throw new RangeError('too many certificates')
    this.#asked.add(key)
    // Each costs some milliseconds of arithmetic, and a server has others to serve.
    await others()
    const { crl, ocsp } = await this.#answer(certificate, issuer)
    if (crl) this.data.crls.push(crl)
    if (!ocsp) return
    this.data.ocsps.push(ocsp)
    const responder = readOcsp(ocsp).responder(issuer)
    if (!responder || Buffer.compare(responder.der, issuer.der) === 0) return
    this.data.certificates.push(responder.der)
    if (!responder.extensions.has(oids.ocspNoCheck)) await this.#ask(responder, issuer, since)
  }

  async #answer(certificate: Certificate, issuer: Certificate): ReturnType<Revocation> {
    try {
      return await this.#options.revocation(certificate, issuer)
    } catch (error) {
      const { now, missing } = this.#options
      if (certificate.notAfter < now || missing === 'leave-out') return {}
      throw error
    }
  }

  #isStored(certificate: Certificate, issuer: Certificate, since: number): boolean {
    const { crls, ocsps } = this.#stored
    return (
      crls.some((crl) => crl.thisUpdate >= since && covers(crl, certificate) && crl.verify(issuer)) ||
      ocsps.some((ocsp) => speaksOf(ocsp, certificate, issuer, since))
    )
  }
}

function speaksOf(ocsp: Ocsp, certificate: Certificate, issuer: Certificate, since: number): boolean {
  const isFresh = ocsp.responses.some(
    (each) => each.thisUpdate >= since && isAbout(each, certificate, issuer),
  )
  return isFresh && ocsp.verify(issuer)
}

function isSelfIssued(certificate: Certificate): boolean {
  return Buffer.compare(certificate.subjectDer, certificate.issuerDer) === 0
}

function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (Buffer.compare(certificate.issuerDer, issuer.subjectDer) !== 0) return false
  const read = readAlgorithm(certificate.signatureAlgorithm)
  return (
    read.kind === 'known' &&
    verifyWithKey(read.algorithm, issuer.publicKey, certificate.tbs, certificate.signature)
  )
}
