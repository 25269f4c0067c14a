import * as Y from 'yjs'
import { PROSE_FRAGMENT, plainText } from '../../domain/prose.ts'
import { openTexts } from '../../server/contributions/texts.ts'
import { type Database, openDatabase } from '../../server/database/pool.ts'

/** A text as it is on disk, with who is said to have written what. */
export interface StoredText {
  readonly words: string
  /** Updates that hold something under a client id which was not issued to their author. */
  readonly foreign: readonly { readonly seq: number; readonly author: string }[]
  readonly updates: number
  /** Who wrote the letters of each piece of the text that matches. */
  authorsOf(pattern: RegExp): ReadonlyMap<string, readonly string[]>
}

/** Reads texts of the only conference of a database that has any. */
export async function readStored(url: string, documents: readonly string[]): Promise<readonly StoredText[]> {
  const database = await openDatabase(url)
  try {
    return await Promise.all(documents.map((document) => readText(database, document)))
  } finally {
    await database.close()
  }
}

async function readText(database: Database, document: string): Promise<StoredText> {
  const { rows: issued } = await database.query<{ client: number; author: string }>(
    'SELECT client, author FROM document_client WHERE document = $1',
    [document],
  )
  const { rows: updates } = await database.query<{
    conference: string
    seq: number
    author: string
    update: Buffer
  }>('SELECT conference, seq, author, update FROM document_update WHERE document = $1 ORDER BY seq', [
    document,
  ])
  const authors = new Map(issued.map(({ client, author }) => [Number(client), author]))
  const doc = new Y.Doc({ gc: false })
  for (const { update } of updates) Y.applyUpdate(doc, update)
  const foreign = updates.filter(({ update, author }) =>
    Y.decodeUpdate(update).structs.some(({ id }) => authors.get(id.client) !== author),
  )
  const texts = openTexts(database)
  try {
    return {
      words: plainText(await texts.json(updates[0]?.conference ?? '', document)),
      foreign: foreign.map(({ seq, author }) => ({ seq, author })),
      updates: updates.length,
      authorsOf: (pattern) => authorsIn(doc, pattern, (client) => authors.get(client) ?? 'nobody'),
    }
  } finally {
    await texts.close()
  }
}

function authorsIn(
  doc: Y.Doc,
  pattern: RegExp,
  authorOf: (client: number) => string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const text of textsOf(doc.getXmlFragment(PROSE_FRAGMENT))) {
    let words = ''
    /** The author of each UTF-16 code unit. */
    const by: string[] = []
    for (let item = text._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue
      words += item.content.str
      by.push(...Array<string>(item.content.str.length).fill(authorOf(item.id.client)))
    }
    for (const match of words.matchAll(pattern)) {
      const [piece] = match
      found.set(piece, [...new Set(by.slice(match.index, match.index + piece.length))])
    }
  }
  return found
}

function textsOf(parent: Y.XmlFragment): readonly Y.XmlText[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child]
    return child instanceof Y.XmlFragment ? textsOf(child) : []
  })
}
