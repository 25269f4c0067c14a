import { TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { absolutePositionToRelativePosition, ySyncPluginKey } from 'y-prosemirror'
import * as Y from 'yjs'

/** What binds an editor to its text, as far as places need it. */
interface Binding {
  readonly type: Y.XmlFragment
  readonly mapping: Map<Y.AbstractType<unknown>, never>
  /** Where the caret goes after the next change from elsewhere; the binding fills it in where it is null. */
  beforeTransactionSelection: {
    readonly type: 'text'
    readonly anchor: Y.RelativePosition
    readonly head: Y.RelativePosition
  } | null
}

/** A place in the text that stays behind the letter before it, whatever others write after that letter. */
export function placeOf(
  position: number,
  { type, mapping }: Pick<Binding, 'type' | 'mapping'>,
): Y.RelativePosition {
  const place: Y.RelativePosition = absolutePositionToRelativePosition(position, type, mapping)
  const at = type.doc && Y.createAbsolutePositionFromRelativePosition(place, type.doc)
  return at?.type instanceof Y.XmlText ? Y.createRelativePositionFromTypeIndex(at.type, at.index, -1) : place
}

/**
 * To be called before a change from elsewhere is shown: the caret stays behind the letter before it. Else two people
 * who write at the same place would each be moved behind every letter of the other, and tear their words apart.
 */
export function keepCaret({ state }: EditorView): void {
  const { binding } = ySyncPluginKey.getState(state) as { readonly binding: Binding }
  const { selection } = state
  if (binding.mapping.size === 0 || !(selection instanceof TextSelection) || !selection.empty) return
  const place = placeOf(selection.head, binding)
  binding.beforeTransactionSelection = { type: 'text', anchor: place, head: place }
}
