import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import type { Connection } from '../connection/connection.ts'
import { proseLine } from '../prose/prose-line.ts'
import { ProseSession, sendLeftovers } from '../prose/prose-session.ts'
import type { ProseSnapshot } from '../prose/prose-status.ts'
import { indexedDbStore } from '../prose/unsent-store.ts'
import { useConnection, useView } from './context.tsx'
import { usePlainWords } from './plain-words.ts'

/** How long a text stays open after the last part of the page left it, in milliseconds. */
const LINGER = 20_000

interface Held {
  readonly session: ProseSession
  users: number
  leaving: ReturnType<typeof setTimeout> | null
}

/** The texts that this page has open, each once, however many parts of the page show it. */
class Texts {
  readonly #options: ConstructorParameters<typeof ProseSession>[0]
  readonly #held = new Map<DocumentId, Held>()

  constructor(connection: Connection, user: string) {
    this.#options = {
      line: proseLine(connection),
      store: indexedDbStore(),
      user,
      conference: connection.conference,
      document: '',
    }
    void sendLeftovers(this.#options).catch(() => undefined)
  }

  open(document: DocumentId): ProseSession {
    let held = this.#held.get(document)
    if (!held) {
      held = { session: new ProseSession({ ...this.#options, document }), users: 0, leaving: null }
      this.#held.set(document, held)
    }
    if (held.leaving) clearTimeout(held.leaving)
    held.leaving = null
    held.users += 1
    return held.session
  }

  leave(document: DocumentId): void {
    const held = this.#held.get(document)
    if (!held) return
    held.users -= 1
    if (held.users > 0) return
    held.leaving = setTimeout(() => {
      this.#held.delete(document)
      held.session.close()
    }, LINGER)
  }

  close(): void {
    for (const { session, leaving } of this.#held.values()) {
      if (leaving) clearTimeout(leaving)
      session.close()
    }
    this.#held.clear()
  }
}

const Current = createContext<Texts | null>(null)

/** Lets the parts of a desk open texts; drawn once it is known who writes. */
export function TextsProvider({ children }: { readonly children: ReactNode }) {
  const connection = useConnection()
  const { identity } = useView()
  const user = identity?.kind === 'person' ? identity.person : null
  const [texts, setTexts] = useState<Texts | null>(null)
  useEffect(() => {
    if (user === null) return
    const opened = new Texts(connection, user)
    setTexts(opened)
    return () => opened.close()
  }, [connection, user])
  return texts && <Current value={texts}>{children}</Current>
}

/** One text; null for the first moment, and while `document` is null. */
export function useText(document: DocumentId | null): ProseSession | null {
  const texts = useContext(Current)
  const [session, setSession] = useState<ProseSession | null>(null)
  useEffect(() => {
    if (!texts || document === null) return
    setSession(texts.open(document))
    return () => {
      setSession(null)
      texts.leave(document)
    }
  }, [texts, document])
  return session
}

const nothing: ProseSnapshot = {
  doc: null,
  editable: false,
  status: { kind: 'opening' },
  seq: 0,
  colleagues: [],
  late: '',
}
const never = () => () => undefined
const none = () => nothing

export function useTextSnapshot(session: ProseSession | null): ProseSnapshot {
  return useSyncExternalStore(session?.subscribe ?? never, session?.getSnapshot ?? none)
}

/** The words of a text without its shape, kept up to date. */
export function useWords(session: ProseSession | null): string {
  return usePlainWords(useTextSnapshot(session).doc)
}
