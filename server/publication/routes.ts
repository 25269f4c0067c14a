import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { grantsOf } from '../../domain/authority.ts'
import { isNoticeDraft } from '../../domain/notice.ts'
import { may } from '../../domain/rights.ts'
import { bridgeOf, type ConferenceState, centralBridge } from '../../domain/state.ts'
import { Id } from '../../domain/text.ts'
import type { ExtractView } from '../../templates/extract-view.ts'
import { MissingGlyphError } from '../../templates/missing-glyph.ts'
import type { OutFile } from '../../templates/out-file.ts'
import type { RecordView } from '../../templates/record-view.ts'
import { AppError } from '../errors.ts'
import type { Session } from '../session.ts'
import { contentDisposition, fileName, standingOf } from './file-name.ts'
import { noticeNumber } from './notice-view.ts'
import { mediaTypes, type OfferedFile, offeredFiles, offerOf } from './offers.ts'
import { type Gathered, gatherExtract, gatherRecord, type RecordParts } from './record.ts'

export interface PublicationRoutesParts extends RecordParts {
  readonly render: (view: RecordView, file: OutFile) => Promise<Uint8Array>
  readonly renderExtract: (view: ExtractView) => Promise<Uint8Array>
  /** The newest file of sealed minutes; null before there is one. */
  readonly minutesFile: (state: ConferenceState) => Promise<Uint8Array | null>
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

/** Files that one page may ask for within a minute: each is drawn anew. */
const MOST_IN_A_MINUTE = 300

/** The record as files of many kinds, drawn when they are asked for. */
export const publicationRoutes: FastifyPluginAsyncTypebox<PublicationRoutesParts> = async (app, parts) => {
  app.get(
    '/api/conferences/:id/out/:file',
    {
      schema: {
        params: Type.Object({ id: Id, file: Type.Union(offeredFiles.map((file) => Type.Literal(file))) }),
      },
      config: { rateLimit: { max: MOST_IN_A_MINUTE, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const session = await parts.identify(request)
      const { id, file } = request.params
      const { name, right, extension } = offerOf(file)
      const state = await parts.conferences.peek(id)
      if (!may(grantsOf(state, session.actor), right, null, centralBridge(state)))
        throw new AppError('access/not-allowed')
      if (!state.facts) throw new AppError('conference/unknown')
      const bytes = await bytesOf(parts, id, file, state)
      const isDraft = file === 'notice.pdf' && isNoticeDraft(state)
      const standing = isDraft ? 'dự thảo' : standingOf(state, file === 'minutes.pdf')
      return reply
        .type(mediaTypes[extension] ?? 'application/octet-stream')
        .header(
          'content-disposition',
          contentDisposition(fileName(name, state.facts.title, extension, standing)),
        )
        .header('cache-control', 'no-store')
        .send(Buffer.from(bytes))
    },
  )

  /** The number of the notice of the conclusion as it stands on it; null until it has one. */
  app.get('/api/conferences/:id/notice', { schema: { params: Type.Object({ id: Id }) } }, async (request) => {
    const session = await parts.identify(request)
    const state = await parts.conferences.peek(request.params.id)
    if (!may(grantsOf(state, session.actor), 'record/read', null, centralBridge(state)))
      throw new AppError('access/not-allowed')
    return { number: noticeNumber(state) }
  })

  app.get(
    '/api/conferences/:id/out/extract.pdf',
    {
      schema: {
        params: Type.Object({ id: Id }),
        /** `s` and `c` name the page's sign-in and conference. */
        querystring: Type.Object({
          bridge: Id,
          s: Type.Optional(Type.String()),
          c: Type.Optional(Type.String()),
        }),
      },
      config: { rateLimit: { max: MOST_IN_A_MINUTE, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const session = await parts.identify(request)
      const { id } = request.params
      const { bridge } = request.query
      const state = await parts.conferences.peek(id)
      if (!may(grantsOf(state, session.actor), 'contribution/read', bridge, centralBridge(state)))
        throw new AppError('access/not-allowed')
      const held = bridgeOf(state, bridge)
      if (!held) throw new AppError('publication/unknown-bridge')
      const view = await gatherExtract(parts, id, bridge)
      const bytes = await drawn(() => parts.renderExtract(view))
      const name = fileName(`Trích biên bản ${held.name}`, view.subject, 'pdf', standingOf(state, false))
      return reply
        .type('application/pdf')
        .header('content-disposition', contentDisposition(name))
        .header('cache-control', 'no-store')
        .send(Buffer.from(bytes))
    },
  )
}

async function bytesOf(
  parts: PublicationRoutesParts,
  id: string,
  file: OfferedFile,
  state: ConferenceState,
): Promise<Uint8Array> {
  // Sealed minutes are the file that was sealed and signed, not another of the same content.
  if (file === 'minutes.pdf' && state.minutes.kind === 'sealed') {
    const bytes = await parts.minutesFile(state)
    if (!bytes) throw new AppError('minutes/unknown')
    return bytes
  }
  const gathered = await gatherRecord(parts, id)
  if (file === 'conference.json') return everything(id, gathered)
  return drawn(() => parts.render(gathered.view(), file))
}

async function drawn(draw: () => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await draw()
  } catch (error) {
    if (!(error instanceof MissingGlyphError)) throw error
    const { character, codePoint, place } = error
    throw new AppError('publication/unprintable', { character, codePoint, place }, { cause: error })
  }
}

/** The state with every text and the log's head, by which a copy of the log proves it. */
export function everything(conference: string, { state, texts, head, demonstration }: Gathered): Uint8Array {
  const record = {
    format: 'diem-cau-record-1',
    conference,
    demonstration,
    draft: state.phase !== 'sealed',
    head,
    state,
    texts: Object.fromEntries(texts),
  }
  return Buffer.from(JSON.stringify(record, null, 1))
}
