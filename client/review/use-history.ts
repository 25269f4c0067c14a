import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../domain/protocol.ts'
import { useConnection } from '../conference/context.tsx'
import { ask } from '../session/ask.ts'
import type { Step } from './steps.ts'

export interface History {
  /** Null until they have come. */
  readonly steps: readonly Step[] | null
  readonly failure: Failure | null
  /** Answers what it read; null when it could not. */
  readonly reload: () => Promise<readonly Step[] | null>
}

/** After the last keystroke, in milliseconds: a text that is being written is not asked about each time. */
const SETTLES = 1_500

/** The steps in which a text was written; read again when it has gone on to another `seq`. */
export function useHistory(document: string, seq: number): History {
  const { conference } = useConnection()
  const [steps, setSteps] = useState<readonly Step[] | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const reload = useCallback(async () => {
    const path = `/api/conferences/${encodeURIComponent(conference)}/texts/${document}/history`
    const answer = await ask<{ steps: readonly Step[] }>(path)
    setFailure(answer.ok ? null : answer)
    if (!answer.ok) return null
    setSteps(answer.value.steps)
    return answer.value.steps
  }, [conference, document])
  const isFirst = steps === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new number means that there is more to read
  useEffect(() => {
    const timer = setTimeout(() => void reload(), isFirst ? 0 : SETTLES)
    return () => clearTimeout(timer)
  }, [reload, seq])
  return { steps, failure, reload }
}
