import type { EditorView } from 'prosemirror-view'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import styles from './editor.module.css'
import { createEditorView } from './editor-view.ts'
import type { ProseSession } from './prose-session.ts'

export interface EditorProps {
  readonly session: ProseSession
  /** What the text is, for those who do not see it: `Ý kiến của Tỉnh ủy Điện Biên`. */
  readonly label: string
  readonly autoFocus?: boolean
  /** What was typed or pasted would make the text too long, and was not taken. */
  readonly onTooLong?: () => void
}

const carets = {
  caret: styles.caret ?? '',
  selection: styles.selection ?? '',
}

/** Writes in one text together with others. Where the text stands is in the session's snapshot. */
export function Editor({ session, label, autoFocus = false, onTooLong }: EditorProps) {
  const { doc, editable } = useSyncExternalStore(session.subscribe, session.getSnapshot)
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const tooLong = useRef(onTooLong)
  tooLong.current = onTooLong

  useEffect(() => {
    if (!place.current || !doc) return
    const made = createEditorView(place.current, {
      session,
      doc,
      label,
      editorClass: styles.editor ?? '',
      carets,
      tooLong: () => tooLong.current?.(),
    })
    view.current = made
    if (autoFocus) made.focus()
    return () => {
      view.current = null
      made.destroy()
    }
  }, [session, doc, label, autoFocus])

  useEffect(() => {
    // Asks the view to read again whether it may be written in.
    if (view.current && view.current.editable !== editable) view.current.setProps({})
  }, [editable])

  useEffect(() => {
    const flush = (): void => session.flush()
    window.addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', flush)
    }
  }, [session])

  return <div ref={place} />
}
