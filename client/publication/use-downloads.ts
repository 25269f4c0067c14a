import { useState } from 'react'
import { sentenceOf } from '../messages/catalogue.ts'
import { saveFile } from './save-file.ts'

export interface Downloads {
  /** Paths of the files that are on their way. */
  readonly waiting: ReadonlySet<string>
  /** Why the last one did not come, in the reader's words. */
  readonly problem: string | null
  readonly dismiss: () => void
  readonly save: (path: string) => void
}

/** Fetches files and keeps what the reader has to know about them: a plain link that fails says nothing. */
export function useDownloads(): Downloads {
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState<string | null>(null)
  const save = async (path: string) => {
    setProblem(null)
    setWaiting((held) => new Set(held).add(path))
    const answer = await saveFile(path)
    setWaiting((held) => new Set([...held].filter((other) => other !== path)))
    if (!answer.ok) setProblem(sentenceOf(answer))
  }
  return { waiting, problem, dismiss: () => setProblem(null), save: (path) => void save(path) }
}
