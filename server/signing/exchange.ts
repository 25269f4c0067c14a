import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

export interface ExchangeOptions {
  /** Posted with its `type`; a GET without. */
  readonly body?: Uint8Array
  readonly type?: string
  readonly accept: string
  /** For the whole exchange, redirects included. */
  readonly timeoutMs: number
  /** Ends it before its time. */
  readonly signal?: AbortSignal | undefined
  /** Most bytes of an answer. */
  readonly largest: number
  /** Redirects that a GET follows, on the same host only; none unless told. */
  readonly redirects?: number
}

export interface Answer {
  readonly bytes: Uint8Array
  /** Media type without parameters, lower case. */
  readonly type: string
}

/**
 * One question to a server of somebody else's (timestamps, revocation): bounded in time and size. The address may come
 * out of a certificate, so that it leads nowhere but over HTTP to the host that it names.
 * @throws Error whose message says what went wrong, without any password
 */
export async function exchange(address: string, options: ExchangeOptions): Promise<Answer> {
  const timeout = AbortSignal.timeout(options.timeoutMs)
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout
  let url = webAddress(address)
  for (let redirects = options.redirects ?? 0; ; redirects--) {
    const answer = await ask(url, options, signal)
    if (!('location' in answer)) return answer
    const next = webAddress(new URL(answer.location, url).href)
    if (redirects <= 0 || next.host !== url.host) throw new Error('redirected')
    url = next
  }
}

function webAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw new Error('not an http address')
  return url
}

function ask(
  url: URL,
  options: ExchangeOptions,
  signal: AbortSignal,
): Promise<Answer | { location: string }> {
  const { body, type, accept } = options
  const headers = {
    accept,
    ...(body ? { 'content-type': type, 'content-length': body.length } : {}),
  }
  const auth = url.username
    ? { auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` }
    : {}
  const start = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const target = new URL(url)
    target.username = ''
    target.password = ''
    // A connection of its own: what is kept open to a slow server is often dead when it is used again.
    const sent = start(target, { method: body ? 'POST' : 'GET', headers, ...auth, agent: false, signal })
    sent.once('error', (error) => reject(signal.aborted ? new Error('no answer in time') : error))
    sent.once('response', (response) => {
      const { statusCode = 0, headers: answered } = response
      if (statusCode >= 300 && statusCode < 400 && answered.location && !body) {
        response.destroy()
        resolve({ location: answered.location })
      } else if (statusCode !== 200) {
        response.destroy()
        reject(new Error(`status ${statusCode}`))
      } else {
        const media = (answered['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
        read(response, options.largest, signal).then((bytes) => resolve({ bytes, type: media }), reject)
      }
    })
    sent.end(body)
  })
}

async function read(response: IncomingMessage, largest: number, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > largest) throw new Error('answer too large')
      chunks.push(chunk)
    }
  } catch (error) {
    throw signal.aborted ? new Error('no answer in time') : error
  } finally {
    response.destroy()
  }
  return Buffer.concat(chunks)
}
