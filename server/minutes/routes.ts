import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { grantsOf } from '../../domain/authority.ts'
import type { Minutes } from '../../domain/minutes.ts'
import { may, type Right } from '../../domain/rights.ts'
import { signatureFields } from '../../domain/signing.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import { Id } from '../../domain/text.ts'
import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import type { Session } from '../session.ts'
import { getBlob } from './blobs.ts'
import { minutesNumber } from './number.ts'
import type { StampingStatus } from './stamp-task.ts'

export interface MinutesRoutesParts {
  readonly database: Database
  readonly conferences: Conferences
  /** Whether this server signs as its demonstration's people. */
  readonly demonstrates: boolean
  /** How it stands with a conference's stamps on this node. */
  readonly stamping: (conference: string) => StampingStatus
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

/** The file unsigned, after each signature, and the newest where a stamp came after the last of these. */
const kinds = ['unsigned', ...signatureFields, 'final'] as const
type Kind = (typeof kinds)[number]
const fileNames: Readonly<Record<Kind, string>> = {
  unsigned: 'chua-ky',
  secretary: 'thu-ky-da-ky',
  chair: 'chu-tri-da-ky',
  organ: 'co-con-dau',
  final: 'moi-nhat',
}
const Params = Type.Object({ id: Id })
type SealedMinutes = Extract<Minutes, { kind: 'sealed' }>

/** The minutes' files: which there are, and their bytes. */
export const minutesRoutes: FastifyPluginAsyncTypebox<MinutesRoutesParts> = async (app, parts) => {
  const { conferences, database } = parts

  app.get('/api/conferences/:id/minutes', { schema: { params: Params } }, async (request) => {
    const session = await parts.identify(request)
    const state = await conferences.peek(request.params.id)
    if (grantsOf(state, session.actor).length === 0) throw new AppError('access/not-allowed')
    const { minutes, formerMinutes, facts } = state
    if (!facts || (minutes.kind === 'draft' && formerMinutes.length === 0))
      throw new AppError('minutes/unknown')
    const described = (held: SealedMinutes) => ({
      version: held.version,
      number: minutesNumber(facts, held.number),
      sealedAt: held.at,
      files: kinds.flatMap((kind) => {
        const sha256 = fileOf(held, kind)
        if (!sha256 || !mayRead(state, session, held, kind)) return []
        const query = `version=${held.version}&s=${session.slot}`
        return [{ kind, sha256, href: `/api/conferences/${request.params.id}/minutes/${kind}.pdf?${query}` }]
      }),
    })
    return {
      current: minutes.kind === 'sealed' ? described(minutes) : null,
      stamping: parts.stamping(request.params.id),
      demonstrates: parts.demonstrates,
      former: formerMinutes.map((held) => ({
        ...described(held),
        reopenedAt: held.reopened.at,
        reason: held.reopened.reason,
      })),
    }
  })

  app.get(
    '/api/conferences/:id/minutes/:kind.pdf',
    {
      schema: {
        params: Type.Object({ id: Id, kind: Type.Union(kinds.map((kind) => Type.Literal(kind))) }),
        /** The newest version unless told. */
        querystring: Type.Object({
          version: Type.Optional(Type.Integer({ minimum: 1 })),
          s: Type.Optional(Type.String()),
        }),
      },
    },
    async (request, reply) => {
      const session = await parts.identify(request)
      const { id, kind } = request.params
      const state = await conferences.peek(id)
      const held = versionOf(state, request.query.version)
      if (!mayRead(state, session, held, kind)) throw new AppError('access/not-allowed')
      const sha256 = held && fileOf(held, kind)
      const bytes = sha256 ? await getBlob(database, sha256) : null
      if (!held || !bytes) throw new AppError('minutes/unknown')
      return reply
        .type('application/pdf')
        .header(
          'content-disposition',
          `inline; filename="bien-ban-${id}-phien-ban-${held.version}-${fileNames[kind]}.pdf"`,
        )
        .send(Buffer.from(bytes))
    },
  )
}

/** One version, also of those that a correction has replaced; without a number the one in force. */
function versionOf(state: ConferenceState, version: number | undefined): SealedMinutes | null {
  const { minutes, formerMinutes } = state
  if (minutes.kind === 'sealed' && (version === undefined || version === minutes.version)) return minutes
  return formerMinutes.find((held) => held.version === version) ?? null
}

function fileOf(minutes: SealedMinutes, kind: Kind): string | null {
  const { rendered, signatures, newest } = minutes
  if (kind === 'unsigned') return rendered
  if (kind !== 'final') return signatures.find(({ field }) => field === kind)?.sha256 ?? null
  return newest === rendered || newest === signatures.at(-1)?.sha256 ? null : newest
}

/** Everybody at a desk reads the minutes once the chair has signed them; before that only the central desk. */
function mayRead(state: ConferenceState, session: Session, held: SealedMinutes | null, kind: Kind): boolean {
  const chaired = held?.signatures.some(({ field }) => field === 'chair') ?? false
  const isOpen = kind === 'chair' || kind === 'organ' || (kind === 'final' && chaired)
  const right: Right = isOpen ? 'minutes/read' : 'minutes/read-unsigned'
  return may(grantsOf(state, session.actor), right, null, centralBridge(state))
}
