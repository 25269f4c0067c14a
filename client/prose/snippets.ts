import { type EditorState, Plugin, PluginKey, TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { folded } from '../../domain/fold.ts'
import { blank, fieldsOf } from './fields.ts'

/** A phrase that comes back in every conference. In its text `{name}` is a field. */
export interface Snippet {
  /** What is typed after the stroke, with its marks: `mời`. */
  readonly name: string
  readonly text: string
}

/** The menu under a stroke that was typed at the beginning of a word. */
export interface SnippetMenu {
  readonly items: readonly Snippet[]
  readonly active: number
  /** Where the stroke stands, in pixels of the window. */
  readonly place: { readonly left: number; readonly top: number; readonly bottom: number }
  readonly choose: (snippet: Snippet) => void
}

export interface SnippetOptions {
  readonly snippets: readonly Snippet[]
  /** What is known of a field's value; the others become blanks. */
  readonly fields: () => Readonly<Record<string, string>>
  /** Null: there is no menu now. */
  readonly show: (menu: SnippetMenu | null) => void
}

interface Stroke {
  readonly from: number
  readonly to: number
  readonly query: string
}

interface MenuState {
  readonly stroke: Stroke | null
  readonly items: readonly Snippet[]
  readonly active: number
  /** Where a menu was put away: it stays away for that stroke. */
  readonly dismissed: number | null
}

type Change = { readonly active: number } | { readonly dismiss: number }

const STROKE = /(?:^|[\s\ufffc("“])\/([\p{L}\p{M}]{0,20})$/u
const nothing: MenuState = { stroke: null, items: [], active: 0, dismissed: null }
const key = new PluginKey<MenuState>('snippets')

/** The snippets that a query may mean: those that begin so first, then those that hold it. */
export function matching(snippets: readonly Snippet[], query: string): readonly Snippet[] {
  const wanted = folded(query)
  const begins = snippets.filter(({ name }) => folded(name).startsWith(wanted))
  const holds = snippets.filter(
    (snippet) => folded(snippet.name).includes(wanted) && !begins.includes(snippet),
  )
  return [...begins, ...holds]
}

/** The text of a snippet with its known fields filled in. */
export function filled(snippet: Snippet, fields: Readonly<Record<string, string>>): string {
  return snippet.text.replace(/\{([^{}]+)\}/gu, (_, name: string) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    return value ? value : blank(name)
  })
}

/**
 * A stroke at the beginning of a word offers snippets; Enter or Tab takes the marked one. Nothing happens while an
 * input method composes: its keys are its own.
 */
export function snippetPlugin({ snippets, fields, show }: SnippetOptions): Plugin {
  const expand = (view: EditorView, snippet: Snippet): void => {
    const stroke = key.getState(view.state)?.stroke
    if (!stroke || view.composing || !view.editable) return
    const text = filled(snippet, fields())
    const transaction = view.state.tr.insertText(text, stroke.from, stroke.to)
    const [first] = fieldsOf(transaction.doc, stroke.from, stroke.from + text.length)
    if (first) transaction.setSelection(TextSelection.create(transaction.doc, first.from, first.to))
    view.dispatch(transaction.scrollIntoView())
    view.focus()
  }
  return new Plugin<MenuState>({
    key,
    state: {
      init: () => nothing,
      apply: (transaction, before, _, state) => {
        const change = transaction.getMeta(key) as Change | undefined
        const stroke = strokeAt(state)
        if (!stroke) return nothing
        const dismissed = change && 'dismiss' in change ? change.dismiss : before.dismissed
        if (dismissed === stroke.from) return { ...nothing, dismissed }
        const items = stroke.query === before.stroke?.query ? before.items : matching(snippets, stroke.query)
        const kept = stroke.query === before.stroke?.query ? before.active : 0
        return { stroke, items, active: change && 'active' in change ? change.active : kept, dismissed: null }
      },
    },
    props: {
      handleKeyDown: (view, event) => {
        const { stroke, items, active } = key.getState(view.state) ?? nothing
        if (!stroke || items.length === 0 || !view.editable) return false
        if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || view.composing)
          return false
        const tell = (change: Change) => view.dispatch(view.state.tr.setMeta(key, change))
        switch (event.key) {
          case 'ArrowDown':
          case 'ArrowUp': {
            const by = event.key === 'ArrowDown' ? 1 : -1
            tell({ active: (active + by + items.length) % items.length })
            return true
          }
          case 'Enter':
          case 'Tab': {
            const chosen = items[active]
            if (event.shiftKey || !chosen) return false
            expand(view, chosen)
            return true
          }
          case 'Escape':
            tell({ dismiss: stroke.from })
            return true
          default:
            return false
        }
      },
      handleDOMEvents: {
        blur: () => {
          show(null)
          return false
        },
      },
    },
    view: () => {
      let shown = nothing
      return {
        update: (view) => {
          const next = key.getState(view.state) ?? nothing
          if (next === shown) return
          shown = next
          const { stroke, items, active } = next
          if (!stroke || items.length === 0 || !view.hasFocus()) return show(null)
          const { left, top, bottom } = view.coordsAtPos(stroke.from)
          show({ items, active, place: { left, top, bottom }, choose: (snippet) => expand(view, snippet) })
        },
        destroy: () => show(null),
      }
    },
  })
}

function strokeAt({ selection }: EditorState): Stroke | null {
  if (!(selection instanceof TextSelection) || !selection.$cursor) return null
  const { parent, parentOffset, pos } = selection.$cursor
  const before = parent.textBetween(Math.max(0, parentOffset - 40), parentOffset, undefined, '\ufffc')
  const query = STROKE.exec(before)?.[1]
  return query === undefined ? null : { from: pos - query.length - 1, to: pos, query }
}
