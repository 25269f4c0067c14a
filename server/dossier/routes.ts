import type { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { grantsOf } from '../../domain/authority.ts'
import { may } from '../../domain/rights.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import { Id } from '../../domain/text.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import type { LogHead } from '../log/entry.ts'
import type { Session } from '../session.ts'
import { estimatedSize } from './estimate.ts'
import { type ImportParts, importDossier } from './import.ts'
import { DOSSIER_FORMAT, type Manifest } from './manifest.ts'
import { type DossierSources, dossierParts, filesNamedIn, type PublishedFile } from './parts.ts'
import { plainName } from './plain-name.ts'
import { received } from './receive.ts'
import { readBlobSizes, readTextSize } from './rows.ts'
import { writeDossier } from './write.ts'

export interface DossierRoutesParts extends Pick<DossierSources, 'blob'>, ImportParts {
  readonly database: Database
  readonly clock: Clock
  /** The conference as it is on disk, and the head of its log. @throws AppError `conference/unknown` */
  readonly stateOf: (conference: string) => Promise<{ state: ConferenceState; head: LogHead }>
  /** Every document of this server is a demonstration. */
  readonly demo: boolean
  readonly published: (conference: string) => Promise<readonly PublishedFile[]>
  readonly recording: (
    state: ConferenceState,
    conference: string,
    sha256: string,
  ) => ReturnType<DossierSources['recording']>
  /** Signs a manifest as this server; null where it has no key. */
  readonly sign: ((manifest: Uint8Array) => Promise<Uint8Array>) | null
  /** Where an upload waits until it is checked. */
  readonly directory: string
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

/** Taking a conference out as one archive, and bringing one in. */
export const dossierRoutes: FastifyPluginAsyncTypebox<DossierRoutesParts> = async (app, parts) => {
  const { database, clock } = parts
  const readable = async (request: FastifyRequest, conference: string) => {
    const session = await parts.identify(request)
    const { state, head } = await parts.stateOf(conference)
    if (!may(grantsOf(state, session.actor), 'log/export', null, centralBridge(state)))
      throw new AppError('access/not-allowed')
    if (!parts.sign) throw new AppError('dossier/no-seal')
    return { state, head, sign: parts.sign }
  }

  /** How large it will be, about: so that nobody begins what the line cannot bear. */
  app.get(
    '/api/conferences/:id/dossier',
    {
      schema: { params: Type.Object({ id: Id }), response: { 200: Type.Object({ bytes: Type.Integer() }) } },
    },
    async (request) => {
      const { id } = request.params
      const { state, head } = await readable(request, id)
      const { list } = await filesNamedIn(database, id, head.seq)
      const sizes = await readBlobSizes(
        database,
        list.map(({ sha256 }) => sha256),
      )
      return { bytes: estimatedSize({ state, named: list, sizes, text: await readTextSize(database, id) }) }
    },
  )

  app.get(
    '/api/conferences/:id/dossier.zip',
    {
      schema: {
        params: Type.Object({ id: Id }),
        querystring: Type.Object({ s: Type.Optional(Type.String()) }),
      },
      config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const { id } = request.params
      const { state, head, sign } = await readable(request, id)
      const about: Omit<Manifest, 'files' | 'absent'> = {
        format: DOSSIER_FORMAT,
        conference: id,
        title: state.facts?.title ?? '',
        demonstration: parts.demo || (state.archive?.demonstration ?? state.facts?.demonstration ?? true),
        madeAt: new Date(clock.now()).toISOString(),
        head: {
          seq: head.seq,
          at: new Date(head.at).toISOString(),
          hash: Buffer.from(head.hash).toString('hex'),
        },
      }
      const zip = writeDossier({
        parts: dossierParts({
          database,
          conference: id,
          head,
          published: await parts.published(id),
          blob: parts.blob,
          recording: (sha256) => parts.recording(state, id, sha256),
        }),
        about,
        sign,
      })
      zip.on('error', (error) => request.log.error(error))
      const name = `ho-so-${plainName(about.title)}.zip`
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(zip)
    },
  )

  app.addContentTypeParser(['application/zip', 'application/x-zip-compressed'], (_request, body, done) =>
    done(null, body),
  )
  /** The body is a dossier; whoever brings it reads the conference. */
  app.post(
    '/api/dossiers',
    {
      schema: { querystring: Type.Object({ s: Type.Optional(Type.String()) }) },
      bodyLimit: Number.MAX_SAFE_INTEGER,
      config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const { actor, organises } = await parts.identify(request)
      if (!organises || actor.kind !== 'person') throw new AppError('access/not-allowed')
      const body = request.body as Readable | undefined
      if (!body || typeof body.pipe !== 'function') throw new AppError('request/malformed')
      return received(body, parts.directory, async (path) => {
        const { kind, conference, title, report } = await importDossier(path, [actor.person], parts)
        const notes = report.findings.map(({ code, vi, en }) => ({ code, vi, en }))
        return reply.code(kind === 'imported' ? 201 : 200).send({ kind, id: conference, title, notes })
      })
    },
  )
}
