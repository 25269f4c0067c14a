import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../domain/protocol.ts'
import { useConnection } from '../conference/context.tsx'
import { ask, sessionSlot } from '../session/ask.ts'

export type Kind = 'minutes' | 'synthesis' | 'attendance' | 'notice' | 'extract'

export interface Finding {
  readonly code: string
  readonly vi: string
  readonly page?: number
}

export interface Prescribed {
  readonly part: string
  readonly rule: string
}

/** Drawing a long record on a busy server takes a while; in milliseconds. */
const DRAWN_WITHIN = 60_000

export type Draft =
  | { readonly kind: 'drawing' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** `findings` is null until the file is checked. */
  | { readonly kind: 'drawn'; readonly url: string; readonly findings: readonly Finding[] | null }

/** The present draft of a document, drawn by the server and checked by it; `bridge` for an extract. */
export function useDraft(
  kind: Kind,
  bridge: string | null,
): { readonly draft: Draft; readonly again: () => void } {
  const { conference } = useConnection()
  const [draft, setDraft] = useState<Draft>({ kind: 'drawing' })
  const [times, setTimes] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once more, it is drawn once more
  useEffect(() => {
    let url: string | null = null
    let left = false
    setDraft({ kind: 'drawing' })
    const base = `/api/conferences/${encodeURIComponent(conference)}`
    void (async () => {
      const of = bridge === null ? '' : `?bridge=${encodeURIComponent(bridge)}`
      const drawn = await fetchPdf(`${base}/out/${kind}.pdf${of}`)
      if (left) return
      if (!(drawn instanceof Blob)) {
        setDraft({ kind: 'failed', failure: drawn })
        return
      }
      url = URL.createObjectURL(drawn)
      setDraft({ kind: 'drawn', url, findings: null })
      const checked = await ask<{ findings: readonly Finding[] }>(`${base}/form/${kind}`, {
        method: 'POST',
        headers: { 'content-type': 'application/pdf' },
        body: drawn,
        signal: AbortSignal.timeout(DRAWN_WITHIN),
      })
      if (left) return
      setDraft(
        checked.ok
          ? { kind: 'drawn', url, findings: checked.value.findings }
          : { kind: 'failed', failure: checked },
      )
    })()
    return () => {
      left = true
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [conference, kind, bridge, times])
  const again = useCallback(() => setTimes((before) => before + 1), [])
  return { draft, again }
}

/** What the profile prescribes for a kind; null until it is known. */
export function usePrescribed(kind: Kind): readonly Prescribed[] | null {
  const { conference } = useConnection()
  const [known, setKnown] = useState<{ kind: Kind; prescribed: readonly Prescribed[] } | null>(null)
  useEffect(() => {
    let left = false
    const path = `/api/conferences/${encodeURIComponent(conference)}/form/${kind}`
    void ask<{ prescribed: readonly Prescribed[] }>(path).then((answer) => {
      if (!left && answer.ok) setKnown({ kind, prescribed: answer.value.prescribed })
    })
    return () => {
      left = true
    }
  }, [conference, kind])
  return known?.kind === kind ? known.prescribed : null
}

async function fetchPdf(path: string): Promise<Blob | Failure> {
  try {
    const slot = sessionSlot()
    const headers = new Headers(slot === null ? {} : { 'x-session': slot })
    const response = await fetch(path, { headers, signal: AbortSignal.timeout(DRAWN_WITHIN) })
    if (response.ok) return await response.blob()
    const said = (await response.json()) as { code?: string }
    return { ok: false, code: said.code ?? 'server/failed' }
  } catch {
    return { ok: false, code: 'page/no-answer' }
  }
}
