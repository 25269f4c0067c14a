import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AppError } from '../errors.ts'
import { verifyInThread } from './verify-thread.ts'

const MOST_BYTES = 64 * 1024 * 1024

/** Verification for anyone without an account: the file is checked, not kept. */
export const verifyRoutes: FastifyPluginAsyncTypebox<{ readonly roots: readonly string[] }> = async (
  app,
  { roots },
) => {
  app.addContentTypeParser(
    ['application/pdf', 'application/octet-stream'],
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  )
  app.post(
    '/api/verify',
    { bodyLimit: MOST_BYTES, config: { rateLimit: { max: 30, timeWindow: '1 minute' } } },
    async (request) => {
      if (!Buffer.isBuffer(request.body)) throw new AppError('request/malformed')
      return verifyInThread({ pdf: request.body, roots, now: Date.now() })
    },
  )
}
