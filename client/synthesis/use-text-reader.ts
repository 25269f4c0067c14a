import { useEffect, useState } from 'react'
import { useConnection } from '../conference/context.tsx'
import { ask } from '../session/ask.ts'
import { TextReader, type TextsGiven } from './text-reader.ts'

/** Reads these texts and keeps them up to date while the part of the page is drawn; null for the first moment. */
export function useTextReader(documents: readonly string[]): TextReader | null {
  const { conference } = useConnection()
  const [reader, setReader] = useState<TextReader | null>(null)
  useEffect(() => {
    const path = `/api/conferences/${encodeURIComponent(conference)}/texts`
    const opened = new TextReader({
      read: (asked) => ask<TextsGiven>(`${path}?documents=${asked.join(',')}`),
      isSeen: () => document.visibilityState === 'visible',
    })
    setReader(opened)
    return () => opened.close()
  }, [conference])
  useEffect(() => reader?.want(documents), [reader, documents])
  return reader
}
