import * as Y from 'yjs'
import { isTimeMark, MAX_UPDATE_BYTES, PROSE_FRAGMENT } from '../../domain/prose.ts'
import type { ProseRefusal } from '../log/text-stage.ts'
import { proseDocument } from './prose-document.ts'

/** Control characters other than tab and line ends, and halves of surrogate pairs: no reader sees them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNREADABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Cs}]/u

/**
 * Why an update must not even be tried; null when it may be. Looks at the update alone: that it decodes, that each
 * struct is written under a client id that `isOwn`, and that it holds nothing but the vocabulary of the schema.
 * Deletions are not looked at: whoever may write may delete what others wrote.
 */
export function refusalOf(update: Uint8Array, isOwn: (client: number) => boolean): ProseRefusal | null {
  if (update.byteLength > MAX_UPDATE_BYTES) return 'prose/too-large'
  const structs = decoded(update)
  if (!structs) return 'prose/malformed'
  for (const struct of structs) {
    if (!isOwn(struct.id.client)) return 'prose/not-yours'
    // Pages keep what is deleted, so they have neither garbage nor gaps to send.
    if (!(struct instanceof Y.Item)) return 'prose/malformed'
    const refusal = refusalOfItem(struct)
    if (refusal) return refusal
  }
  return null
}

function decoded(update: Uint8Array): ReturnType<typeof Y.decodeUpdate>['structs'] | null {
  try {
    return Y.decodeUpdate(update).structs
  } catch {
    return null
  }
}

function refusalOfItem(item: Y.Item): ProseRefusal | null {
  const { content, parent, parentSub } = item
  if (content instanceof Y.ContentAny) return isMoment(item) ? null : 'prose/schema'
  // Undecoded parents are the name of a root, or an id; a key makes an attribute, and the schema has one.
  if (parentSub !== null) return 'prose/schema'
  if (typeof parent === 'string' && parent !== PROSE_FRAGMENT) return 'prose/schema'
  if (content instanceof Y.ContentString) return UNREADABLE.test(content.str) ? 'prose/malformed' : null
  if (content instanceof Y.ContentType) return isKnownType(content.type) ? null : 'prose/schema'
  if (content instanceof Y.ContentFormat) return isKnownMark(content) ? null : 'prose/schema'
  return 'prose/schema'
}

/**
 * The moment of a time mark. One in place of another names neither its parent nor its key here but what it follows;
 * that it stands at a time mark is seen when the text is read.
 */
function isMoment({ content, parent, parentSub, origin }: Y.Item): boolean {
  const values: readonly unknown[] = content.getContent()
  if (values.length !== 1 || !isTimeMark(values[0])) return false
  return parentSub === null ? origin !== null : parentSub === 'at' && typeof parent !== 'string'
}

function isKnownType(type: Y.AbstractType<unknown>): boolean {
  if (type.constructor === Y.XmlText) return true
  if (type.constructor !== Y.XmlElement) return false
  const { nodeName } = type as Y.XmlElement
  return Object.hasOwn(proseDocument.nodes, nodeName) && nodeName !== 'doc' && nodeName !== 'text'
}

/** A mark begins with an empty object, the attributes that it does not have, and ends with null. */
function isKnownMark({ key, value }: Y.ContentFormat): boolean {
  if (!Object.hasOwn(proseDocument.marks, key)) return false
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0)
}
