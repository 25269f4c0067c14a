import type { ReactNode } from 'react'

/** A node of a text as it will stand in the minutes, around what it holds; of an unknown one only what it holds. */
export function drawnNode(type: string, inner: ReactNode): ReactNode {
  switch (type) {
    case 'paragraph':
      return <p>{inner}</p>
    case 'blockquote':
      return <blockquote>{inner}</blockquote>
    case 'bullet_list':
      return <ul>{inner}</ul>
    case 'ordered_list':
      return <ol>{inner}</ol>
    case 'list_item':
      return <li>{inner}</li>
    case 'hard_break':
      return <br />
    default:
      return inner
  }
}

/** Words with their marks. */
export function drawnWords(text: string, has: (mark: 'em' | 'strong') => boolean): ReactNode {
  const slanted = has('em') ? <em>{text}</em> : text
  return has('strong') ? <strong>{slanted}</strong> : slanted
}
