import { inputRules, wrappingInputRule } from 'prosemirror-inputrules'
import type { NodeType } from 'prosemirror-model'
import type { Plugin } from 'prosemirror-state'
import { editorSchema } from './prose-schema.ts'

const { bullet_list, ordered_list, blockquote } = editorSchema.nodes

/**
 * What is typed at the beginning of a paragraph gives it its form: `- ` and `* ` a list, `1. ` a numbered one, `> `
 * a quotation. Backspace takes the form back at once.
 */
export function formRules(): Plugin {
  return inputRules({
    rules: [
      wrappingInputRule(/^[-*+]\s$/, bullet_list as NodeType),
      wrappingInputRule(/^1[.)]\s$/, ordered_list as NodeType),
      wrappingInputRule(/^>\s$/, blockquote as NodeType),
    ],
  })
}
