import type { Answer } from '../../domain/protocol.ts'
import { failureIn, linkTo, sessionSlot } from '../session/ask.ts'

/** Within which a file is drawn and has come, in milliseconds: a record of thousands of opinions takes minutes. */
const WITHIN = 600_000

/** Fetches a file and hands it to the browser to keep, or says why there is none. Never rejects. */
export async function saveFile(path: string): Promise<Answer<null>> {
  try {
    const slot = sessionSlot()
    const response = await fetch(linkTo(path), {
      signal: AbortSignal.timeout(WITHIN),
      headers: slot === null ? {} : { 'x-session': slot },
    })
    if (!response.ok) return failureIn(await response.json().catch(() => null))
    const address = URL.createObjectURL(await response.blob())
    const link = document.createElement('a')
    link.href = address
    link.download = nameIn(response.headers.get('content-disposition')) ?? path.replace(/^.*\//, '')
    link.click()
    // The browser has taken it by the time that the page is idle again.
    setTimeout(() => URL.revokeObjectURL(address), 60_000)
    return { ok: true, value: null }
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError'
    return { ok: false, code: late ? 'page/no-answer' : 'page/offline' }
  }
}

/** The name in `Content-Disposition`, as RFC 8187 writes it. */
export function nameIn(disposition: string | null): string | null {
  const [, encoded] = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition ?? '') ?? []
  if (encoded === undefined) return null
  try {
    return decodeURIComponent(encoded)
  } catch {
    return null
  }
}
