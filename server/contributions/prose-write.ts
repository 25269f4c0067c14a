import canonicalize from 'canonicalize'
import * as Y from 'yjs'
import { PROSE_FRAGMENT, type ProseNode } from '../../domain/prose.ts'
import { proseJson, readProse } from './prose-document.ts'

/**
 * The update (Yjs v1) that makes a text read as `content`, written under `client`. Blocks that stay the same at the
 * beginning and at the end are left alone, with their authors and with the carets in them.
 */
export function updateTowards(text: Uint8Array, content: ProseNode, client: number): Uint8Array {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, text)
  doc.clientID = client
  const before = Y.encodeStateVector(doc)
  const fragment = doc.getXmlFragment(PROSE_FRAGMENT)
  const wanted = content.content ?? []
  const { from, to } = differing(blocksOf(doc, fragment), wanted)
  doc.transact(() => {
    const after = wanted.length - to
    fragment.delete(from, fragment.length - to - from)
    fragment.insert(from, wanted.slice(from, after).map(element))
  })
  return Y.encodeStateAsUpdate(doc, before)
}

/** The blocks as they read; null where the stored ones are not the read ones, one for one. */
function blocksOf(doc: Y.Doc, fragment: Y.XmlFragment): readonly ProseNode[] | null {
  const blocks = proseJson(readProse(doc)).content ?? []
  return blocks.length === fragment.length ? blocks : null
}

/** How many blocks are the same at the beginning and at the end. */
function differing(
  held: readonly ProseNode[] | null,
  wanted: readonly ProseNode[],
): { readonly from: number; readonly to: number } {
  if (!held) return { from: 0, to: 0 }
  const [a, b] = [held.map(canonical), wanted.map(canonical)]
  const least = Math.min(a.length, b.length)
  let from = 0
  while (from < least && a[from] === b[from]) from++
  let to = 0
  while (to < least - from && a.at(-1 - to) === b.at(-1 - to)) to++
  return { from, to }
}

function canonical(node: ProseNode): string {
  return canonicalize(node) as string
}

function element(node: ProseNode): Y.XmlElement {
  const made = new Y.XmlElement(node.type)
  for (const [name, value] of Object.entries(node.attrs ?? {})) made.setAttribute(name, value as never)
  made.insert(0, inner(node.content ?? []))
  return made
}

/** Runs of text become one text with its marks; anything else an element of its own. */
function inner(nodes: readonly ProseNode[]): (Y.XmlElement | Y.XmlText)[] {
  const children: (Y.XmlElement | Y.XmlText)[] = []
  let run: { insert: string; attributes: Record<string, object> }[] = []
  const endRun = () => {
    if (run.length === 0) return
    const text = new Y.XmlText()
    text.applyDelta(run)
    children.push(text)
    run = []
  }
  for (const node of nodes) {
    if (node.type === 'text') {
      const attributes = Object.fromEntries((node.marks ?? []).map(({ type }) => [type, {}]))
      run.push({ insert: node.text ?? '', attributes })
    } else {
      endRun()
      children.push(element(node))
    }
  }
  endRun()
  return children
}
