import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../domain/protocol.ts'
import { readSession, type Session } from './session.ts'

export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'signed-in'; readonly session: Session }
  | { readonly kind: 'refused'; readonly failure: Failure }

/** The first question, where the page asked it before it was drawn. */
let early: ReturnType<typeof readSession> | null = null

/** Asks who is signed in before anything is drawn. */
export function askSessionEarly(): ReturnType<typeof readSession> {
  early ??= readSession()
  return early
}

/** Asks who is signed in; a line that fails is tried again by itself. */
export function useSession(): SessionState {
  const [state, setState] = useState<SessionState>({ kind: 'asking' })
  const read = useCallback(async () => {
    const asked = early ?? readSession()
    early = null
    const answer = await asked
    if (answer.ok) setState({ kind: 'signed-in', session: answer.value })
    else if (answer.code.startsWith('access/')) setState({ kind: 'refused', failure: answer })
    else return false
    return true
  }, [])
  useEffect(() => {
    let stopped = false
    const until = async () => {
      while (!stopped && !(await read())) await new Promise((next) => setTimeout(next, 1_000))
    }
    void until()
    return () => {
      stopped = true
    }
  }, [read])
  return state
}
