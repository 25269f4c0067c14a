import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { grantsOf } from '../../domain/authority.ts'
import { ConferencePlan } from '../../domain/conference.ts'
import { type ConferenceFile, planOf, problemsOf } from '../../domain/conference-file.ts'
import { may } from '../../domain/rights.ts'
import { centralBridge } from '../../domain/state.ts'
import { Id } from '../../domain/text.ts'
import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import { extractLine } from '../log/extract.ts'
import { readEvents } from '../log/store.ts'
import type { Session } from '../session.ts'
import { createConference } from './create.ts'

export interface ConferenceRoutesParts {
  readonly database: Database
  readonly conferences: Conferences
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

const Summary = Type.Object({
  id: Type.String(),
  title: Type.String(),
  startsAt: ConferencePlan.properties.startsAt,
  phase: Type.String(),
  /** Came from elsewhere, to be read. */
  archived: Type.Boolean(),
})

/** Conferences as resources: creating one from a file, listing, and the log for download. */
export const conferenceRoutes: FastifyPluginAsyncTypebox<ConferenceRoutesParts> = async (app, parts) => {
  const { conferences, database, identify } = parts

  app.get(
    '/api/conferences',
    { schema: { response: { 200: Type.Object({ conferences: Type.Array(Summary) }) } } },
    async (request) => {
      const session = await identify(request)
      const list = []
      for (const id of await conferences.list()) {
        const state = await conferences.peek(id)
        if (!state.facts || grantsOf(state, session.actor).length === 0) continue
        const { title, startsAt } = state.facts
        list.push({ id, title, startsAt, phase: state.phase, archived: state.archive !== undefined })
      }
      return { conferences: list }
    },
  )

  /** The body is a conference file (docs/CONFERENCE-FILE.md); whoever creates it is its organiser. */
  app.post(
    '/api/conferences',
    {
      schema: { querystring: Type.Object({ id: Type.Optional(Id), s: Type.Optional(Type.String()) }) },
      bodyLimit: 64 * 1024 * 1024,
    },
    async (request, reply) => {
      const session = await identify(request)
      if (!session.organises || session.actor.kind !== 'person') throw new AppError('access/not-allowed')
      const problems = problemsOf(request.body)
      if (problems.length > 0) throw new AppError('conference/file-invalid', { problems })
      const id = await createConference(conferences, planOf(request.body as ConferenceFile), {
        id: request.query.id,
        organiser: session.actor,
      })
      return reply.code(201).send({ id })
    },
  )

  /** One JSON object per line: every entry, opened with salt and payload. */
  app.get(
    '/api/conferences/:id/log.jsonl',
    { schema: { params: Type.Object({ id: Id }) } },
    async (request, reply) => {
      const session = await identify(request)
      const { id } = request.params
      const state = await conferences.peek(id)
      if (!may(grantsOf(state, session.actor), 'log/export', null, centralBridge(state)))
        throw new AppError('access/not-allowed')
      const rows = await readEvents(database, id, 0)
      return reply
        .type('application/jsonl; charset=utf-8')
        .header('content-disposition', `attachment; filename="log-${id}.jsonl"`)
        .send(rows.map((row) => `${extractLine(row)}\n`).join(''))
    },
  )
}
