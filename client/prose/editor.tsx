import type { EditorView } from 'prosemirror-view'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import styles from './editor.module.css'
import { type EditorHandle, editorHandle } from './editor-handle.ts'
import { createEditorView } from './editor-view.ts'
import type { ProseSession } from './prose-session.ts'
import { SnippetList } from './snippet-list.tsx'
import { type Snippet, type SnippetMenu, snippetPlugin } from './snippets.ts'
import type { MarkWords } from './time-marks.ts'

/** What a desk adds to the writing of one text. */
export interface EditorAids {
  readonly snippets: readonly Snippet[]
  /** What is known of the fields of snippets. */
  readonly fields: Readonly<Record<string, string>>
  /** The server's clock, in milliseconds since the Unix epoch. */
  readonly now: () => number
  readonly sayMoment: (at: number) => MarkWords
}

export interface EditorProps {
  readonly session: ProseSession
  /** What the text is, for those who do not see it: `Ý kiến của Tỉnh ủy Điện Biên`. */
  readonly label: string
  readonly autoFocus?: boolean
  readonly aids?: EditorAids
  /** The editor is there, or gone (null). */
  readonly onReady?: (handle: EditorHandle | null) => void
  /** What was typed or pasted would make the text too long, and was not taken. */
  readonly onTooLong?: () => void
}

const carets = {
  caret: styles.caret ?? '',
  selection: styles.selection ?? '',
}

/** Writes in one text together with others. Where the text stands is in the session's snapshot. */
export function Editor({ session, label, autoFocus = false, aids, onReady, onTooLong }: EditorProps) {
  const { doc, editable } = useSyncExternalStore(session.subscribe, session.getSnapshot)
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const [menu, setMenu] = useState<SnippetMenu | null>(null)
  const current = useRef({ aids, onReady, onTooLong })
  current.current = { aids, onReady, onTooLong }
  const snippets = aids?.snippets

  useEffect(() => {
    if (!place.current || !doc) return
    const now = () => current.current.aids?.now() ?? Date.now()
    const fields = () => current.current.aids?.fields ?? {}
    const made = createEditorView(place.current, {
      session,
      doc,
      label,
      editorClass: styles.editor ?? '',
      carets,
      fieldClass: styles.field ?? '',
      timeClass: styles.time ?? '',
      now,
      sayMoment: (at) => current.current.aids?.sayMoment(at) ?? momentOfDay(at),
      snippets: snippets ? snippetPlugin({ snippets, fields, show: setMenu }) : null,
      tooLong: () => current.current.onTooLong?.(),
    })
    view.current = made
    current.current.onReady?.(editorHandle(made, now))
    if (autoFocus) made.focus()
    return () => {
      view.current = null
      current.current.onReady?.(null)
      made.destroy()
    }
  }, [session, doc, label, autoFocus, snippets])

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

  return (
    <>
      <div ref={place} />
      {menu && <SnippetList menu={menu} />}
    </>
  )
}

function momentOfDay(at: number): MarkWords {
  const time = clockTime(at)
  return { short: time, long: words.texts.spokenAt(time) }
}
