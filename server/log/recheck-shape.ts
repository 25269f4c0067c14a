import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { Named } from '../../domain/named.ts'
import type { Extract } from './recheck.ts'

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Seq = Type.Integer({ minimum: 1 })
const At = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' })
const Maybe = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

const Entry = Type.Object({
  seq: Seq,
  at: At,
  type: Type.String(),
  version: Type.Integer(),
  commitment: Hash,
  hash: Hash,
  salt: Type.Optional(Type.String({ pattern: '^([0-9a-f]{2})+$' })),
  payload: Type.Optional(Type.String()),
})

const Attribution = Type.Object({
  ordinal: Seq,
  contribution: Seq,
  source: Type.Union([Type.Literal('spoken'), Type.Literal('written')]),
  bridge: Type.Object({ id: Type.String(), name: Type.String() }),
  speaker: Named,
  turns: Type.Array(Type.Object({ granted: Seq, startedAt: At, ended: Maybe(Seq), endedAt: Maybe(At) })),
  filedAt: Maybe(At),
  origins: Type.Array(Seq),
  attributed: Type.Array(Seq),
})

const Shape = Compile(
  Type.Object({
    format: Type.String(),
    conference: Type.String(),
    head: Type.Object({ seq: Type.Integer(), hash: Type.String() }),
    entries: Type.Array(Entry),
    attributions: Type.Array(Attribution),
  }),
)

/** Whether a JSON value has the shape of an extract; whether it is true is another question. */
export function isExtract(value: unknown): value is Extract {
  return Shape.Check(value) && value.entries.every(({ at, payload }) => isInstant(at) && isJson(payload))
}

function isInstant(at: string): boolean {
  return !Number.isNaN(Date.parse(at))
}

function isJson(payload: string | undefined): boolean {
  if (payload === undefined) return true
  try {
    const value: unknown = JSON.parse(payload)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
