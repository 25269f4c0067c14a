import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
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

/** The lines of a stream. A failure of the stream fails here. */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })
  let failure: Error | undefined
  stream.once('error', (error) => {
    failure = error
    lines.close()
  })
  for await (const line of lines) yield line
  if (failure) throw failure
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
