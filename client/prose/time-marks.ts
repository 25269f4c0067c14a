import type { Node, NodeType } from 'prosemirror-model'
import type { Command } from 'prosemirror-state'
import type { NodeViewConstructor } from 'prosemirror-view'
import { editorSchema } from './prose-schema.ts'

const type = editorSchema.nodes.time_mark as NodeType

/** How a moment (ms since the Unix epoch) is shown beside the text. */
export interface MarkWords {
  readonly short: string
  /** For those who do not see where it stands. */
  readonly long: string
}

/** Puts the present moment before the caret; nothing that is selected is lost. */
export function markTime(now: () => number): Command {
  return (state, dispatch) => {
    const { from } = state.selection
    const mark = type.create({ at: Math.round(now()) })
    if (!state.doc.resolve(from).parent.inlineContent) return false
    dispatch?.(state.tr.insert(from, mark).scrollIntoView())
    return true
  }
}

/** Draws a time mark; its words stand in an attribute, so that they are not taken for text that was written. */
export function timeMarkView(className: string, say: (at: number) => MarkWords): NodeViewConstructor {
  return (node: Node) => {
    const dom = document.createElement('time')
    const { short, long } = say(Number(node.attrs.at))
    dom.className = className
    dom.contentEditable = 'false'
    dom.dateTime = new Date(Number(node.attrs.at)).toISOString()
    dom.dataset.at = String(node.attrs.at)
    dom.dataset.short = short
    dom.title = long
    dom.setAttribute('role', 'img')
    dom.setAttribute('aria-label', long)
    return { dom }
  }
}
