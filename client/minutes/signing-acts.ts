import { base64Of } from '../../domain/base64.ts'
import type { Answer, Failure } from '../../domain/protocol.ts'
import { SIGN_AGENT_PORT, type SignAgentRequest } from '../../domain/sign-agent.ts'
import type { SignatureField } from '../../domain/signing.ts'
import { ask, askWith } from '../session/ask.ts'

/** Signing takes its time where authorities are asked about a certificate, in milliseconds. */
const SIGN_WITHIN = 60_000
/** Somebody has to look for a device and type a PIN. */
const DEVICE_WITHIN = 10 * 60_000

/** A field of a conference's minutes; `id` names the act and stays the same for a retry. */
export interface SigningAct {
  readonly conference: string
  readonly field: SignatureField
  readonly id: string
}

export function signAsDemonstration({ conference, field, id }: SigningAct): Promise<Answer<unknown>> {
  return post(signatures(conference), { field, id })
}

/** The file and its passphrase go to the server for this one signature. */
export async function signWithKeyFile(
  { conference, field, id }: SigningAct,
  given: { readonly key: File; readonly passphrase: string; readonly image: File | null },
): Promise<Answer<unknown>> {
  const { key, passphrase, image } = given
  const shown = image ? { image: await lettersOf(image) } : {}
  return post(`${signatures(conference)}/pkcs12`, {
    ...{ field, id, passphrase, file: await lettersOf(key) },
    ...shown,
  })
}

export function uploadSigned({ conference, field, id }: SigningAct, file: File): Promise<Answer<unknown>> {
  return ask(`${signatures(conference)}/upload?field=${field}&command=${encodeURIComponent(id)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/pdf' },
    body: file,
    signal: AbortSignal.timeout(SIGN_WITHIN),
  })
}

/** A link by which a program signs this field in the reader's name, once and within ten minutes. */
export function makeLink(
  conference: string,
  field: SignatureField,
): Promise<Answer<{ readonly token: string; readonly expires: number }>> {
  return askWith('POST', `${signatures(conference)}/link`, { field })
}

/** Has the program on this machine sign. */
export async function signWithDevice(
  { conference, field }: SigningAct,
  code: string,
): Promise<Answer<unknown>> {
  const made = await makeLink(conference, field)
  if (!made.ok) return made
  const request: SignAgentRequest = { code, conference, field, link: made.value.token }
  try {
    const response = await fetch(`http://127.0.0.1:${SIGN_AGENT_PORT}/sign`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(DEVICE_WITHIN),
    })
    if (response.ok) return { ok: true, value: {} }
    return { ok: false, ...((await response.json()) as Omit<Failure, 'ok'>) }
  } catch {
    return { ok: false, code: 'agent/absent' }
  }
}

async function lettersOf(file: File): Promise<string> {
  return base64Of(new Uint8Array(await file.arrayBuffer()))
}

function post(path: string, body: object): Promise<Answer<unknown>> {
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(SIGN_WITHIN),
  })
}

function signatures(conference: string): string {
  return `/api/conferences/${conference}/minutes/signatures`
}
