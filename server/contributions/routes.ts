import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type, { type Static } from 'typebox'
import { documentsOf } from '../../domain/prose.ts'
import { Id } from '../../domain/text.ts'
import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import { mayRead } from '../log/prose-rights.ts'
import type { Session } from '../session.ts'
import { TextSearch } from './find-text.ts'
import { readChangedTexts } from './read-texts.ts'
import { readHistory } from './text-history.ts'
import { readSeq } from './text-store.ts'
import type { Texts } from './texts.ts'

export interface TextRoutesParts {
  readonly database: Database
  readonly conferences: Conferences
  readonly texts: Pick<Texts, 'json'>
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

/** A document, and after a dot the number of the update as which the reader knows it. */
const ONE = '(opening|conclusion|c[1-9][0-9]{0,15})(\\.[0-9]{1,15})?'
const MOST_ASKED = 1000

/** One text. */
const OfText = Type.Object({
  id: Id,
  document: Type.String({ pattern: '^(opening|conclusion|c[1-9][0-9]{0,15})$' }),
})

/**
 * The texts for those who read: many at once, later only what went on, words looked for in all of them, and how
 * each came to be.
 */
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
  /** Throws `access/not-allowed` for what the reader has no right to, and for what is not there. */
  const stateFor = async (request: FastifyRequest, { id, document }: Static<typeof OfText>) => {
    const { actor } = await parts.identify(request)
    const state = await parts.conferences.peek(id)
    if (!mayRead(state, actor, document)) throw new AppError('access/not-allowed', { document })
    return state
  }
  /** The steps in which a text was written, by author and pause. */
  app.get(
    '/api/conferences/:id/texts/:document/history',
    { schema: { params: OfText, querystring: Type.Object({ s: Type.Optional(Type.String()) }) } },
    async (request, reply) => {
      const { id, document } = request.params
      const state = await stateFor(request, request.params)
      reply.header('cache-control', 'no-store')
      return { steps: await readHistory(parts.database, id, state, document) }
    },
  )
  /** A text as it stood after update `at`; as it stands on disk where none is named. */
  app.get(
    '/api/conferences/:id/texts/:document',
    {
      schema: {
        params: OfText,
        querystring: Type.Object({
          at: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
          s: Type.Optional(Type.String()),
        }),
      },
    },
    async (request, reply) => {
      const { id, document } = request.params
      await stateFor(request, request.params)
      const latest = (await readSeq(parts.database, id, document)) ?? 0
      const seq = request.query.at ?? latest
      if (seq > latest) throw new AppError('request/unknown', { document, latest })
      reply.header('cache-control', 'no-store')
      return { document, seq, prose: await parts.texts.json(id, document, seq) }
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
