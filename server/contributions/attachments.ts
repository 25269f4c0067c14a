import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { grantsOf } from '../../domain/authority.ts'
import { CommandId } from '../../domain/commands.ts'
import { type Contribution, contributionOf } from '../../domain/contributions.ts'
import { contributionDocument } from '../../domain/prose.ts'
import { may, type Right } from '../../domain/rights.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import { Id, Line, Ref, Sha256 } from '../../domain/text.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import type { Session } from '../session.ts'
import { mediaTypes } from './attachment-kind.ts'
import { readParagraphs } from './attachment-reading.ts'
import { placeWords } from './attachment-text.ts'
import { documentIn, MOST_BYTES, takeFiles } from './file-body.ts'
import type { Texts } from './texts.ts'

export interface AttachmentRoutesParts {
  readonly conferences: Conferences
  readonly texts: Texts
  readonly blobs: {
    /** Stores bytes, committed when it resolves, and answers their SHA-256. */
    put(bytes: Uint8Array): Promise<string>
    get(sha256: string): Promise<Uint8Array | null>
  }
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

const path = '/api/conferences/:id/contributions/:ref/attachments'

/** Files of written opinions: taken in with their text where it can be read, and given to whoever reads the opinion. */
export const attachmentRoutes: FastifyPluginAsyncTypebox<AttachmentRoutesParts> = async (app, parts) => {
  const { conferences, blobs, identify } = parts
  takeFiles(app)

  app.post(
    path,
    {
      schema: {
        params: Type.Object({ id: Id, ref: Ref }),
        querystring: Type.Object({
          /** What the file is called. */
          name: Line,
          /** Names the act; a retry carries the same one. */
          command: CommandId,
          s: Type.Optional(Type.String()),
        }),
      },
      bodyLimit: MOST_BYTES,
      config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
    },
    async (request) => {
      const { actor } = await identify(request)
      const { id, ref } = request.params
      const held = await conferences.enter(id)
      if (held.kind === 'follower') throw new AppError('node/not-owner', { owner: held.owner.url })
      entitled(held.log.state, actor, ref, 'contribution/attach')
      const { kind, bytes } = documentIn(request.body)
      const file = {
        sha256: await blobs.put(bytes),
        name: request.query.name,
        mediaType: mediaTypes[kind],
        size: bytes.length,
      }
      const command = { type: 'contribution/attach', contribution: ref, file } as const
      const result = await conferences.command(id, request.query.command, command, actor)
      if (result.kind === 'refused') throw new AppError('attachment/refused', { code: result.code })
      const place = { conference: id, document: contributionDocument(ref), actor }
      return { ...file, text: await placeWords(parts, place, await readParagraphs(kind, bytes)) }
    },
  )

  app.get(
    `${path}/:sha256`,
    {
      schema: {
        params: Type.Object({ id: Id, ref: Ref, sha256: Sha256 }),
        querystring: Type.Object({ s: Type.Optional(Type.String()) }),
      },
    },
    async (request, reply) => {
      const { actor } = await identify(request)
      const { id, ref, sha256 } = request.params
      const held = entitled(await conferences.peek(id), actor, ref, 'contribution/read')
      const file = held.attachments.find((known) => known.sha256 === sha256)
      const bytes = file ? await blobs.get(sha256) : null
      if (!file || !bytes) throw new AppError('attachment/unknown')
      return reply
        .type(file.mediaType)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .send(Buffer.from(bytes))
    },
  )
}

/** The contribution, for whoever holds a right in its matter; nobody else learns whether there is one. */
function entitled(state: ConferenceState, actor: Session['actor'], ref: number, right: Right): Contribution {
  const held = contributionOf(state, ref)
  const central = centralBridge(state)
  if (!may(grantsOf(state, actor), right, held?.bridge ?? null, central))
    throw new AppError('access/not-allowed')
  if (!held) throw new AppError('attachment/unknown')
  return held
}
