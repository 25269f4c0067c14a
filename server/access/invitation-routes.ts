import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { grantsOf } from '../../domain/authority.ts'
import { deskFor, may, Role } from '../../domain/rights.ts'
import { bridgeOf, type ConferenceState, centralBridge, personOf } from '../../domain/state.ts'
import { Id, Line } from '../../domain/text.ts'
import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import type { Session } from '../session.ts'
import { invite, linkOf, listInvitations, putPerson, revoke } from './invitations.ts'

export interface InvitationRoutesParts {
  readonly database: Database
  readonly conferences: Conferences
  readonly publicUrl: string
  readonly identify: (request: FastifyRequest) => Promise<Session>
  /** Sessions were revoked: their sockets must go. */
  readonly revoked: () => void
}

const Params = Type.Object({ id: Id })
const Body = Type.Union([
  Type.Object({
    kind: Type.Literal('person'),
    name: Line,
    title: Type.Optional(Type.Union([Line, Type.Null()])),
    role: Role,
    bridge: Type.Union([Id, Type.Null()]),
  }),
  Type.Object({ kind: Type.Literal('hall'), bridge: Id }),
])

/** Links of one conference, for its organiser: make, list, revoke. */
export const invitationRoutes: FastifyPluginAsyncTypebox<InvitationRoutesParts> = async (app, parts) => {
  const { database, conferences, publicUrl } = parts

  const asOrganiser = async (request: FastifyRequest, id: string) => {
    const session = await parts.identify(request)
    const state = await conferences.peek(id)
    if (!may(grantsOf(state, session.actor), 'role/grant', null, centralBridge(state)))
      throw new AppError('access/not-allowed')
    return { session, state }
  }

  app.get('/api/conferences/:id/invitations', { schema: { params: Params } }, async (request) => {
    const { state } = await asOrganiser(request, request.params.id)
    const invitations = await listInvitations(database, request.params.id)
    return { invitations: invitations.map((held) => ({ ...held, ...describe(state, held.person) })) }
  })

  app.post(
    '/api/conferences/:id/invitations',
    { schema: { params: Params, body: Body } },
    async (request, reply) => {
      const { id } = request.params
      const { session, state } = await asOrganiser(request, id)
      const { body } = request
      if (body.kind === 'hall') {
        if (!bridgeOf(state, body.bridge)) throw new AppError('request/malformed', { code: 'bridge/unknown' })
        const made = await invite(database, id, { kind: 'hall', bridge: body.bridge }, '/hall')
        return reply.code(201).send({ id: made.id, link: linkOf(publicUrl, made.token) })
      }
      const person = `p-${randomBytes(6).toString('hex')}`
      const { name, title = null, role, bridge } = body
      const grant = { type: 'role/grant', person, named: { name, title }, grant: { role, bridge } } as const
      const held = await conferences.enter(id)
      if (held.kind === 'follower') throw new AppError('node/not-owner', { owner: held.owner.url })
      const result = await conferences.command(id, `invite:${person}`, grant, session.actor)
      if (result.kind === 'refused') throw new AppError('request/malformed', { code: result.code })
      await putPerson(database, { id: person, name, title })
      const home = `/${deskFor({ role, bridge }, centralBridge(await conferences.peek(id)))}` as const
      const made = await invite(database, id, { kind: 'person', person }, home)
      return reply.code(201).send({ id: made.id, link: linkOf(publicUrl, made.token) })
    },
  )

  app.delete(
    '/api/conferences/:id/invitations/:invitation',
    { schema: { params: Type.Object({ id: Id, invitation: Id }) } },
    async (request, reply) => {
      await asOrganiser(request, request.params.id)
      if (!(await revoke(database, request.params.id, request.params.invitation)))
        throw new AppError('access/link-invalid')
      parts.revoked()
      return reply.code(204).send()
    },
  )
}

function describe(state: ConferenceState, id: string | null) {
  const person = id === null ? undefined : personOf(state, id)
  const grant = person?.grants[0]
  if (!person) return {}
  return { name: person.name, title: person.title, role: grant?.role, bridge: grant?.bridge ?? null }
}
