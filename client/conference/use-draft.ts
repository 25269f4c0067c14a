import { useCallback, useEffect, useRef, useState } from 'react'
import { useConnection, useView } from './context.tsx'
import { type Draft, isOvertaken, sent, settled, typed } from './draft.ts'

export type DraftState = 'saved' | 'changed' | 'saving' | 'failed'

export interface Drafted<T> {
  /** What is typed, else what the log has. */
  readonly value: T
  readonly state: DraftState
  /** Somebody else has changed it meanwhile; the draft still stands. */
  readonly isOvertaken: boolean
  readonly set: (value: T) => void
  /** Asks for it to be stored, if there is anything to store; whether it is. */
  readonly save: (value?: T) => Promise<boolean>
  /** Goes back to what the log has. */
  readonly discard: () => void
}

/**
 * Something that is typed into the page and stored by a command. Until the log has it, it is kept on the device:
 * a refused command or a closed page loses nothing. `name` must stay the same; `store` answers whether it was done.
 */
export function useDraft<T>(name: string, saved: T, store: (value: T) => Promise<boolean>): Drafted<T> {
  const { conference } = useConnection()
  const { identity } = useView()
  const person = identity?.kind === 'person' ? identity.person : ''
  const key = `diem-cau.draft.${conference}.${person}.${name}`
  const [draft, setDraft] = useState<Draft<T> | null>(() => settled(read<T>(key), saved))
  const [state, setState] = useState<'saving' | 'failed' | null>(null)
  const current = useRef({ draft, saved, store })
  current.current = { draft, saved, store }

  const keep = useCallback(
    (next: Draft<T> | null) => {
      current.current.draft = next
      setDraft(next)
      write(key, next)
    },
    [key],
  )
  const json = JSON.stringify(saved)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `json` says whether `saved` is another
  useEffect(() => {
    const next = settled(current.current.draft, current.current.saved)
    if (next !== current.current.draft) keep(next)
  }, [json, keep])

  const set = useCallback(
    (value: T) => {
      setState((was) => (was === 'failed' ? null : was))
      keep(typed(current.current.draft, current.current.saved, value))
    },
    [keep],
  )
  const save = useCallback(
    async (value?: T) => {
      if (value !== undefined) set(value)
      const asked = current.current.draft
      if (!asked || asked.isSent) return true
      setState('saving')
      const done = await current.current.store(asked.value)
      setState(done ? null : 'failed')
      if (done) keep(settled(sent(current.current.draft, asked.value), current.current.saved))
      return done
    },
    [keep, set],
  )
  const discard = useCallback(() => {
    setState(null)
    keep(null)
  }, [keep])
  const waits = draft !== null && !draft.isSent
  return {
    value: draft ? draft.value : saved,
    state: state ?? (waits ? 'changed' : 'saved'),
    isOvertaken: isOvertaken(draft, saved),
    set,
    save,
    discard,
  }
}

function read<T>(key: string): Draft<T> | null {
  try {
    const stored = localStorage.getItem(key)
    return stored === null ? null : { ...(JSON.parse(stored) as Draft<T>), isSent: false }
  } catch {
    return null
  }
}

function write(key: string, draft: Draft<unknown> | null): void {
  try {
    if (draft && !draft.isSent) localStorage.setItem(key, JSON.stringify(draft))
    else localStorage.removeItem(key)
  } catch {
    // Storage is full or switched off: the draft holds as long as the page.
  }
}
