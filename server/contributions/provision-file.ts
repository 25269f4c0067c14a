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
import { readParagraphs } from './attachment-reading.ts'
import { documentIn, MOST_BYTES, takeFiles } from './file-body.ts'

export interface ProvisionFileParts {
  readonly conferences: Conferences
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

/** The words of the document under discussion, for whoever edits its provisions. The file is read and forgotten. */
export const provisionFileRoutes: FastifyPluginAsyncTypebox<ProvisionFileParts> = async (app, parts) => {
  takeFiles(app)
  app.post(
    '/api/conferences/:id/provisions/read',
    {
      schema: {
        params: Type.Object({ id: Id }),
        querystring: Type.Object({ s: Type.Optional(Type.String()) }),
      },
      bodyLimit: MOST_BYTES,
      config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
    },
    async (request) => {
      const { actor } = await parts.identify(request)
      const state = await parts.conferences.peek(request.params.id)
      if (!may(grantsOf(state, actor), 'topic/edit', null, centralBridge(state)))
        throw new AppError('access/not-allowed')
      const { kind, bytes } = documentIn(request.body)
      const paragraphs = await readParagraphs(kind, bytes)
      if (paragraphs === null) throw new AppError('attachment/unreadable')
      if (paragraphs.length === 0) throw new AppError('attachment/no-text')
      return { text: paragraphs.join('\n') }
    },
  )
}
