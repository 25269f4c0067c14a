import { Fragment, type ReactNode, useEffect, useReducer } from 'react'
import * as Y from 'yjs'
import { PROSE_FRAGMENT } from '../../domain/prose.ts'
import { drawnNode, drawnWords } from '../prose/drawn-prose.tsx'
import styles from './contributions.module.css'

/** A text to be read, as it will stand in the minutes; it follows what others write. */
export function ProseView({ doc }: { readonly doc: Y.Doc | null }) {
  const [, again] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    if (!doc) return
    doc.on('update', again)
    return () => doc.off('update', again)
  }, [doc])
  if (!doc) return null
  return <div className={styles.record}>{children(doc.getXmlFragment(PROSE_FRAGMENT))}</div>
}

function children(parent: Y.XmlFragment): ReactNode[] {
  // Positions are all that tells nodes of a text apart; what is drawn holds no state of its own.
  return parent.toArray().map((node, index) => <Fragment key={String(index)}>{drawn(node)}</Fragment>)
}

function drawn(node: unknown): ReactNode {
  if (node instanceof Y.XmlText) return marked(node)
  if (!(node instanceof Y.XmlElement)) return null
  return drawnNode(node.nodeName, children(node))
}

interface Piece {
  readonly insert: unknown
  readonly attributes?: Readonly<Record<string, unknown>>
}

function marked(text: Y.XmlText): ReactNode[] {
  return (text.toDelta() as readonly Piece[]).map((piece, index) => (
    <Fragment key={String(index)}>{shaped(piece)}</Fragment>
  ))
}

function shaped({ insert, attributes = {} }: Piece): ReactNode {
  return drawnWords(typeof insert === 'string' ? insert : '', (mark) => mark in attributes)
}
