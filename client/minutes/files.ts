import { useEffect, useState } from 'react'
import type { Answer } from '../../domain/protocol.ts'
import type { SignatureField } from '../../domain/signing.ts'
import type { Instant } from '../../domain/time.ts'
import { useConference, useConnection } from '../conference/context.tsx'
import { ask, askWith } from '../session/ask.ts'

export interface MinutesFile {
  readonly kind: 'unsigned' | SignatureField
  readonly sha256: string
  readonly href: string
}

export interface MinutesVersion {
  readonly version: number
  /** As it stands on the document: `Số 01-BB/BTCTW`. */
  readonly number: string
  readonly sealedAt: Instant
  readonly files: readonly MinutesFile[]
}

export interface FormerVersion extends MinutesVersion {
  readonly reopenedAt: Instant
  readonly reason: string
}

export interface MinutesFiles {
  /** Null while there is a draft. */
  readonly current: MinutesVersion | null
  /** Those that a correction has replaced, the oldest first. */
  readonly former: readonly FormerVersion[]
}

/** The files of the sealed minutes that the reader may have; asked for again with each new one. */
export function useMinutesFiles(): Answer<MinutesFiles> | null {
  const { conference } = useConnection()
  const { minutes, formerMinutes } = useConference()
  const [answer, setAnswer] = useState<Answer<MinutesFiles> | null>(null)
  const newest =
    minutes.kind === 'sealed'
      ? `${minutes.version} ${minutes.rendered ?? ''} ${minutes.signatures.length}`
      : formerMinutes.length > 0
        ? `after ${formerMinutes.length}`
        : null
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
