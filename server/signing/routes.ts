import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { AppError } from '../errors.ts'
import { verifyForAnyone } from './verify-thread.ts'
import type { VerifyJob } from './verify-worker.ts'

const MOST_BYTES = 64 * 1024 * 1024
const LIMITED = { rateLimit: { max: 30, timeWindow: '1 minute' } }
const Page = Type.Object({
  conference: Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' }),
  version: Type.Integer({ minimum: 1, maximum: 10_000 }),
  hash: Type.String({ pattern: '^[0-9a-f]{16}$' }),
})

export interface VerifyParts {
  /** Trusted root certificates, PEM. */
  readonly roots: readonly string[]
  /** What is known here of minutes, for anyone; of a file also the form that it should have. */
  readonly issued: {
    file(sha256: string): Promise<{ readonly facts: object; readonly form: VerifyJob['form'] } | null>
    page(conference: string, version: number, hash: string): Promise<object | null>
  }
}

/** Verification for anyone without an account: the file is checked, not kept. */
export const verifyRoutes: FastifyPluginAsyncTypebox<VerifyParts> = async (app, { roots, issued }) => {
  app.addContentTypeParser(
    ['application/pdf', 'application/octet-stream'],
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  )
  app.post('/api/verify', { bodyLimit: MOST_BYTES, config: LIMITED }, async (request) => {
    if (!Buffer.isBuffer(request.body)) throw new AppError('request/malformed')
    const sha256 = createHash('sha256').update(request.body).digest('hex')
    const known = await issued.file(sha256)
    const verdict = await verifyForAnyone({ pdf: request.body, roots, now: Date.now(), form: known?.form })
    return { ...verdict, sha256, issued: known?.facts ?? null }
  })
  app.get(
    '/api/verify/:conference/:version/:hash',
    { schema: { params: Page }, config: LIMITED },
    async ({ params: { conference, version, hash } }) => {
      const page = await issued.page(conference, version, hash)
      if (!page) throw new AppError('minutes/unknown')
      return page
    },
  )
}
