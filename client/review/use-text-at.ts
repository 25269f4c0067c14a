import { useCallback, useEffect, useRef, useState } from 'react'
import type { ProseNode } from '../../domain/prose.ts'
import type { Failure } from '../../domain/protocol.ts'
import { useConnection } from '../conference/context.tsx'
import { ask } from '../session/ask.ts'

export interface TextAt {
  /** Null until it has come. */
  readonly prose: ProseNode | null
  readonly failure: Failure | null
  readonly retry: () => void
}

/**
 * A text as it stood after an update, for as long as the page looks at it; null asks for nothing. The one `ahead` is
 * fetched once this one is there, so that a replay does not stop at each step.
 */
export function useTextAt(document: string, seq: number | null, ahead: number | null = null): TextAt {
  const { conference } = useConnection()
  // What stood at an update never changes.
  const read = useRef(new Map<number, ProseNode>())
  const [failed, setFailed] = useState<{ readonly seq: number; readonly failure: Failure } | null>(null)
  const [, come] = useState(0)
  const isThere = seq === null || read.current.has(seq)
  const isFailed = failed !== null && failed.seq === seq
  const fetchAt = useCallback(
    async (at: number) => {
      const path = `/api/conferences/${encodeURIComponent(conference)}/texts/${document}?at=${at}`
      const answer = await ask<{ prose: ProseNode }>(path)
      if (answer.ok) read.current.set(at, answer.value.prose)
      return answer
    },
    [conference, document],
  )
  useEffect(() => {
    if (seq === null || isThere || isFailed) return
    let isWanted = true
    void fetchAt(seq).then((answer) => {
      if (!isWanted) return
      if (answer.ok) come((count) => count + 1)
      else setFailed({ seq, failure: answer })
    })
    return () => {
      isWanted = false
    }
  }, [fetchAt, seq, isThere, isFailed])
  useEffect(() => {
    if (ahead !== null && isThere && !read.current.has(ahead)) void fetchAt(ahead)
  }, [fetchAt, ahead, isThere])
  return {
    prose: seq === null ? null : (read.current.get(seq) ?? null),
    failure: isFailed ? failed.failure : null,
    retry: () => setFailed(null),
  }
}
