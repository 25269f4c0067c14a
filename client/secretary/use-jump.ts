import { type RefObject, useCallback, useRef } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import type { EditorHandle } from '../prose/editor-handle.ts'
import type { Chosen } from './use-chosen.ts'
import type { FindResult } from './use-find.ts'

export interface Jump {
  /** Shows a place in whatever text it is. */
  readonly to: (result: FindResult, query: string) => void
  /** An editor came, or went: what waited for it is shown. */
  readonly ready: (document: DocumentId, handle: EditorHandle | null) => void
}

/** Going to a place in a text that may have to be opened first. */
export function useJump(editor: RefObject<EditorHandle | null>, { document, choose }: Chosen): Jump {
  const waiting = useRef<{ readonly result: FindResult; readonly query: string } | null>(null)
  const show = useCallback(() => {
    const { result, query } = waiting.current ?? {}
    if (!result || query === undefined || !editor.current) return
    waiting.current = null
    if (result.number === null) editor.current.focus()
    else editor.current.showMatch(query, result.number)
  }, [editor])
  return {
    to: (result, query) => {
      waiting.current = { result, query }
      if (result.document === document) show()
      else choose(result.document)
    },
    ready: (opened, handle) => {
      editor.current = handle
      // The text is drawn right after its editor is made.
      if (handle && waiting.current?.result.document === opened) setTimeout(show)
    },
  }
}
