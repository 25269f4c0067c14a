import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { grantsOf } from '../../domain/authority.ts'
import { may } from '../../domain/rights.ts'
import { centralBridge } from '../../domain/state.ts'
import { Id } from '../../domain/text.ts'
import { type DocumentKind, documentKinds } from '../../templates/document-kind.ts'
import { type Profile, profileOf } from '../../templates/profiles/index.ts'
import { prescriptions } from '../../templates/profiles/prescriptions.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import type { Session } from '../session.ts'
import { checkInThread } from './check-thread.ts'

export interface FormRoutesParts {
  readonly conferences: Conferences
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

const MOST_BYTES = 64 * 1024 * 1024
const params = Type.Object({
  id: Id,
  document: Type.Unsafe<DocumentKind>(Type.Union(documentKinds.map((kind) => Type.Literal(kind)))),
})

/** What the form of a conference's documents is, and whether a file has it. A file is checked, not kept. */
export const formRoutes: FastifyPluginAsyncTypebox<FormRoutesParts> = async (app, parts) => {
  app.addContentTypeParser(
    'application/pdf',
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  )
  const path = '/api/conferences/:id/form/:document'

  app.get(path, { schema: { params } }, async (request) => {
    const { id, document } = request.params
    const profile = await profileFor(parts, id, request)
    return { source: profile.source, prescribed: prescriptions(profile, document) }
  })

  app.post(
    path,
    {
      schema: { params },
      bodyLimit: MOST_BYTES,
      config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
    },
    async (request) => {
      const { id, document } = request.params
      const profile = await profileFor(parts, id, request)
      if (!Buffer.isBuffer(request.body)) throw new AppError('request/malformed')
      return { findings: await checkInThread({ pdf: request.body, profile, document }) }
    },
  )
}

async function profileFor(parts: FormRoutesParts, id: string, request: FastifyRequest): Promise<Profile> {
  const session = await parts.identify(request)
  const state = await parts.conferences.peek(id)
  if (!may(grantsOf(state, session.actor), 'minutes/read-unsigned', null, centralBridge(state)))
    throw new AppError('access/not-allowed')
  if (!state.facts) throw new AppError('conference/unknown')
  return profileOf(state.facts.profile, state.facts.profileOverrides)
}
