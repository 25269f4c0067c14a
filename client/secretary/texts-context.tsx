import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { useConnection } from '../conference/context.tsx'
import { proseLine } from '../prose/prose-line.ts'
import type { ProseSession } from '../prose/prose-session.ts'
import { indexedDbStore } from '../prose/unsent-store.ts'
import { type Glance, OpenTexts } from './open-texts.ts'
import type { PageState } from './page-state.ts'

const Current = createContext<OpenTexts | null>(null)
const store = indexedDbStore()

/** Keeps the texts of one desk; `person` is whose unsent words they are. */
export function TextsProvider({
  person,
  children,
}: {
  readonly person: string
  readonly children: ReactNode
}) {
  const connection = useConnection()
  const [texts, setTexts] = useState<OpenTexts | null>(null)
  useEffect(() => {
    const { conference } = connection
    const opened = new OpenTexts({ line: proseLine(connection), store, user: person, conference })
    setTexts(opened)
    void opened.sendLeftovers()
    return () => opened.close()
  }, [connection, person])
  return texts && <Current value={texts}>{children}</Current>
}

/** The texts of this desk. */
export function useTexts(): OpenTexts {
  const texts = useContext(Current)
  if (!texts) throw new Error('outside of a desk')
  return texts
}

/** One text, held open as long as the part of the page that asks is there. `document` must stay the same. */
export function useText(document: string): ProseSession | null {
  const texts = useTexts()
  const [session, setSession] = useState<ProseSession | null>(null)
  useEffect(() => {
    setSession(texts.hold(document))
    return () => texts.release(document)
  }, [texts, document])
  return session
}

/** What a card shows of a text; it is opened for that only while `isSeen`. */
export function useGlance(document: string, isSeen: boolean): Glance | undefined {
  const texts = useTexts()
  useEffect(() => {
    if (!isSeen) return
    texts.hold(document)
    return () => texts.release(document)
  }, [texts, document, isSeen])
  return useSyncExternalStore(texts.subscribe, () => texts.glance(document))
}

export function usePageState(): PageState {
  const texts = useTexts()
  return useSyncExternalStore(texts.subscribe, texts.state)
}
