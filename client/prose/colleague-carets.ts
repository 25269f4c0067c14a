import { type EditorState, Plugin, PluginKey } from 'prosemirror-state'
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view'
import { relativePositionToAbsolutePosition, ySyncPluginKey } from 'y-prosemirror'
import * as Y from 'yjs'
import type { ProseColleague, ProseCursor } from '../../domain/prose-messages.ts'
import { placeOf } from './caret-place.ts'
import { readCaret } from './input-guard.ts'
import type { ProseSession } from './prose-session.ts'

const key = new PluginKey<DecorationSet>('colleague-carets')

/** How many colours the style sheet has for carets. */
const COLOURS = 6

export interface CaretClasses {
  readonly caret: string
  readonly selection: string
}

interface SyncState {
  readonly doc: Y.Doc
  readonly type: Y.XmlFragment
  readonly isChangeOrigin: boolean
  readonly binding: { readonly mapping: Map<Y.AbstractType<unknown>, never> }
}

/** Shows where the others' carets are, each with its name, and tells the others where ours is. */
export function colleagueCarets(session: ProseSession, classes: CaretClasses): Plugin {
  const draw = (state: EditorState): DecorationSet => {
    const { colleagues } = session.getSnapshot()
    return DecorationSet.create(
      state.doc,
      colleagues.flatMap((colleague) => decorationsOf(state, colleague, classes)),
    )
  }
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, before, _, state) =>
        transaction.getMeta(key) || syncOf(state).isChangeOrigin
          ? draw(state)
          : before.map(transaction.mapping, transaction.doc),
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      let shown = session.getSnapshot().colleagues
      let told: string | null = null
      const redraw = (): void => {
        const { colleagues } = session.getSnapshot()
        // A change of the page around the caret would break the word that an input method is composing.
        if (colleagues === shown || view.composing || view.isDestroyed) return
        shown = colleagues
        readCaret(view)
        view.dispatch(view.state.tr.setMeta(key, true))
      }
      const tell = (): void => {
        const cursor = view.hasFocus() ? cursorOf(view.state) : null
        const next = JSON.stringify(cursor)
        if (next === told) return
        told = next
        session.moveCursor(cursor)
      }
      const stop = session.subscribe(redraw)
      const onFocus = (): void => void setTimeout(() => !view.isDestroyed && tell())
      view.dom.addEventListener('focus', onFocus)
      view.dom.addEventListener('blur', onFocus)
      queueMicrotask(() => !view.isDestroyed && view.dispatch(view.state.tr.setMeta(key, true)))
      return {
        update: (now: EditorView, before: EditorState) => {
          if (!now.state.selection.eq(before.selection) || now.state.doc !== before.doc) tell()
        },
        destroy: () => {
          stop()
          view.dom.removeEventListener('focus', onFocus)
          view.dom.removeEventListener('blur', onFocus)
          session.moveCursor(null)
        },
      }
    },
  })
}

function syncOf(state: EditorState): SyncState {
  return ySyncPluginKey.getState(state) as SyncState
}

function cursorOf(state: EditorState): ProseCursor | null {
  const { type, binding } = syncOf(state)
  if (binding.mapping.size === 0) return null
  const place = (position: number) =>
    Y.relativePositionToJSON(placeOf(position, { type, mapping: binding.mapping }))
  const { anchor, head } = state.selection
  return { anchor: place(anchor), head: place(head) } as ProseCursor
}

function decorationsOf(
  state: EditorState,
  { session, name, cursor }: ProseColleague,
  classes: CaretClasses,
): readonly Decoration[] {
  const anchor = cursor && positionOf(state, cursor.anchor)
  const head = cursor && positionOf(state, cursor.head)
  if (anchor === null || head === null) return []
  const colour = String(colourOf(session))
  const widget = (): HTMLElement => {
    const caret = document.createElement('span')
    caret.className = classes.caret
    caret.dataset.colour = colour
    // Drawn by the style sheet: the name is no part of the text that is copied or read out.
    caret.dataset.name = name
    caret.setAttribute('aria-hidden', 'true')
    return caret
  }
  return [
    Decoration.widget(head, widget, { key: `${session} ${name}`, side: 10 }),
    Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), {
      class: classes.selection,
      'data-colour': colour,
    }),
  ]
}

/** Null where the place is gone, or not yet shown here. */
function positionOf(state: EditorState, place: ProseCursor['head']): number | null {
  const { doc, type, binding } = syncOf(state)
  if (binding.mapping.size === 0) return null
  try {
    const relative = Y.createRelativePositionFromJSON(place)
    const position = relativePositionToAbsolutePosition(doc, type, relative, binding.mapping)
    return position === null ? null : Math.min(position, state.doc.content.size)
  } catch {
    // The place is in a node that the editor has not drawn yet; the next change draws both.
    return null
  }
}

function colourOf(session: string): number {
  let sum = 0
  for (const letter of session) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997
  return sum % COLOURS
}
