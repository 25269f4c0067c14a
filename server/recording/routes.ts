import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { grantsOf } from '../../domain/authority.ts'
import { may } from '../../domain/rights.ts'
import { centralBridge } from '../../domain/state.ts'
import { Id } from '../../domain/text.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import type { Session } from '../session.ts'
import { byteRange } from './byte-range.ts'
import type { Recordings } from './recordings.ts'

export interface RecordingRoutesParts {
  readonly conferences: Conferences
  readonly recordings: Recordings
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

/** The sound of a turn, whole or from any byte, for whoever may hear it. */
export const recordingRoutes: FastifyPluginAsyncTypebox<RecordingRoutesParts> = async (app, parts) => {
  app.get(
    '/api/conferences/:id/recordings/:recording.opus',
    {
      schema: {
        params: Type.Object({ id: Id, recording: Type.Integer({ minimum: 1 }) }),
        querystring: Type.Object({ s: Type.Optional(Type.String()) }),
      },
    },
    async (request, reply) => {
      const session = await parts.identify(request)
      const { id, recording } = request.params
      const state = await parts.conferences.peek(id)
      if (!may(grantsOf(state, session.actor), 'recording/hear', null, centralBridge(state)))
        throw new AppError('access/not-allowed')
      const held = state.recording.turns.find((each) => each.id === recording)
      if (!held || held.deletedAt !== null) throw new AppError('recording/unknown')
      const path = parts.recordings.files(id).path(held)
      // Kept by another machine, or lost: what is not as long as the log says is not what was recorded.
      const size = await stat(path).then(
        (found) => found.size,
        () => null,
      )
      if (size !== held.size) throw new AppError('recording/unknown')
      const tag = `"${held.sha256}"`
      reply.headers({
        'content-type': 'audio/ogg; codecs=opus',
        'accept-ranges': 'bytes',
        'cache-control': 'private, no-cache',
        etag: tag,
      })
      const condition = request.headers['if-range']
      const isSame = condition === undefined || condition === tag
      const range = byteRange(isSame ? request.headers.range : undefined, size)
      if (range === 'none') return reply.code(416).header('content-range', `bytes */${size}`).send()
      const { first, last } = range === 'whole' ? { first: 0, last: size - 1 } : range
      if (range !== 'whole') reply.code(206).header('content-range', `bytes ${first}-${last}/${size}`)
      reply.header('content-length', last - first + 1)
      return reply.send(createReadStream(path, { start: first, end: last }))
    },
  )
}
