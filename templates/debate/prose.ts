import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import type { ProseNode } from '../../domain/prose.ts'
import { xmlText } from '../xml-text.ts'

/**
 * Adds a text to an element that takes blocks; one block at least, which `speech` demands.
 * @throws {Error} on a node that cannot be said: nothing is left out silently.
 */
export function addProse(parent: XMLBuilder, doc: ProseNode): void {
  const blocks = doc.content ?? []
  for (const block of blocks) addBlock(parent, block)
  if (blocks.length === 0) parent.ele('p')
}

function addBlock(parent: XMLBuilder, node: ProseNode): void {
  const children = node.content ?? []
  switch (node.type) {
    case 'paragraph':
      addInlines(parent.ele('p'), children)
      return
    case 'blockquote':
      for (const child of children) addInlines(parent.ele('p', { class: 'quotation' }), child.content ?? [])
      return
    case 'bullet_list':
    case 'ordered_list': {
      const ordered = node.type === 'ordered_list'
      const list = parent.ele(ordered ? 'ol' : 'ul')
      const start = typeof node.attrs?.order === 'number' ? node.attrs.order : 1
      for (const [index, item] of children.entries()) {
        const entry = list.ele('li', ordered ? { value: String(start + index) } : {})
        for (const child of item.content ?? []) addBlock(entry, child)
      }
      return
    }
    default:
      throw new Error(`Prose node cannot be written: ${node.type}`)
  }
}

function addInlines(parent: XMLBuilder, nodes: readonly ProseNode[]): void {
  for (const node of nodes) {
    // Times are attributes of the speech; a mark inside it holds no words.
    if (node.type === 'time_mark') continue
    if (node.type === 'hard_break') {
      parent.ele('br')
      continue
    }
    if (node.type !== 'text') throw new Error(`Prose node cannot be written: ${node.type}`)
    const marks = (node.marks ?? []).map(({ type }) => type)
    const bold = marks.includes('strong') ? parent.ele('b') : parent
    const styled = marks.includes('em') ? bold.ele('i') : bold
    styled.txt(xmlText(node.text ?? ''))
  }
}
