import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { SealedDocument } from '../../domain/minutes.ts'
import { Id, Sha256 } from '../../domain/text.ts'
import { GENESIS } from '../log/chain.ts'
import { type EventRow, entryOf, findBreak, type LogHead } from '../log/entry.ts'
import { type Finding, finding } from './finding.ts'
import { NamedFiles } from './log-files.ts'

const Line = Compile(
  Type.Object({
    conference: Id,
    seq: Type.Integer({ minimum: 1 }),
    at: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' }),
    type: Type.String({ maxLength: 100 }),
    version: Type.Integer({ minimum: 1 }),
    commitment: Sha256,
    hash: Sha256,
    salt: Type.Optional(Type.String({ pattern: '^[0-9a-f]{2,128}$' })),
    payload: Type.Optional(Type.String()),
  }),
)

/** UTF-16 units of a line: the longest text that anybody may write takes a tenth of it. */
const MOST_LINE = 32 * 1024 * 1024

/** A line of `log.jsonl` as the row that it was; null for what is none. */
export function rowOf(line: string): EventRow | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  if (!Line.Check(value)) return null
  const at = new Date(value.at)
  if (Number.isNaN(at.getTime())) return null
  const { conference, seq, type, version, salt, payload } = value
  return {
    conference,
    seq,
    at,
    type,
    version,
    salt: salt === undefined ? null : Buffer.from(salt, 'hex'),
    payload: payload ?? null,
    commitment: Buffer.from(value.commitment, 'hex'),
    hash: Buffer.from(value.hash, 'hex'),
  }
}

/** The rows of a log, in its order. @throws LineError for a line that is none */
export async function* rowsOf(log: Readable): AsyncGenerator<EventRow> {
  let number = 0
  for await (const line of linesOf(log)) {
    number += 1
    const row = rowOf(line)
    if (!row) throw new LineError(number)
    yield row
  }
}

/**
 * The lines of a stream of UTF-8.
 * @throws LineError for one that is longer than anything that is written, and the stream's own failure
 */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let number = 1
  // What a long line is made of is put together once, at its end.
  let begun: string[] = []
  let length = 0
  for await (const chunk of stream) {
    const [first = '', ...more] = decoder.write(chunk as Buffer).split('\n')
    begun.push(first)
    length += first.length
    if (length > MOST_LINE) throw new LineError(number)
    for (const next of more) {
      yield begun.join('')
      number += 1
      begun = [next]
      length = next.length
    }
  }
  const rest = begun.join('') + decoder.end()
  if (rest !== '') yield rest
}

export class LineError extends Error {
  readonly line: number

  constructor(line: number) {
    super(`line ${line}`)
    this.line = line
  }
}

export interface CheckedLog {
  readonly findings: readonly Finding[]
  readonly head: LogHead
  /** What the log names, in its order. */
  readonly files: NamedFiles
  /** The texts of every version of the minutes, as they were sealed. */
  readonly sealed: readonly SealedDocument[]
}

/** Rechecks the whole chain, entry by entry, and gathers the files that it names. */
export async function checkLog(log: Readable, conference: string): Promise<CheckedLog> {
  const findings: Finding[] = []
  const files = new NamedFiles()
  const sealed: SealedDocument[] = []
  let head: LogHead = { seq: 0, at: 0, hash: GENESIS }
  try {
    for await (const row of rowsOf(log)) {
      if (row.conference !== conference) {
        findings.push(finding('log-other-conference'))
        break
      }
      if (findBreak([row], head)) {
        findings.push(finding('log-broken', String(head.seq + 1)))
        break
      }
      if (row.payload === null || !row.salt) findings.push(finding('log-erased', String(row.seq)))
      else {
        const { event } = entryOf(row)
        files.add(row.seq, event)
        if (event.type === 'minutes-sealed') sealed.push(...event.docs)
      }
      head = { seq: row.seq, at: row.at.getTime(), hash: row.hash }
    }
  } catch (error) {
    if (error instanceof LineError) findings.push(finding('log-unreadable', String(error.line)))
    else findings.push(finding('log-unreadable', String(head.seq + 1)))
  }
  return { findings, head, files, sealed }
}
