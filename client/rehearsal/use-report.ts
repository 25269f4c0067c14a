import { useEffect, useState } from 'react'
import type { Measured } from '../../domain/rehearsal.ts'
import { useConnection, useView } from '../conference/context.tsx'
import type { RehearsalSnapshot } from './rehearsal.ts'

/** What became of the result. `held`: the line is away; it is sent again by itself. */
export type Report =
  | { readonly kind: 'none' | 'sending' | 'held' }
  | { readonly kind: 'sent'; readonly at: number }
  | { readonly kind: 'refused'; readonly code: string }

/** Codes that say nothing of the result itself. */
const AWAY = new Set(['page/not-sent', 'page/offline', 'page/no-answer'])

/** Sends each complete result to the log, as often as it takes until it has an answer. */
export function useReport(bridge: string, { complete, measured }: RehearsalSnapshot): Report {
  const connection = useConnection()
  const { status } = useView()
  const [pending, setPending] = useState<Measured | null>(null)
  const [report, setReport] = useState<Report>({ kind: 'none' })
  useEffect(() => {
    setPending(complete ? measured : null)
    setReport({ kind: 'none' })
  }, [complete, measured])
  useEffect(() => {
    if (!pending) return
    if (status !== 'live') return setReport({ kind: 'held' })
    let isCurrent = true
    setReport({ kind: 'sending' })
    void connection.command({ type: 'rehearsal/report', bridge, measured: pending }).then((answer) => {
      if (!isCurrent) return
      if (!answer.ok && AWAY.has(answer.code)) return setReport({ kind: 'held' })
      setPending(null)
      setReport(
        answer.ok ? { kind: 'sent', at: connection.serverNow() } : { kind: 'refused', code: answer.code },
      )
    })
    return () => {
      isCurrent = false
    }
  }, [connection, status, pending, bridge])
  return report
}
