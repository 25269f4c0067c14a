import { Fragment, type ReactNode } from 'react'
import type { ProseNode } from '../../domain/prose.ts'
import { drawnNode, drawnWords } from '../prose/drawn-prose.tsx'

/** A text as it was read, in the form that it will have in the minutes. */
export function ProseText({ prose }: { readonly prose: ProseNode }) {
  return children(prose)
}

function children(parent: ProseNode): ReactNode[] {
  // Positions are all that tells nodes of a text apart; what is drawn holds no state of its own.
  return (parent.content ?? []).map((node, index) => <Fragment key={String(index)}>{drawn(node)}</Fragment>)
}

function drawn(node: ProseNode): ReactNode {
  if (node.type !== 'text') return drawnNode(node.type, children(node))
  return drawnWords(node.text ?? '', (mark) => (node.marks ?? []).some(({ type }) => type === mark))
}
