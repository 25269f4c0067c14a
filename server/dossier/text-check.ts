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

/** SHA-256 of the canonical JSON of the text that these updates make, in their order. Throws where they make none. */
export type TextHash = (updates: readonly Uint8Array[]) => string

/**
 * The sealed texts that the updates do not give, by their ids. One text is in memory at a time: a text's updates stand
 * together, in the order of their numbers.
 * @throws LineError
 */
export async function differingTexts(
  updates: AsyncIterable<UpdateLine>,
  sealed: readonly SealedDocument[],
  hash: TextHash,
): Promise<readonly string[]> {
  const wanted = Map.groupBy(sealed, ({ id }) => id as string)
  const differing: string[] = []
  const judge = (document: string, held: readonly Uint8Array[]) => {
    for (const { seq, sha256 } of wanted.get(document) ?? []) {
      const isRight = held.length >= seq && safely(() => hash(held.slice(0, seq))) === sha256
      if (!isRight && !differing.includes(document)) differing.push(document)
    }
    wanted.delete(document)
  }
  let current = null as { document: string; held: Uint8Array[] } | null
  let line = 0
  for await (const { document, seq, update } of updates) {
    line += 1
    if (current?.document !== document) {
      if (current) judge(current.document, current.held)
      current = { document, held: [] }
    }
    if (seq !== current.held.length + 1) throw new LineError(line)
    current.held.push(Buffer.from(update, 'base64'))
  }
  if (current) judge(current.document, current.held)
  for (const document of [...wanted.keys()]) judge(document, [])
  return differing
}

function safely(work: () => string): string | null {
  try {
    return work()
  } catch {
    return null
  }
}
