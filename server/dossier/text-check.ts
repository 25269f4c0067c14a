import type { Readable } from 'node:stream'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { SealedDocument } from '../../domain/minutes.ts'
import { LineError, linesOf } from './log-check.ts'
import type { LateLine, UpdateLine, WriterLine } from './rows.ts'

const Document = Type.String({ minLength: 1, maxLength: 64 })
const Name = Type.String({ maxLength: 500 })
const At = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' })
const Base64 = Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$' })
const late = { document: Document, updateId: Name, author: Name, at: At, update: Base64 }
const isUpdate = Compile(Type.Object({ ...late, seq: Type.Integer({ minimum: 1 }) }))
const isLate = Compile(Type.Object(late))
const isWriter = Compile(
  Type.Object({ document: Document, client: Type.Integer({ minimum: 0, maximum: 2 ** 32 }), author: Name }),
)

export const updatesIn = (stream: Readable): AsyncGenerator<UpdateLine> => parsed(stream, isUpdate)
export const lateIn = (stream: Readable): AsyncGenerator<LateLine> => parsed(stream, isLate)
export const writersIn = (stream: Readable): AsyncGenerator<WriterLine> => parsed(stream, isWriter)

async function* parsed<T>(stream: Readable, shape: { Check(value: unknown): value is T }): AsyncGenerator<T> {
  let number = 0
  for await (const line of linesOf(stream)) {
    number += 1
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      throw new LineError(number)
    }
    if (!shape.Check(value)) throw new LineError(number)
    yield value
  }
}

/** Hashes texts where they can hold up nobody. */
export interface TextHasher {
  /**
   * SHA-256 of the canonical JSON of the text that so many of these updates make, for each of `seqs`; null for none.
   * Rejects when it takes too long or too much memory.
   */
  hashes(updates: readonly Uint8Array[], seqs: readonly number[]): Promise<readonly (string | null)[]>
  close(): void
}

/** Bytes of the updates of a text: as many as a server takes in one. */
const MOST_HISTORY = 64 * 1024 * 1024

/** The history of a text is longer than any, or is made to take too long. */
export class HeavyText extends Error {
  readonly document: string

  constructor(document: string, options?: ErrorOptions) {
    super(document, options)
    this.document = document
  }
}

/**
 * The sealed texts that the updates do not give, by their ids. One text is in memory at a time: a text's updates stand
 * together, in the order of their numbers. However often a text was sealed, each state of it is made once.
 * @throws LineError, HeavyText
 */
export async function differingTexts(
  updates: AsyncIterable<UpdateLine>,
  sealed: readonly SealedDocument[],
  hasher: TextHasher,
): Promise<readonly string[]> {
  const wanted = statesOf(sealed)
  const differing = new Set<string>()
  const judge = async (document: string, held: readonly Uint8Array[]) => {
    const states = wanted.get(document) ?? new Map<number, string | null>()
    wanted.delete(document)
    if (states.size === 0) return
    const hashes = await hasher.hashes(held, [...states.keys()]).catch((cause) => {
      throw new HeavyText(document, { cause })
    })
    const expected = [...states.values()]
    if (expected.some((sha256, index) => sha256 === null || hashes[index] !== sha256)) differing.add(document)
  }
  let current = null as { document: string; count: number; bytes: number; held: Uint8Array[] } | null
  let line = 0
  for await (const { document, seq, update } of updates) {
    line += 1
    if (current?.document !== document) {
      if (current) await judge(current.document, current.held)
      current = { document, count: 0, bytes: 0, held: [] }
    }
    current.count += 1
    if (seq !== current.count) throw new LineError(line)
    if (!wanted.has(document)) continue
    const bytes = Buffer.from(update, 'base64')
    current.bytes += bytes.length
    if (current.bytes > MOST_HISTORY) throw new HeavyText(document)
    current.held.push(bytes)
  }
  if (current) await judge(current.document, current.held)
  // A text that nobody wrote in was sealed empty.
  for (const document of [...wanted.keys()]) await judge(document, [])
  return [...differing]
}

/** What each sealed text is at each number; null where the log says two things of it, of which one is wrong. */
function statesOf(sealed: readonly SealedDocument[]): Map<string, Map<number, string | null>> {
  const wanted = new Map<string, Map<number, string | null>>()
  for (const { id, seq, sha256 } of sealed) {
    const states = wanted.get(id) ?? new Map<number, string | null>()
    wanted.set(id, states)
    states.set(seq, (states.get(seq) ?? sha256) === sha256 && states.get(seq) !== null ? sha256 : null)
  }
  return wanted
}
