import { useEffect, useState } from 'react'
import { type LineLosses, lineLosses } from '../../domain/line-losses.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { namedConference, sessionSlot } from '../session/ask.ts'
import { useSession } from '../session/use-session.ts'
import { lineEventsIn } from './line-losses.ts'

/** How long changes of lines are gathered before the log is read again (ms): sixty halls come back together. */
const GATHERED = 3_000

export type ReadLosses =
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly losses: LineLosses }
  | { readonly kind: 'failed' }
  /** The reader has no right to the log. */
  | { readonly kind: 'hidden' }

/** What the log says of the times in which lines were lost; read again when a line changes. */
export function useLineLosses(): ReadLosses {
  const { bridges } = useConference()
  const may = useMay()
  const session = useSession()
  const [read, setRead] = useState<ReadLosses>({ kind: 'reading' })
  const named = session.kind === 'signed-in' ? session.session.conference : null
  const conference = named ?? namedConference()
  const allowed = may('log/export')
  const changed = Math.max(0, ...bridges.map(({ line }) => (line.kind === 'never' ? 0 : line.since)))
  const isFirst = read.kind === 'reading'
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed line is a reason to read again.
  useEffect(() => {
    if (!allowed || conference === null) return
    const stop = new AbortController()
    const timer = setTimeout(
      async () => {
        const log = await logOf(conference, stop.signal)
        if (stop.signal.aborted) return
        setRead(log === null ? { kind: 'failed' } : { kind: 'read', losses: lineLosses(lineEventsIn(log)) })
      },
      isFirst ? 0 : GATHERED,
    )
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [allowed, conference, changed])
  return allowed ? read : { kind: 'hidden' }
}

/** The exported log; null where it could not be read. */
async function logOf(conference: string, signal: AbortSignal): Promise<string | null> {
  try {
    const slot = sessionSlot()
    const response = await fetch(`/api/conferences/${encodeURIComponent(conference)}/log.jsonl`, {
      signal,
      headers: slot === null ? {} : { 'x-session': slot },
    })
    return response.ok ? await response.text() : null
  } catch {
    return null
  }
}
