import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { documentsOf } from '../../domain/prose.ts'
import { Id } from '../../domain/text.ts'
import type { Database } from '../database/pool.ts'
import type { Conferences } from '../log/conferences.ts'
import { mayRead } from '../log/prose-rights.ts'
import type { Session } from '../session.ts'
import { TextSearch } from './find-text.ts'
import { readChangedTexts } from './read-texts.ts'

export interface TextRoutesParts {
  readonly database: Database
  readonly conferences: Conferences
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

/** A document, and after a dot the number of the update as which the reader knows it. */
const ONE = '(opening|conclusion|c[1-9][0-9]{0,15})(\\.[0-9]{1,15})?'
const MOST_ASKED = 1000

/** The texts for those who read: many at once, later only what went on, and words looked for in all of them. */
export const textRoutes: FastifyPluginAsyncTypebox<TextRoutesParts> = async (app, parts) => {
  /** Texts that the reader has no right to, or that are not there, are left out. */
  app.get(
    '/api/conferences/:id/texts',
    {
      schema: {
        params: Type.Object({ id: Id }),
        querystring: Type.Object({
          documents: Type.String({
            maxLength: MOST_ASKED * 12,
            pattern: `^${ONE}(,${ONE}){0,${MOST_ASKED - 1}}$`,
          }),
          s: Type.Optional(Type.String()),
        }),
      },
    },
    async (request, reply) => {
      const { actor } = await parts.identify(request)
      const { id } = request.params
      const state = await parts.conferences.peek(id)
      const known = new Map(
        request.query.documents.split(',').flatMap((asked): [string, number][] => {
          const [document = '', seq] = asked.split('.')
          return mayRead(state, actor, document) ? [[document, seq === undefined ? -1 : Number(seq)]] : []
        }),
      )
      reply.header('cache-control', 'no-store')
      return readChangedTexts(parts.database, id, known)
    },
  )
  /** Words in all the texts that the reader may read, looked for without their marks, in the order of the minutes. */
  const search = new TextSearch(parts.database)
  app.get(
    '/api/conferences/:id/find',
    {
      schema: {
        params: Type.Object({ id: Id }),
        querystring: Type.Object({
          q: Type.String({ minLength: 1, maxLength: 200 }),
          s: Type.Optional(Type.String()),
        }),
      },
    },
    async (request, reply) => {
      const { actor } = await parts.identify(request)
      const { id } = request.params
      const state = await parts.conferences.peek(id)
      const documents = documentsOf(state).filter((document) => mayRead(state, actor, document))
      reply.header('cache-control', 'no-store')
      return search.find(id, documents, request.query.q)
    },
  )
}
