import { useCallback, useState } from 'react'
import type { PublicCommand } from '../../domain/commands.ts'
import { sentenceOf } from '../messages/catalogue.ts'
import { useConnection } from './context.tsx'

export interface Commands {
  /** True while something asked here has no answer. */
  readonly busy: boolean
  /** Why the last one did not happen, in the reader's words. */
  readonly problem: string | null
  readonly dismiss: () => void
  /** Whether it was done. */
  readonly run: (command: PublicCommand) => Promise<boolean>
}

/** Asks for acts and keeps what the reader has to know about them. */
export function useCommands(): Commands {
  const connection = useConnection()
  const [pending, setPending] = useState(0)
  const [problem, setProblem] = useState<string | null>(null)
  const run = useCallback(
    async (command: PublicCommand) => {
      setPending((count) => count + 1)
      setProblem(null)
      const answer = await connection.command(command)
      setPending((count) => count - 1)
      if (!answer.ok) setProblem(sentenceOf(answer))
      return answer.ok
    },
    [connection],
  )
  return { busy: pending > 0, problem, dismiss: () => setProblem(null), run }
}
