import { randomUUID } from 'node:crypto'
import type { SignatureField } from '../../domain/signing.ts'
import { digest } from '../../server/signing/algorithms.ts'
import { readCertificate } from '../../server/signing/certificate.ts'
import { type ByteRange, digestRanges, signedAttributes } from '../../server/signing/cms.ts'
import { complete as completeSignature, type Prepared } from '../../server/signing/sign.ts'
import type { Signer } from '../../server/signing/signer.ts'
import { acceptUpload } from '../../server/signing/signers/accept-upload.ts'

/** Where and as whom to sign: a link that the page made. */
export interface RemoteSigning {
  readonly server: string
  readonly conference: string
  readonly field: SignatureField
  readonly link: string
  /** PNG that stands in the field in place of words. */
  readonly image?: Uint8Array
}

/** What is about to be signed, to be shown before. */
export interface DocumentToSign {
  readonly conference: string
  readonly number: string
  readonly version: number
  readonly sha256: string
}

/** A refusal of the server, or `agent/…` of this program. */
export class RefusedSigning extends Error {
  override readonly name = 'RefusedSigning'
  readonly code: string
  readonly detail: Readonly<Record<string, unknown>>

  constructor(code: string, detail: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.detail = detail
  }
}

interface PreparedAnswer {
  readonly token: string
  readonly toBeSigned: string
  readonly document: DocumentToSign
  readonly update: string
  readonly placeholder: Prepared['placeholder']
}

const TRIES = 3
const ANSWER_WITHIN_MS = 60_000

/**
 * Fetches what is to be signed, shows it, and only then asks for the key; has the signature prepared, computes from
 * the file itself what is signed, signs, and hands the signature in if nothing but it is new in the file. The key and
 * its PIN stay here.
 * @param consent shows what will be signed and gives the key once its holder agrees; rejects to sign nothing
 * @throws RefusedSigning, and what `consent` and the signer throw
 */
export async function signRemotely(
  where: RemoteSigning,
  consent: (document: DocumentToSign) => Promise<Signer & { readonly close?: () => void }>,
): Promise<DocumentToSign> {
  const { field } = where
  const image = where.image ? { image: Buffer.from(where.image).toString('base64') } : {}
  const shown = await ask<{ readonly document: DocumentToSign; readonly file: string }>(where, 'document', {
    field,
  })
  const base = Buffer.from(shown.file, 'base64')
  if (digest('sha256', base).toString('hex') !== shown.document.sha256)
    throw new RefusedSigning('agent/not-a-signature')
  const signer = await consent(shown.document)
  try {
    const chain = signer.chain.map((der) => Buffer.from(der).toString('base64'))
    const { algorithm } = signer
    const answer = await ask<PreparedAnswer>(where, 'prepare', { field, chain, algorithm, ...image })
    if (answer.document.sha256 !== shown.document.sha256) throw new RefusedSigning('signing/base-changed')
    const prepared = readPrepared(field, base, answer, signer)
    const signature = await signer.sign(prepared.toBeSigned)
    await requireNothingElse(field, base, completeSignature(base, prepared, signature))
    await complete(where, {
      field,
      token: answer.token,
      signature: Buffer.from(signature).toString('base64'),
      // Named once: what was sent and not answered is answered as the first time.
      id: `agent-${randomUUID()}`,
    })
    return shown.document
  } finally {
    signer.close?.()
  }
}

/**
 * What is signed is computed here, over the file that was shown and what the server appends to it: nothing else is
 * ever signed, whatever a server asks for.
 */
function readPrepared(
  field: SignatureField,
  base: Uint8Array,
  answer: PreparedAnswer,
  { algorithm, chain }: Signer,
): Prepared {
  const update = Buffer.from(answer.update, 'base64')
  const { start, end } = answer.placeholder
  const bytes = Buffer.concat([base, update])
  const isBehind = start >= base.length && start < end && end <= bytes.length
  if (!isBehind || !/^<0+>$/.test(bytes.toString('latin1', start, end)))
    throw new RefusedSigning('agent/not-a-signature')
  const byteRange: ByteRange = [0, start, end, bytes.length - end]
  const documentDigest = digestRanges(algorithm.hash, bytes, byteRange)
  const toBeSigned = signedAttributes(documentDigest, algorithm, chain.map(readCertificate))
  if (!toBeSigned.equals(Buffer.from(answer.toBeSigned, 'base64')))
    throw new RefusedSigning('agent/not-a-signature')
  const baseSha256 = digest('sha256', base).toString('hex')
  return {
    ...{ field, algorithm, chain, baseSha256, update },
    ...{ placeholder: { start, end }, byteRange, toBeSigned },
  }
}

/** A signature over a file whose update changes what is read in it never leaves this machine. */
async function requireNothingElse(
  field: SignatureField,
  base: Uint8Array,
  upload: Uint8Array,
): Promise<void> {
  try {
    await acceptUpload({ base, upload, field, roots: [], now: Date.now() })
  } catch (cause) {
    throw new RefusedSigning('agent/not-a-signature', {}, { cause })
  }
}

/** An answer that got lost is asked for again under the same name. */
async function complete(where: RemoteSigning, body: object): Promise<void> {
  for (let left = TRIES - 1; ; left--) {
    try {
      await ask(where, 'complete', body)
      return
    } catch (error) {
      if (!(error instanceof RefusedSigning && error.code === 'agent/offline') || left === 0) throw error
    }
  }
}

async function ask<T>({ server, conference, link }: RemoteSigning, step: string, body: object): Promise<T> {
  const url = new URL(`/api/conferences/${encodeURIComponent(conference)}/minutes/signatures/${step}`, server)
  let response: Response
  let answer: { readonly code?: string; readonly detail?: Record<string, unknown> }
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${link}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    answer = (await response.json()) as typeof answer
  } catch (cause) {
    throw new RefusedSigning('agent/offline', { server }, { cause })
  }
  if (!response.ok) throw new RefusedSigning(answer.code ?? 'server/failed', answer.detail ?? {})
  return answer as T
}
