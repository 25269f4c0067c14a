import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../domain/protocol.ts'
import type { Role } from '../../domain/rights.ts'
import { useConnection, useView } from '../conference/context.tsx'
import { ask } from '../session/ask.ts'

/** A link as the server lists it; the link itself is answered only when it is made. */
export interface Invitation {
  readonly id: string
  readonly kind: 'person' | 'hall'
  readonly name?: string
  readonly title?: string | null
  readonly role?: Role
  readonly bridge: string | null
  readonly createdAt: string
  readonly usedAt: string | null
  readonly revokedAt: string | null
}

/** How often it is looked whether links were used, in milliseconds. */
const LOOK_AGAIN = 20_000

export interface Invitations {
  /** Null until the first answer. */
  readonly list: readonly Invitation[] | null
  readonly failure: Failure | null
  readonly reload: () => Promise<void>
}

/** The links of the conference; a list that was read once stays while the line is away. */
export function useInvitations(): Invitations {
  const { conference } = useConnection()
  const { joining } = useView()
  const [list, setList] = useState<readonly Invitation[] | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const reload = useCallback(async () => {
    const answer = await ask<{ invitations: Invitation[] }>(`/api/conferences/${conference}/invitations`)
    if (answer.ok) setList(answer.value.invitations)
    setFailure(answer.ok ? null : answer)
  }, [conference])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a line that is back asks again
  useEffect(() => {
    void reload()
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload()
    }, LOOK_AGAIN)
    return () => clearInterval(timer)
  }, [reload, joining])
  return { list, failure, reload }
}
