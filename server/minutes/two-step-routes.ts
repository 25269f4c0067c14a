import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { CommandId } from '../../domain/commands.ts'
import { Field } from '../../domain/minutes-commands.ts'
import { AppError } from '../errors.ts'
import { actorKey } from '../log/job.ts'
import { documentToSign } from './document-to-sign.ts'
import { PreparedSignatures } from './prepared-signatures.ts'
import type { SignatureRoutesParts } from './signature-routes.ts'
import { Algorithm, Base64, imageIn, Params, rateLimit, signed, Token } from './signature-schemas.ts'
import type { WaitingSignature } from './signers.ts'
import type { SigningActors } from './signing-actors.ts'
import type { FileToSign } from './signing-desk.ts'
import type { SigningLinks } from './signing-links.ts'

export interface TwoStepRoutesParts extends SignatureRoutesParts {
  readonly links: SigningLinks
  readonly actorOf: SigningActors
}

/** Signing with a key that stays with its holder: prepared here, signed there, completed here. */
export const twoStepRoutes: FastifyPluginAsyncTypebox<TwoStepRoutesParts> = async (app, parts) => {
  const { clock, desk, signers, links, actorOf } = parts
  const waiting = new PreparedSignatures<{ base: FileToSign; held: WaitingSignature }>(() => clock.now())

  app.post(
    '/api/conferences/:id/minutes/signatures/link',
    { schema: { params: Params, body: Type.Object({ field: Field }) } },
    async (request) => {
      const { id } = request.params
      const { field } = request.body
      const { actor, link } = await actorOf(request, id, field)
      // A link makes no other.
      if (link) throw new AppError('access/not-allowed')
      const session = () => parts.identify(request)
      return links.make({ conference: id, field, session }, actorKey(actor))
    },
  )

  /** What will be signed, before anybody is asked for a key; the file stays as it is for a while. */
  app.post(
    '/api/conferences/:id/minutes/signatures/document',
    { config: { rateLimit }, schema: { params: Params, body: Type.Object({ field: Field }) } },
    async (request) => {
      const { id } = request.params
      const { field } = request.body
      const { state, link } = await actorOf(request, id, field)
      if (link?.act) throw new AppError('signing/link-invalid')
      const base = await desk.toSign(id, field)
      desk.hold(id)
      return { document: documentToSign(state, base), file: Buffer.from(base.bytes).toString('base64') }
    },
  )

  app.post(
    '/api/conferences/:id/minutes/signatures/prepare',
    {
      config: { rateLimit },
      schema: {
        params: Params,
        body: Type.Object({
          field: Field,
          /** Certificates as DER, the signer's own first. */
          chain: Type.Array(Base64, { minItems: 1, maxItems: 8 }),
          algorithm: Algorithm,
          /** PNG that stands in the field in place of words. */
          image: Type.Optional(Base64),
        }),
      },
    },
    async (request) => {
      const { id } = request.params
      const { field, chain, algorithm, image } = request.body
      const { actor, state, link } = await actorOf(request, id, field)
      if (link?.act) throw new AppError('signing/link-invalid')
      const base = await desk.toSign(id, field)
      const certificates = chain.map((der) => Buffer.from(der, 'base64'))
      const held = await signers.prepare(base.bytes, field, clock.now(), {
        chain: certificates,
        algorithm,
        ...imageIn(image),
      })
      const { toBeSigned, update, placeholder } = held.prepared
      desk.hold(id)
      const { token, expires } = waiting.put(`${id} ${field} ${actorKey(actor)}`, { base, held })
      return {
        token,
        expires,
        algorithm,
        toBeSigned: Buffer.from(toBeSigned).toString('base64'),
        /** For devices that sign a hash: `algorithm.hash` of `toBeSigned`. */
        digest: createHash(algorithm.hash).update(toBeSigned).digest('base64'),
        document: documentToSign(state, base),
        /** What the file gets behind it, and where the signature stands: whoever signs computes the rest. */
        update: Buffer.from(update).toString('base64'),
        placeholder,
      }
    },
  )

  app.post(
    '/api/conferences/:id/minutes/signatures/complete',
    {
      config: { rateLimit },
      schema: {
        params: Params,
        body: Type.Object({ field: Field, token: Token, signature: Base64, id: CommandId }),
      },
    },
    async (request) => {
      const { id } = request.params
      const { field, token, signature, id: name } = request.body
      const { actor, link } = await actorOf(request, id, field)
      if (link?.act && link.act !== name) throw new AppError('signing/link-invalid')
      const known = await desk.answered(id, name, actor)
      if (known) return signed(known)
      const key = `${id} ${field} ${actorKey(actor)}`
      const { base, held } = waiting.get(key, token)
      const act = { conference: id, id: name, field, actor }
      const result = await desk.complete(act, base, (pdf) =>
        signers.complete(pdf, held, Buffer.from(signature, 'base64')),
      )
      if (result.kind === 'accepted') {
        waiting.delete(key)
        if (link) link.act = name
      }
      return signed(result)
    },
  )
}
