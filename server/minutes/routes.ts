import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { grantsOf } from '../../domain/authority.ts'
import { CommandId } from '../../domain/commands.ts'
import type { Minutes } from '../../domain/minutes.ts'
import { may, type Right } from '../../domain/rights.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import { Id } from '../../domain/text.ts'
import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import type { Session } from '../session.ts'
import { getBlob } from './blobs.ts'
import { minutesNumber } from './number.ts'
import type { Press } from './press.ts'

export interface MinutesRoutesParts {
  readonly database: Database
  readonly conferences: Conferences
  readonly press: Press
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

const kinds = ['unsigned', 'secretary', 'chair'] as const
type Kind = (typeof kinds)[number]
const Params = Type.Object({ id: Id })
type SealedMinutes = Extract<Minutes, { kind: 'sealed' }>

/** The minutes' files: which there are, their bytes, and signing them. */
export const minutesRoutes: FastifyPluginAsyncTypebox<MinutesRoutesParts> = async (app, parts) => {
  const { conferences, database, press } = parts

  app.get('/api/conferences/:id/minutes', { schema: { params: Params } }, async (request) => {
    const session = await parts.identify(request)
    const state = await conferences.peek(request.params.id)
    if (grantsOf(state, session.actor).length === 0) throw new AppError('access/not-allowed')
    const { minutes, formerMinutes, facts } = state
    if (!facts || (minutes.kind === 'draft' && formerMinutes.length === 0))
      throw new AppError('minutes/unknown')
    const described = (held: SealedMinutes) => ({
      version: held.version,
      number: minutesNumber(facts, held.number),
      sealedAt: held.at,
      files: kinds.flatMap((kind) => {
        const sha256 = fileOf(held, kind)
        if (!sha256 || !mayRead(state, session, kind)) return []
        const query = `version=${held.version}&s=${session.slot}`
        return [{ kind, sha256, href: `/api/conferences/${request.params.id}/minutes/${kind}.pdf?${query}` }]
      }),
    })
    return {
      current: minutes.kind === 'sealed' ? described(minutes) : null,
      former: formerMinutes.map((held) => ({
        ...described(held),
        reopenedAt: held.reopened.at,
        reason: held.reopened.reason,
      })),
    }
  })

  app.get(
    '/api/conferences/:id/minutes/:kind.pdf',
    {
      schema: {
        params: Type.Object({ id: Id, kind: Type.Union(kinds.map((kind) => Type.Literal(kind))) }),
        /** The newest version unless told. */
        querystring: Type.Object({
          version: Type.Optional(Type.Integer({ minimum: 1 })),
          s: Type.Optional(Type.String()),
        }),
      },
    },
    async (request, reply) => {
      const session = await parts.identify(request)
      const { id, kind } = request.params
      const state = await conferences.peek(id)
      if (!mayRead(state, session, kind)) throw new AppError('access/not-allowed')
      const held = versionOf(state, request.query.version)
      const sha256 = held && fileOf(held, kind)
      const bytes = sha256 ? await getBlob(database, sha256) : null
      if (!bytes) throw new AppError('minutes/unknown')
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="bien-ban-${id}-${kind}.pdf"`)
        .send(Buffer.from(bytes))
    },
  )

  app.post(
    '/api/conferences/:id/minutes/signatures',
    {
      schema: {
        params: Params,
        body: Type.Object({
          field: Type.Union([Type.Literal('secretary'), Type.Literal('chair')]),
          /** Names the act; a retry carries the same one. */
          id: CommandId,
        }),
      },
    },
    async (request) => {
      const session = await parts.identify(request)
      const { id } = request.params
      const { field } = request.body
      const held = await conferences.enter(id)
      if (held.kind === 'follower') throw new AppError('node/not-owner', { owner: held.owner.url })
      const { state } = held.log
      if (!may(grantsOf(state, session.actor), `minutes/sign-${field}`, null, centralBridge(state)))
        throw new AppError('access/not-allowed')
      const result = await press.sign(id, request.body.id, field, session.actor)
      if (result.kind === 'refused') throw new AppError('minutes/refused', { code: result.code })
      return { first: result.first, last: result.last }
    },
  )
}

/** One version, also of those that a correction has replaced; without a number the one in force. */
function versionOf(state: ConferenceState, version: number | undefined): SealedMinutes | null {
  const { minutes, formerMinutes } = state
  if (minutes.kind === 'sealed' && (version === undefined || version === minutes.version)) return minutes
  return formerMinutes.find((held) => held.version === version) ?? null
}

function fileOf(minutes: SealedMinutes, kind: Kind): string | null {
  if (kind === 'unsigned') return minutes.rendered
  return minutes.signatures.find((signature) => signature.field === kind)?.sha256 ?? null
}

/** Everybody at a desk reads the minutes once they are signed by both; before that only the central desk. */
function mayRead(state: ConferenceState, session: Session, kind: Kind): boolean {
  const right: Right = kind === 'chair' ? 'minutes/read' : 'minutes/read-unsigned'
  return may(grantsOf(state, session.actor), right, null, centralBridge(state))
}
