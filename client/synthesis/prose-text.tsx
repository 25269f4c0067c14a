import { Fragment, type ReactNode } from 'react'
import type { ProseNode } from '../../domain/prose.ts'

/** A text as it was read, in the form that it will have in the minutes. */
export function ProseText({ prose }: { readonly prose: ProseNode }) {
  return children(prose)
}

function children(parent: ProseNode): ReactNode[] {
  // Positions are all that tells nodes of a text apart; what is drawn holds no state of its own.
  return (parent.content ?? []).map((node, index) => <Fragment key={String(index)}>{drawn(node)}</Fragment>)
}

function drawn(node: ProseNode): ReactNode {
  switch (node.type) {
    case 'text':
      return marked(node)
    case 'paragraph':
      return <p>{children(node)}</p>
    case 'blockquote':
      return <blockquote>{children(node)}</blockquote>
    case 'bullet_list':
      return <ul>{children(node)}</ul>
    case 'ordered_list':
      return <ol>{children(node)}</ol>
    case 'list_item':
      return <li>{children(node)}</li>
    case 'hard_break':
      return <br />
    default:
      return children(node)
  }
}

function marked({ text = '', marks = [] }: ProseNode): ReactNode {
  const has = (type: string) => marks.some((mark) => mark.type === type)
  const slanted = has('em') ? <em>{text}</em> : text
  return has('strong') ? <strong>{slanted}</strong> : slanted
}
