import type { Answer, Failure } from '../../domain/protocol.ts'

/** Within which the server answers over HTTP, in milliseconds. */
const ANSWER_WITHIN = 15_000

/** Names the sign-in of this page where the browser holds several: one tab may be a chair, another a hall. */
export function sessionSlot(): string | null {
  return new URLSearchParams(location.search).get('s')
}

/** The conference that the address names; where a sign-in belongs to none, pages are told so. */
export function namedConference(): string | null {
  return new URLSearchParams(location.search).get('c')
}

/** An address for a link, in the name of this page's sign-in and in the same conference. */
export function linkTo(path: string): string {
  const here = new URLSearchParams(location.search)
  const url = new URL(path, location.origin)
  for (const name of ['s', 'c']) {
    const value = here.get(name)
    if (value !== null && !url.searchParams.has(name)) url.searchParams.set(name, value)
  }
  return `${url.pathname}${url.search}`
}

/** One HTTP question; the answer's JSON, or the code that the server refused with. Never rejects. */
export async function ask<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
  try {
    const headers = new Headers(init.headers)
    const slot = sessionSlot()
    if (slot !== null) headers.set('x-session', slot)
    const signal = AbortSignal.timeout(ANSWER_WITHIN)
    const response = await fetch(path, { signal, ...init, headers })
    const text = await response.text()
    const body: unknown = text === '' ? {} : JSON.parse(text)
    if (response.ok) return { ok: true, value: body as T }
    return failureIn(body)
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError'
    if (error instanceof SyntaxError) return { ok: false, code: 'server/failed' }
    return { ok: false, code: late ? 'page/no-answer' : 'page/offline' }
  }
}

/** The same with a body as JSON. */
export function askWith<T>(method: 'POST' | 'DELETE', path: string, body: unknown): Promise<Answer<T>> {
  return ask<T>(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** The failure that an answer's JSON names. */
export function failureIn(body: unknown): Failure {
  if (typeof body !== 'object' || body === null || !('code' in body) || typeof body.code !== 'string')
    return { ok: false, code: 'server/failed' }
  const detail = 'detail' in body ? (body.detail as Record<string, unknown>) : {}
  return { ok: false, code: body.code, detail }
}
