import { findFolded } from '../../domain/fold.ts'
import type { ProseNode } from '../../domain/prose.ts'
import type { Sql } from '../database/pool.ts'
import { readChangedTexts } from './read-texts.ts'

/** One place where the words stand. */
export interface Found {
  readonly document: string
  /** Which match of its document it is, from 0. */
  readonly number: number
  readonly before: string
  readonly match: string
  readonly after: string
}

/** The most matches that one question is answered with. */
const MOST_FOUND = 60
/** How much stands around a match, in UTF-16 units. */
const AROUND = 60
/** Conferences whose texts are kept at hand for the next question. */
const MOST_AT_HAND = 3

interface AtHand {
  readonly seq: number
  /** Paragraph by paragraph; what is no letter counts one, as in an editor. */
  readonly lines: readonly string[]
}

/** Finds words in all the texts of a conference, without their marks. Reads again only the texts that went on. */
export class TextSearch {
  readonly #sql: Sql
  readonly #atHand = new Map<string, Map<string, AtHand>>()

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** In the order of `documents`; of what is on disk. */
  async find(
    conference: string,
    documents: readonly string[],
    query: string,
  ): Promise<{ readonly results: readonly Found[]; readonly more: boolean }> {
    const texts = await this.#refreshed(conference, documents)
    const results: Found[] = []
    for (const document of documents) {
      let number = 0
      for (const line of texts.get(document)?.lines ?? [])
        for (const { from, to } of findFolded(line, query)) {
          if (results.length === MOST_FOUND) return { results, more: true }
          results.push({ document, number: number++, ...around(line, from, to) })
        }
    }
    return { results, more: false }
  }

  async #refreshed(conference: string, documents: readonly string[]): Promise<ReadonlyMap<string, AtHand>> {
    const held = this.#atHand.get(conference) ?? new Map<string, AtHand>()
    // Moved to the end: the one that was not asked about for longest goes first.
    this.#atHand.delete(conference)
    this.#atHand.set(conference, held)
    const [oldest] = this.#atHand.keys()
    if (this.#atHand.size > MOST_AT_HAND && oldest !== undefined) this.#atHand.delete(oldest)
    for (;;) {
      const known = new Map(documents.map((document) => [document, held.get(document)?.seq ?? 0]))
      const { texts, more } = await readChangedTexts(this.#sql, conference, known)
      for (const { document, seq, prose } of texts) held.set(document, { seq, lines: linesOf(prose) })
      if (!more) return held
    }
  }
}

function linesOf(node: ProseNode): string[] {
  const content = node.content ?? []
  if (node.type !== 'paragraph') return content.flatMap(linesOf)
  return [content.map((inner) => (inner.type === 'text' ? (inner.text ?? '') : ' ')).join('')]
}

function around(line: string, from: number, to: number): Pick<Found, 'before' | 'match' | 'after'> {
  const start = Math.max(0, from - AROUND)
  const end = Math.min(line.length, to + AROUND)
  return {
    before: `${start > 0 ? '…' : ''}${line.slice(start, from)}`,
    match: line.slice(from, to),
    after: `${line.slice(to, end)}${end < line.length ? '…' : ''}`,
  }
}
