import type { Node } from 'prosemirror-model'
import { type Command, type EditorState, Plugin, PluginKey, TextSelection } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { BLANK } from '../../domain/unfinished.ts'

interface Field {
  readonly from: number
  readonly to: number
}

/** A blank as a snippet leaves it: plain text, so that it survives whatever others write around it. */
export function blank(name: string): string {
  return `‹${name}›`
}

/** Every blank between two places of a document, in its order. */
export function fieldsOf(doc: Node, from = 0, to = doc.content.size): readonly Field[] {
  const found: Field[] = []
  doc.nodesBetween(from, to, (node, at) => {
    if (!node.isText) return true
    for (const { index, 0: text } of (node.text ?? '').matchAll(BLANK)) {
      const field = { from: at + index, to: at + index + text.length }
      if (field.from >= from && field.to <= to) found.push(field)
    }
    return false
  })
  return found
}

/** Goes to the next blank (1) or the one before (−1), and selects it so that typing replaces it. */
export function toField(by: 1 | -1): Command {
  return (state, dispatch) => {
    const { from, to } = state.selection
    const fields = fieldsOf(state.doc)
    const next =
      by === 1 ? fields.find((field) => field.from >= to) : fields.findLast((field) => field.to <= from)
    if (!next) return false
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, next.from, next.to)).scrollIntoView())
    return true
  }
}

const key = new PluginKey<DecorationSet>('fields')

/** Shows blanks as such, except where the caret is: what is drawn there must not change while a letter is composed. */
export function fieldMarks(className: string): Plugin {
  const draw = ({ doc, selection }: EditorState): DecorationSet =>
    DecorationSet.create(
      doc,
      fieldsOf(doc)
        .filter((field) => field.to < selection.from || field.from > selection.to)
        .map((field) => Decoration.inline(field.from, field.to, { class: className })),
    )
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, state) => draw(state),
      apply: (transaction, before, _, state) =>
        transaction.docChanged || transaction.selectionSet ? draw(state) : before,
    },
    props: { decorations: (state) => key.getState(state) },
  })
}
