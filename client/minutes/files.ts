import { useEffect, useState } from 'react'
import type { Answer } from '../../domain/protocol.ts'
import type { SignatureField } from '../../domain/signing.ts'
import type { Instant } from '../../domain/time.ts'
import { useConference, useConnection } from '../conference/context.tsx'
import { ask } from '../session/ask.ts'

export interface MinutesFile {
  /** `final`: the newest one, where a timestamp came after the last signature. */
  readonly kind: 'unsigned' | SignatureField | 'final'
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
  /** How it stands with the timestamps. */
  readonly stamping: StampingStatus
  /** Whether the server signs as its demonstration's people. */
  readonly demonstrates: boolean
}

export interface StampingStatus {
  /** `waiting`: for the authority, or for the next try. `failed`: not tried again before something changes. */
  readonly state: 'idle' | 'waiting' | 'failed'
  /** Tries that failed. */
  readonly attempts: number
  /** Code of the last failure. */
  readonly problem: string | null
}

/** How often it is asked how a stamp that waits is doing, in milliseconds. */
const STAMP_LOOK_MS = 5_000

/** The files of the sealed minutes that the reader may have; asked for again with each new one. */
export function useMinutesFiles(): Answer<MinutesFiles> | null {
  const { conference } = useConnection()
  const { minutes, formerMinutes } = useConference()
  const [answer, setAnswer] = useState<Answer<MinutesFiles> | null>(null)
  const newest =
    minutes.kind === 'sealed'
      ? `${minutes.version} ${minutes.newest ?? ''}`
      : formerMinutes.length > 0
        ? `after ${formerMinutes.length}`
        : null
  useEffect(() => {
    if (newest === null) return
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = async () => {
      const held = await ask<MinutesFiles>(`/api/conferences/${conference}/minutes`)
      if (!current) return
      setAnswer(held)
      // What the log does not tell: that an authority keeps the server waiting.
      if (held.ok && held.value.stamping.state === 'waiting') timer = setTimeout(read, STAMP_LOOK_MS)
    }
    void read()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [conference, newest])
  return answer
}
