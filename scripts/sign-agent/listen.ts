import { randomInt, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { SignAgentRequest } from '../../domain/sign-agent.ts'
import { signatureFields } from '../../domain/signing.ts'
import { RefusedSigning } from './sign-remotely.ts'

const MOST_BYTES = 10_000
const MOST_WRONG = 5

export interface Listening {
  /** Origin of the pages that may ask. */
  readonly origin: string
  readonly port: number
  /** Makes the signature; asked one at a time. */
  readonly sign: (request: SignAgentRequest) => Promise<unknown>
  /** Shows the code to type in the page: at the start, after each signature, after too many wrong ones. */
  readonly showCode: (code: string) => void
  /** What a refusal or a failure is told the page as. */
  readonly refusalOf: (error: unknown) => { readonly code: string; readonly detail?: object }
}

/**
 * Waits on the loopback address for the page of one server. Asked by another origin, by another name of this machine
 * or without the code, it does nothing.
 */
export function listen({ origin, port, sign, showCode, refusalOf }: Listening): Promise<Server> {
  let code = newCode()
  let wrong = 0
  let busy = false
  const renew = () => {
    code = newCode()
    wrong = 0
    showCode(code)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const host = request.headers.host ?? ''
    // A foreign name that was made to lead here is no way in.
    const own = host === `127.0.0.1:${port}` || host === `localhost:${port}`
    if (!own || request.headers.origin !== origin) return send(response, 403, { code: 'agent/not-allowed' })
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('vary', 'origin')
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'POST')
      response.setHeader('access-control-allow-headers', 'content-type')
      response.setHeader('access-control-allow-private-network', 'true')
      return send(response, 204, null)
    }
    if (request.method !== 'POST' || request.url !== '/sign')
      return send(response, 404, { code: 'request/unknown' })
    const asked = readRequest(await bodyOf(request))
    if (!asked) return send(response, 400, { code: 'request/malformed' })
    if (!isSame(asked.code.replace(/\D/g, ''), code)) {
      wrong += 1
      if (wrong >= MOST_WRONG) renew()
      return send(response, 403, { code: 'agent/wrong-code' })
    }
    if (busy) return send(response, 409, { code: 'agent/busy' })
    busy = true
    try {
      await sign(asked)
      return send(response, 200, {})
    } catch (error) {
      return send(response, 409, refusalOf(error))
    } finally {
      // Used up by whatever came of it.
      renew()
      busy = false
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => send(response, 500, { code: 'server/failed' }))
  })
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new RefusedSigning('agent/port-taken', { port }, { cause })))
    server.listen(port, '127.0.0.1', () => {
      showCode(code)
      resolve(server)
    })
  })
}

function newCode(): string {
  return String(randomInt(100_000_000)).padStart(8, '0')
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) {
    text += part
    if (text.length > MOST_BYTES) return ''
  }
  return text
}

function readRequest(text: string): SignAgentRequest | null {
  try {
    const { code, conference, field, link } = JSON.parse(text) as Partial<SignAgentRequest>
    const known = signatureFields.find((each) => each === field)
    if (typeof code !== 'string' || typeof conference !== 'string' || typeof link !== 'string' || !known)
      return null
    return { code, conference, field: known, link }
  } catch {
    return null
  }
}

function send(response: ServerResponse, status: number, body: object | null): void {
  if (response.headersSent) return
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(body === null ? '' : JSON.stringify(body))
}
