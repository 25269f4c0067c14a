import { useEffect, useState } from 'react'
import * as Y from 'yjs'
import { changedText } from '../prose/changed-text.ts'

const empty = new Y.Doc()

/** The words of an open text without its shape, kept up to date; empty while there is none. */
export function usePlainWords(doc: Y.Doc | null): string {
  const [words, setWords] = useState(() => (doc ? changedText(empty, doc) : ''))
  useEffect(() => {
    const read = () => setWords(doc ? changedText(empty, doc) : '')
    read()
    doc?.on('update', read)
    return () => doc?.off('update', read)
  }, [doc])
  return words
}
