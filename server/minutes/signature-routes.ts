import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { CommandId } from '../../domain/commands.ts'
import { Field } from '../../domain/minutes-commands.ts'
import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import type { Session } from '../session.ts'
import { Base64, imageIn, Params, rateLimit, signed } from './signature-schemas.ts'
import type { MinutesSigners } from './signers.ts'
import { signingActors } from './signing-actors.ts'
import type { SigningDesk } from './signing-desk.ts'
import { SigningLinks } from './signing-links.ts'
import { twoStepRoutes } from './two-step-routes.ts'

export interface SignatureRoutesParts {
  readonly conferences: Conferences
  readonly clock: Clock
  readonly desk: SigningDesk
  readonly signers: MinutesSigners
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

const MOST_BYTES = 64 * 1024 * 1024
/** Signing the minutes, in each of the ways that there are. */
export const signatureRoutes: FastifyPluginAsyncTypebox<SignatureRoutesParts> = async (app, parts) => {
  const { clock, desk, signers } = parts
  const links = new SigningLinks(() => clock.now())
  const actorOf = signingActors({ ...parts, links })

  /** A link is for the program that it was made for, which signs in two steps. */
  const pageActor: typeof actorOf = async (request, conference, field) => {
    const asking = await actorOf(request, conference, field)
    if (asking.link) throw new AppError('signing/link-invalid')
    return asking
  }

  app.addContentTypeParser('application/pdf', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_, body, done) =>
    done(null, body),
  )

  app.post(
    '/api/conferences/:id/minutes/signatures',
    { schema: { params: Params, body: Type.Object({ field: Field, id: CommandId }) } },
    async (request) => {
      const { id } = request.params
      const { field, id: act } = request.body
      const { actor } = await pageActor(request, id, field)
      const result = await desk.sign({ conference: id, id: act, field, actor }, (pdf, at) =>
        signers.demonstration(pdf, field, at),
      )
      return signed(result)
    },
  )

  app.post(
    '/api/conferences/:id/minutes/signatures/pkcs12',
    {
      config: { rateLimit },
      schema: {
        params: Params,
        body: Type.Object({
          field: Field,
          id: CommandId,
          file: Base64,
          passphrase: Type.String({ maxLength: 1000 }),
          /** PNG that stands in the field in place of words. */
          image: Type.Optional(Base64),
        }),
      },
    },
    async (request) => {
      const { id } = request.params
      const { field, id: act, file, passphrase, image } = request.body
      const { actor } = await pageActor(request, id, field)
      const key = { file: Buffer.from(file, 'base64'), passphrase, ...imageIn(image) }
      const result = await desk.sign({ conference: id, id: act, field, actor }, (pdf, at) =>
        signers.pkcs12(pdf, field, at, key),
      )
      return signed(result)
    },
  )

  app.post(
    '/api/conferences/:id/minutes/signatures/upload',
    {
      bodyLimit: MOST_BYTES,
      config: { rateLimit },
      schema: { params: Params, querystring: Type.Object({ field: Field, command: CommandId }) },
    },
    async (request) => {
      const { id } = request.params
      const { field, command: act } = request.query
      const { actor } = await pageActor(request, id, field)
      const { body } = request
      if (!Buffer.isBuffer(body)) throw new AppError('request/malformed')
      const result = await desk.take({ conference: id, id: act, field, actor }, (pdf, at) =>
        signers.upload(pdf, field, at, body),
      )
      return signed(result)
    },
  )

  await app.register(twoStepRoutes, { ...parts, links, actorOf })
}
