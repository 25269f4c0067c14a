import { node, type StructureNode } from '../pdf/structure.ts'
import type { Container } from '../prose.ts'

/** Where the lists and quotations of one document stand in its structure. Lifetime: the setting of its blocks. */
export class Places {
  readonly #root: StructureNode
  readonly #nodes = new Map<Container, StructureNode>()

  constructor(root: StructureNode) {
    this.#root = root
  }

  /** What holds a paragraph within these: the root, a quotation, the body of a list's item. */
  of(within: readonly Container[] = []): StructureNode {
    return within.reduce((parent, container) => this.#node(container, parent), this.#root)
  }

  /** A label beside the body of the innermost item; null outside of lists. */
  label(within: readonly Container[] = []): StructureNode | null {
    const item = within.findLastIndex(({ kind }) => kind === 'item')
    const body = item < 0 ? null : this.of(within.slice(0, item + 1))
    return body?.parent ? node('Lbl', body.parent) : null
  }

  #node(container: Container, parent: StructureNode): StructureNode {
    const known = this.#nodes.get(container)
    if (known) return known
    const made = nodeFor(container, parent)
    this.#nodes.set(container, made)
    return made
  }
}

function nodeFor(container: Container, parent: StructureNode): StructureNode {
  switch (container.kind) {
    case 'list':
      return node('L', parent, { numbering: container.ordered ? 'Decimal' : 'None' })
    case 'item':
      return node('LBody', node('LI', parent))
    case 'quotation':
      return node('BlockQuote', parent)
  }
}
