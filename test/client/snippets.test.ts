import { Node } from 'prosemirror-model'
import { EditorState, TextSelection } from 'prosemirror-state'
import { describe, expect, it } from 'vitest'
import { matchesIn } from '../../client/prose/editor-handle.ts'
import { fieldsOf, toField } from '../../client/prose/fields.ts'
import { editorSchema } from '../../client/prose/prose-schema.ts'
import { filled, matching } from '../../client/prose/snippets.ts'

const snippets = [
  { name: 'kếtluận', text: 'Kết luận: {nội dung}' },
  { name: 'kiếnnghị', text: 'Kiến nghị {nơi nhận} xem xét' },
  { name: 'đềnghị', text: 'Đề nghị {nội dung}' },
]

function doc(...paragraphs: string[]): Node {
  const content = paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] }))
  return Node.fromJSON(editorSchema, { type: 'doc', content })
}

describe('Snippets', () => {
  it('are found by their letters with or without marks, those that begin so first', () => {
    expect(matching(snippets, 'k').map(({ name }) => name)).toEqual(['kếtluận', 'kiếnnghị'])
    expect(matching(snippets, 'nghi').map(({ name }) => name)).toEqual(['kiếnnghị', 'đềnghị'])
    expect(matching(snippets, 'DE').map(({ name }) => name)).toEqual(['đềnghị'])
    expect(matching(snippets, 'x')).toEqual([])
  })

  it('take what is known into their fields, and leave blanks for the rest', () => {
    const snippet = { name: 'mời', text: 'Mời {đại biểu}, {điểm cầu}, nói về {nội dung}.' }
    expect(filled(snippet, { 'điểm cầu': 'Sơn La', 'đại biểu': '' })).toBe(
      'Mời ‹đại biểu›, Sơn La, nói về ‹nội dung›.',
    )
  })
})

describe('Blanks', () => {
  const text = doc('Mời ‹đại biểu›, nói về ‹nội dung›.', 'Không có gì')

  it('are found in the text itself', () => {
    expect(fieldsOf(text).map(({ from, to }) => text.textBetween(from, to))).toEqual([
      '‹đại biểu›',
      '‹nội dung›',
    ])
    expect(fieldsOf(text, 20).map(({ from, to }) => text.textBetween(from, to))).toEqual(['‹nội dung›'])
  })

  it('are gone through one after the other, there and back, and no further', () => {
    let state = EditorState.create({ doc: text, selection: TextSelection.create(text, 1) })
    const go = (by: 1 | -1) =>
      toField(by)(state, (transaction) => {
        state = state.apply(transaction)
      })
    const chosen = () => state.doc.textBetween(state.selection.from, state.selection.to)
    expect(go(1)).toBe(true)
    expect(chosen()).toBe('‹đại biểu›')
    go(1)
    expect(chosen()).toBe('‹nội dung›')
    expect(go(1)).toBe(false)
    go(-1)
    expect(chosen()).toBe('‹đại biểu›')
  })
})

describe('Words looked for in a text', () => {
  it('are found in each paragraph, past whatever is no letter', () => {
    const mark = { type: 'time_mark', attrs: { at: 5 } }
    const node = Node.fromJSON(editorSchema, {
      type: 'doc',
      content: [
        { type: 'paragraph', content: [mark, { type: 'text', text: 'Xếp loại' }] },
        {
          type: 'blockquote',
          content: [{ type: 'paragraph', content: [{ type: 'text', text: 'xep loai' }] }],
        },
      ],
    })
    const found = matchesIn(node, 'xếp').map(({ from, to }) => node.textBetween(from, to))
    expect(found).toEqual(['Xếp', 'xep'])
  })
})
