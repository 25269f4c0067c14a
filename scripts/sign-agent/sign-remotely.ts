import { randomUUID } from 'node:crypto'
import type { SignatureField } from '../../domain/signing.ts'
import { digest } from '../../server/signing/algorithms.ts'
import { expectTag, readOid, readOnly, sequenceItems, setItems, tags } from '../../server/signing/asn1/der.ts'
import { oids } from '../../server/signing/asn1/oids.ts'
import { readCertificate } from '../../server/signing/certificate.ts'
import { signedAttributes } from '../../server/signing/cms.ts'
import type { Signer } from '../../server/signing/signer.ts'

/** Where and as whom to sign: a link that the page made. */
export interface RemoteSigning {
  readonly server: string
  readonly conference: string
  readonly field: SignatureField
  readonly link: string
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
}

const TRIES = 3
const ANSWER_WITHIN_MS = 60_000

/**
 * Asks the server to prepare the signature, signs here, and hands the signature in. The key and its PIN stay here.
 * @param show told what will be signed, before the key is used
 * @throws RefusedSigning, and what the signer throws
 */
export async function signRemotely(
  where: RemoteSigning,
  signer: Signer,
  show: (document: DocumentToSign) => void,
): Promise<DocumentToSign> {
  const { field } = where
  // Named once: what was sent and not answered is answered as the first time.
  const id = `agent-${randomUUID()}`
  for (let left = TRIES - 1; ; left--) {
    const chain = signer.chain.map((der) => Buffer.from(der).toString('base64'))
    const prepared = await ask<PreparedAnswer>(where, 'prepare', {
      field,
      chain,
      algorithm: signer.algorithm,
    })
    const toBeSigned = Buffer.from(prepared.toBeSigned, 'base64')
    requireSignedAttributes(toBeSigned, signer)
    show(prepared.document)
    const signature = Buffer.from(await signer.sign(toBeSigned)).toString('base64')
    try {
      await complete(where, { field, token: prepared.token, signature, id })
      return prepared.document
    } catch (error) {
      // A timestamp came between: the same act over the newer file.
      const moved = error instanceof RefusedSigning && error.code === 'signing/base-changed'
      if (!moved || left === 0) throw error
    }
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

/** Nothing but a signature over a document is ever made, whatever a server asks for. */
function requireSignedAttributes(toBeSigned: Buffer, { algorithm, chain }: Signer): void {
  try {
    const attributes = setItems(readOnly(toBeSigned)).map((each) => sequenceItems(each))
    const [, values] = attributes.find(([type]) => readOid(type) === oids.messageDigest) ?? []
    const { contents } = expectTag(setItems(values)[0], tags.octetString)
    const expected = signedAttributes(contents, algorithm, chain.map(readCertificate))
    const whole = contents.length === digest(algorithm.hash).length
    if (whole && expected.equals(toBeSigned)) return
  } catch (cause) {
    throw new RefusedSigning('agent/not-a-signature', {}, { cause })
  }
  throw new RefusedSigning('agent/not-a-signature')
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
