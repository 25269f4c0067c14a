import {
  baseKeymap,
  chainCommands,
  createParagraphNear,
  liftEmptyBlock,
  splitBlock,
  toggleMark,
} from 'prosemirror-commands'
import { keymap } from 'prosemirror-keymap'
import type { MarkType, NodeType } from 'prosemirror-model'
import type { Command, Plugin } from 'prosemirror-state'
import { redoCommand, undoCommand } from 'y-prosemirror'
import { editorSchema } from './prose-schema.ts'

const { nodes, marks } = editorSchema

/** A second paragraph of a list item begins an item of its own. */
const splitListItem: Command = (state, dispatch) => {
  const { $from, $to } = state.selection
  if ($from.depth < 2 || !$from.sameParent($to) || $from.node(-1).type !== nodes.list_item) return false
  dispatch?.(state.tr.delete($from.pos, $to.pos).split($from.pos, 2).scrollIntoView())
  return true
}

const breakLine: Command = (state, dispatch) => {
  const node = (nodes.hard_break as NodeType).create()
  dispatch?.(state.tr.replaceSelectionWith(node).scrollIntoView())
  return true
}

/** Keys of an editor: undoing takes back only what was written on this page. */
export function editingKeys(): Plugin[] {
  return [
    keymap({
      Enter: chainCommands(createParagraphNear, liftEmptyBlock, splitListItem, splitBlock),
      'Shift-Enter': breakLine,
      'Mod-b': toggleMark(marks.strong as MarkType),
      'Mod-i': toggleMark(marks.em as MarkType),
      'Mod-z': undoCommand,
      'Mod-y': redoCommand,
      'Mod-Shift-z': redoCommand,
    }),
    keymap(baseKeymap),
  ]
}
