import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { Fragment, type Mark, type Node, Schema } from 'prosemirror-model'
import * as Y from 'yjs'
import {
  isTimeMark,
  MAX_DOCUMENT_LENGTH,
  PROSE_FRAGMENT,
  type ProseNode,
  plainText,
  proseSchema,
} from '../../domain/prose.ts'

/** The schema of every text. */
export const proseDocument = new Schema(proseSchema as unknown as ConstructorParameters<typeof Schema>[0])

/** Deeper lists are no text that anybody writes, and would exhaust the stack of whoever walks them. */
const MAX_DEPTH = 32

/** A text that does not fit the schema, or is longer than a text may be. */
export class UnfitProse extends Error {
  readonly code: 'prose/schema' | 'prose/too-large'

  constructor(code: UnfitProse['code']) {
    super(code)
    this.code = code
  }
}

/** Nodes by the Yjs type that they were read from; whoever owns the cache forgets what has changed. */
export type NodeCache = WeakMap<object, Node | null>

/**
 * The text of a Y.Doc as a ProseMirror document valid under the schema. What two people can bring about together
 * without either having done wrong is set right: a list or quotation that each emptied by half is left out, a list
 * item without its first paragraph gets an empty one, no text at all becomes one empty paragraph.
 * @throws UnfitProse for anything else that the schema does not allow, and for a text over the limit
 */
export function readProse(doc: Y.Doc, cache: NodeCache = new WeakMap()): Node {
  const blocks = children(doc.getXmlFragment(PROSE_FRAGMENT), 1, cache)
  const node = validNode('doc', blocks)
  // Each node counts two, so that neither text nor empty paragraphs grow without bound.
  if (node.content.size > 2 * MAX_DOCUMENT_LENGTH || lengthOf(node) > MAX_DOCUMENT_LENGTH)
    throw new UnfitProse('prose/too-large')
  return node
}

/** The document as plain data. */
export function proseJson(node: Node): ProseNode {
  return node.toJSON() as ProseNode
}

/** SHA-256 (hexadecimal) of the document's canonical JSON (RFC 8785), and whether it says nothing. */
export function proseDigest(node: Node): { readonly sha256: string; readonly empty: boolean } {
  const json = proseJson(node)
  const sha256 = createHash('sha256')
    .update(canonicalize(json) as string)
    .digest('hex')
  return { sha256, empty: plainText(json).trim() === '' }
}

function children(parent: Y.XmlFragment, depth: number, cache: NodeCache): Node[] {
  if (depth > MAX_DEPTH) throw new UnfitProse('prose/schema')
  return (parent.toArray() as unknown[]).flatMap((child): readonly Node[] => {
    if (child instanceof Y.XmlText) return inline(child)
    if (!(child instanceof Y.XmlElement)) throw new UnfitProse('prose/schema')
    let node = cache.get(child)
    if (node === undefined) {
      node = element(child, depth, cache)
      cache.set(child, node)
    }
    return node ? [node] : []
  })
}

function element(source: Y.XmlElement, depth: number, cache: NodeCache): Node | null {
  const content = children(source, depth + 1, cache)
  const attributes = attributesOf(source)
  const isContainer = proseDocument.nodes[source.nodeName]?.contentMatch.validEnd === false
  return content.length === 0 && isContainer ? null : validNode(source.nodeName, content, attributes)
}

/** Nothing but a time mark has any: its moment. */
function attributesOf(source: Y.XmlElement): { readonly at: number } | null {
  const attributes: Readonly<Record<string, unknown>> = source.getAttributes()
  const { at, ...others } = attributes
  if (Object.keys(others).length > 0) throw new UnfitProse('prose/schema')
  if (source.nodeName === 'time_mark' && isTimeMark(at)) return { at }
  if (source.nodeName === 'time_mark' || at !== undefined) throw new UnfitProse('prose/schema')
  return null
}

function validNode(name: string, content: readonly Node[], attributes: { at: number } | null = null): Node {
  const type = proseDocument.nodes[name]
  const fragment = Fragment.fromArray([...content])
  if (!type || type.isText) throw new UnfitProse('prose/schema')
  if (type.validContent(fragment)) return type.create(attributes, fragment)
  const filled = type.createAndFill(attributes, fragment)
  if (!filled) throw new UnfitProse('prose/schema')
  return filled
}

function inline(text: Y.XmlText): readonly Node[] {
  const delta = text.toDelta() as readonly { insert: unknown; attributes?: Record<string, unknown> }[]
  const length = delta.reduce((sum, { insert }) => sum + (typeof insert === 'string' ? insert.length : 1), 0)
  // Yjs passes over what it cannot show, and so would every reader.
  if (length !== text.length || Object.keys(text.getAttributes()).length > 0)
    throw new UnfitProse('prose/schema')
  return delta.map(({ insert, attributes = {} }) => {
    if (typeof insert !== 'string') throw new UnfitProse('prose/schema')
    return proseDocument.text(insert, Object.keys(attributes).map(mark))
  })
}

function mark(name: string): Mark {
  const type = proseDocument.marks[name]
  if (!type) throw new UnfitProse('prose/schema')
  return type.create()
}

function lengthOf(node: Node): number {
  let length = 0
  node.descendants((inner) => {
    length += inner.text?.length ?? 0
  })
  return length
}
