import { useEffect, useState } from 'react'
import { ask } from '../session/ask.ts'
import type { PublicMinutes } from './verdict.ts'

/** What the code on a printed page leads to. */
export type Printed =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'known'; readonly minutes: PublicMinutes }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed' }

/** Asks once for the version that the address names: `?c=` conference, `?v=` version, `?h=` beginning of its hash. */
export function usePrinted(): Printed {
  const [path] = useState(askedPath)
  const [printed, setPrinted] = useState<Printed>(path === null ? { kind: 'none' } : { kind: 'asking' })
  useEffect(() => {
    if (path === null) return
    let isWanted = true
    void ask<PublicMinutes>(path).then((answer) => {
      if (!isWanted) return
      const refused = !answer.ok && ['minutes/unknown', 'request/malformed'].includes(answer.code)
      if (answer.ok) setPrinted({ kind: 'known', minutes: answer.value })
      else setPrinted({ kind: refused ? 'unknown' : 'failed' })
    })
    return () => {
      isWanted = false
    }
  }, [path])
  return printed
}

function askedPath(): string | null {
  const query = new URLSearchParams(location.search)
  const [conference, version, hash] = ['c', 'v', 'h'].map((name) => query.get(name))
  if (!conference || !version || !hash) return null
  return `/api/verify/${[conference, version, hash].map(encodeURIComponent).join('/')}`
}
