import { Plugin } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { keepCaret } from './caret-place.ts'
import type { ProseSession } from './prose-session.ts'

/** ProseMirror reads a finished composition within this time, in milliseconds. */
const FINISHING_MS = 30

/**
 * Keeps what others write from disturbing whoever types here. While an input method composes, nothing changes the
 * page: a letter of Vietnamese is made of several keys, and a change in between would tear it apart. And before a
 * change is shown or a key is taken, the editor learns where the caret has just been moved to, else it would act
 * where the caret was.
 */
export function inputGuard(session: ProseSession): Plugin {
  let finishing: ReturnType<typeof setTimeout> | undefined
  const finish = (view: EditorView): void => {
    clearTimeout(finishing)
    finishing = setTimeout(() => {
      if (view.isDestroyed || !view.composing) session.release()
      else finish(view)
    }, FINISHING_MS)
  }
  return new Plugin({
    props: {
      handleDOMEvents: {
        compositionstart: () => {
          clearTimeout(finishing)
          session.hold()
          return false
        },
        keydown: (view, event) => {
          if (!event.isComposing) readCaret(view)
          return false
        },
        paste: (view) => {
          readCaret(view)
          return false
        },
        compositionend: (view) => {
          finish(view)
          return false
        },
        blur: (view) => {
          finish(view)
          return false
        },
      },
    },
    view: (view) => {
      const stop = session.beforeShowing(() => {
        readCaret(view)
        if (!view.isDestroyed) keepCaret(view)
      })
      return {
        destroy: () => {
          stop()
          clearTimeout(finishing)
          session.release()
        },
      }
    },
  })
}

/** Browsers report a moved caret a little later than they move it; the editor is told at once. */
export function readCaret(view: EditorView): void {
  if (!view.isDestroyed && !view.composing && view.hasFocus())
    document.dispatchEvent(new Event('selectionchange'))
}
