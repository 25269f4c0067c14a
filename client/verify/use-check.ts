import { useCallback, useRef, useState } from 'react'
import type { Failure } from '../../domain/protocol.ts'
import { ask } from '../session/ask.ts'
import type { Verdict } from './verdict.ts'

/** The server's limit, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024
/** Within which a large file is sent over a poor line and checked, in milliseconds. */
const ANSWER_WITHIN = 180_000
/** Readers look for the header in so many bytes (ISO 32000-1, annex H, note 13). */
const HEADER_WITHIN = 1024

export type FileProblem = 'not-pdf' | 'too-large' | 'empty' | 'unreadable'

export type Check =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'checking'; readonly file: File }
  /** Not sent at all. */
  | { readonly kind: 'unfit'; readonly file: File; readonly problem: FileProblem }
  | { readonly kind: 'failed'; readonly file: File; readonly failure: Failure }
  | {
      readonly kind: 'checked'
      readonly file: File
      readonly verdict: Verdict
      /** Hexadecimal; null where the browser has no cryptography (a page without TLS). */
      readonly sha256: string | null
    }

/** Checks one file at a time; a file that is chosen meanwhile takes the place of the one before. */
export function useCheck(): { readonly check: Check; readonly begin: (file: File) => void } {
  const [check, setCheck] = useState<Check>({ kind: 'nothing' })
  const latest = useRef(0)
  const begin = useCallback((file: File) => {
    latest.current += 1
    const own = latest.current
    setCheck({ kind: 'checking', file })
    void examine(file).then((done) => {
      if (latest.current === own) setCheck(done)
    })
  }, [])
  return { check, begin }
}

async function examine(file: File): Promise<Check> {
  if (file.size === 0) return { kind: 'unfit', file, problem: 'empty' }
  if (file.size > MOST_BYTES) return { kind: 'unfit', file, problem: 'too-large' }
  let bytes: ArrayBuffer
  try {
    bytes = await file.arrayBuffer()
  } catch {
    return { kind: 'unfit', file, problem: 'unreadable' }
  }
  const head = new TextDecoder('latin1').decode(bytes.slice(0, HEADER_WITHIN))
  if (!head.includes('%PDF-')) return { kind: 'unfit', file, problem: 'not-pdf' }
  const [answer, sha256] = await Promise.all([
    ask<Verdict>('/api/verify', {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
      body: bytes,
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    }),
    digest(bytes),
  ])
  return answer.ok
    ? { kind: 'checked', file, verdict: answer.value, sha256 }
    : { kind: 'failed', file, failure: answer }
}

async function digest(bytes: ArrayBuffer): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
