import type { FastifyRequest } from 'fastify'
import { grantsOf } from '../../domain/authority.ts'
import { type Actor, may } from '../../domain/rights.ts'
import type { SignatureField } from '../../domain/signing.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import type { Session } from '../session.ts'
import type { SigningLink, SigningLinks } from './signing-links.ts'

export interface SigningActor {
  readonly actor: Actor
  readonly state: ConferenceState
  /** The link by which a program signs for somebody; null for a page. */
  readonly link: SigningLink | null
}

/** Whoever asks to sign a field of a conference's minutes, if they may. */
export type SigningActors = (
  request: FastifyRequest,
  conference: string,
  field: SignatureField,
) => Promise<SigningActor>

/**
 * A page is known by its sign-in, a program on the user's machine by the link that the page made for it; either way
 * the right is asked of the log at that moment.
 * @throws (the function) AppError `access/not-signed-in`, `access/not-allowed`, `signing/link-invalid`,
 *   `node/not-owner`
 */
export function signingActors(parts: {
  readonly conferences: Conferences
  readonly links: SigningLinks
  readonly identify: (request: FastifyRequest) => Promise<Session>
}): SigningActors {
  return async (request, conference, field) => {
    const [, token] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? []
    const link = token ? parts.links.find(token, conference) : null
    if (link && link.field !== field) throw new AppError('signing/link-invalid')
    const { actor } = link ? await link.session() : await parts.identify(request)
    const held = await parts.conferences.enter(conference)
    if (held.kind === 'follower') throw new AppError('node/not-owner', { owner: held.owner.url })
    const { state } = held.log
    if (!may(grantsOf(state, actor), `minutes/sign-${field}`, null, centralBridge(state)))
      throw new AppError('access/not-allowed')
    return { actor, state, link }
  }
}
