import { useEffect, useState } from 'react'
import type { TechnicalLine, TechnicalPush } from '../../domain/protocol.ts'
import { useConnection, useView } from '../conference/context.tsx'
import { type Steadiness, steadier, troubledLines } from './steady-trouble.ts'

export interface Technical {
  readonly lines: ReadonlyMap<string, TechnicalLine>
  readonly troubled: ReadonlySet<string>
}

const nothing: Technical & { readonly steadiness: Steadiness } = {
  lines: new Map(),
  troubled: new Set(),
  steadiness: new Map(),
}

/** How every line does in figures, as long as the page is looked at. */
export function useTechnical(): Technical {
  const connection = useConnection()
  const { status, joining } = useView()
  const [technical, setTechnical] = useState(nothing)
  useEffect(
    () =>
      connection.on('technical', (message) => {
        const { lines } = message as TechnicalPush
        setTechnical(({ steadiness }) => {
          const next = steadier(steadiness, lines)
          return {
            lines: new Map(lines.map((line) => [line.bridge, line])),
            troubled: troubledLines(next),
            steadiness: next,
          }
        })
      }),
    [connection],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new joining has to ask again
  useEffect(() => {
    if (status !== 'live') return
    void connection.request('technical-watch', { on: true })
    return () => connection.tell('technical-watch', { on: false })
  }, [connection, status, joining])
  return technical
}
