import { useEffect, useState } from 'react'
import type { SignatureField } from '../../domain/minutes.ts'
import type { Answer } from '../../domain/protocol.ts'
import { useConference, useConnection } from '../conference/context.tsx'
import { ask, askWith } from '../session/ask.ts'

export interface MinutesFile {
  readonly kind: 'unsigned' | SignatureField
  readonly sha256: string
  readonly href: string
}

export interface MinutesFiles {
  readonly version: number
  /** As it stands on the document: `Số 01-BB/BTCTW`. */
  readonly number: string
  readonly files: readonly MinutesFile[]
}

/** The files of the sealed minutes that the reader may have; asked for again with each new one. */
export function useMinutesFiles(): Answer<MinutesFiles> | null {
  const { conference } = useConnection()
  const { minutes } = useConference()
  const [answer, setAnswer] = useState<Answer<MinutesFiles> | null>(null)
  const newest = minutes.kind === 'sealed' ? `${minutes.rendered ?? ''} ${minutes.signatures.length}` : null
  useEffect(() => {
    if (newest === null) return
    let current = true
    void ask<MinutesFiles>(`/api/conferences/${conference}/minutes`).then((read) => {
      if (current) setAnswer(read)
    })
    return () => {
      current = false
    }
  }, [conference, newest])
  return answer
}

/** Signs the newest file; `id` stays the same for a retry. */
export function signMinutes(conference: string, field: SignatureField, id: string): Promise<Answer<unknown>> {
  return askWith('POST', `/api/conferences/${conference}/minutes/signatures`, { field, id })
}
