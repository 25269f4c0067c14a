import { useEffect, useState } from 'react'
import { useConference, useConnection } from '../conference/context.tsx'
import { ask } from '../session/ask.ts'

/** The number of the notice of the conclusion as it stands on it; null before it has one, and until it has come. */
export function useNoticeNumber(): string | null {
  const { conference } = useConnection()
  const { notice } = useConference()
  const [number, setNumber] = useState<string | null>(null)
  const isNumbered = notice !== null
  useEffect(() => {
    if (!isNumbered) return
    let current = true
    void ask<{ readonly number: string | null }>(`/api/conferences/${conference}/notice`).then((answer) => {
      if (current && answer.ok) setNumber(answer.value.number)
    })
    return () => {
      current = false
    }
  }, [conference, isNumbered])
  return number
}
