import {
  baseKeymap,
  chainCommands,
  createParagraphNear,
  liftEmptyBlock,
  splitBlock,
  toggleMark,
} from 'prosemirror-commands'
import { undoInputRule } from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import type { MarkType, NodeType } from 'prosemirror-model'
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list'
import type { Command, Plugin } from 'prosemirror-state'
import { redoCommand, undoCommand } from 'y-prosemirror'
import { toField } from './fields.ts'
import { editorSchema } from './prose-schema.ts'
import { markTime } from './time-marks.ts'

const { nodes, marks } = editorSchema
const item = nodes.list_item as NodeType

const breakLine: Command = (state, dispatch) => {
  const node = (nodes.hard_break as NodeType).create()
  dispatch?.(state.tr.replaceSelectionWith(node).scrollIntoView())
  return true
}

/** Keys of an editor: undoing takes back only what was written on this page. `now` is the server's clock. */
export function editingKeys(now: () => number): Plugin[] {
  return [
    keymap({
      Enter: chainCommands(splitListItem(item), createParagraphNear, liftEmptyBlock, splitBlock),
      'Shift-Enter': breakLine,
      // Outside of lists and fields Tab leaves the text, as everywhere on the page.
      Tab: chainCommands(toField(1), sinkListItem(item)),
      'Shift-Tab': chainCommands(toField(-1), liftListItem(item)),
      Backspace: undoInputRule,
      'Mod-b': toggleMark(marks.strong as MarkType),
      'Mod-i': toggleMark(marks.em as MarkType),
      'Mod-Shift-7': wrapInList(nodes.ordered_list as NodeType),
      'Mod-Shift-8': wrapInList(nodes.bullet_list as NodeType),
      'Mod-;': markTime(now),
      'Mod-z': undoCommand,
      'Mod-y': redoCommand,
      'Mod-Shift-z': redoCommand,
    }),
    keymap(baseKeymap),
  ]
}
