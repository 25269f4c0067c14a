import { setTimeout as sleep } from 'node:timers/promises'

const ATTEMPTS = 40
const PAUSE_MS = 250

/** A refusal or failure that the server answered with; `code` is stable. */
export class Refused extends Error {
  readonly code: string
  readonly detail: Readonly<Record<string, unknown>>

  constructor(asked: string, code: string, detail: Readonly<Record<string, unknown>> = {}) {
    super(`${asked}: ${code}${Object.keys(detail).length > 0 ? ` ${JSON.stringify(detail)}` : ''}`)
    this.code = code
    this.detail = detail
  }
}

/** A person or hall device that signed in by its link; good for every server on the same database. */
export interface SignIn {
  /** Origin of the server that it signed in at. */
  readonly url: string
  /** `name=value`, as the browser would hold it. */
  readonly cookie: string
  /** Names the sign-in among several. */
  readonly slot: string
  /** Null for an organiser without a conference yet. */
  readonly conference: string | null
  readonly name: string
  /** The network address that the proxy in front of the server names for it. */
  readonly address: string | undefined
}

interface SessionAnswer {
  readonly conference: string | null
  readonly name: string
  readonly home: string
}

/**
 * Exchanges the token of an invitation link for a session, as the page of the link does.
 * @param address what a proxy on the server's machine would say of the caller's address
 * @throws Refused `access/link-invalid`, `request/too-many`
 */
export async function signInBy(link: string, url = new URL(link).origin, address?: string): Promise<SignIn> {
  const token = new URL(link).hash.slice(1)
  const response = await patiently(() =>
    fetch(new URL('/api/session', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...forwarded(address) },
      body: JSON.stringify({ token }),
    }),
  )
  const answer = (await answerOf('POST /api/session', response)) as SessionAnswer
  const [set = ''] = response.headers.getSetCookie()
  const cookie = set.split(';', 1)[0] ?? ''
  const slot = new URL(answer.home, url).searchParams.get('s') ?? ''
  return { url, cookie, slot, conference: answer.conference, name: answer.name, address }
}

/** A JSON request of somebody who signed in. @throws Refused */
export async function ask(by: SignIn, method: 'GET' | 'POST', path: string, body?: unknown) {
  return answerOf(`${method} ${path}`, await send(by, method, path, body))
}

/** A file, byte for byte. @throws Refused */
export async function download(by: SignIn, path: string): Promise<Uint8Array> {
  const response = await send(by, 'GET', path)
  if (!response.ok) await answerOf(`GET ${path}`, response)
  return new Uint8Array(await response.arrayBuffer())
}

function send(by: SignIn, method: string, path: string, body?: unknown): Promise<Response> {
  return patiently(() =>
    fetch(new URL(path, by.url), {
      method,
      headers: {
        cookie: by.cookie,
        'x-session': by.slot,
        ...forwarded(by.address),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    }),
  )
}

/** Asks again for a while where the server is too busy to answer (429, 503). */
async function patiently(request: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await request()
    if ((response.status !== 429 && response.status !== 503) || attempt === ATTEMPTS) return response
    await response.body?.cancel()
    await sleep(PAUSE_MS)
  }
}

async function answerOf(asked: string, response: Response): Promise<unknown> {
  const answer: unknown = await response.json().catch(() => ({}))
  if (response.ok) return answer
  const { code, detail } = answer as { code?: string; detail?: Record<string, unknown> }
  throw new Refused(asked, code ?? `http/${response.status}`, detail)
}

function forwarded(address: string | undefined): Record<string, string> {
  return address === undefined ? {} : { 'x-forwarded-for': address }
}
