import '@fastify/cookie'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import { deviceCode, type Session } from '../session.ts'
import { chooseToken, cookieName, sessionTokens } from './cookies.ts'
import { endSession, findSession, type SignedIn, signIn } from './sessions.ts'

const Answer = Type.Object({
  kind: Type.Union([Type.Literal('person'), Type.Literal('hall')]),
  name: Type.String(),
  /** Where the page goes, with the slot that names this sign-in. */
  home: Type.String(),
  conference: Type.Union([Type.String(), Type.Null()]),
  person: Type.Union([Type.String(), Type.Null()]),
  bridge: Type.Union([Type.String(), Type.Null()]),
  code: Type.Union([Type.String(), Type.Null()]),
})

/** Signing in by link, seeing who one is, signing out. */
export const accessRoutes: FastifyPluginAsyncTypebox<{ database: Database; secure: boolean }> = async (
  app,
  { database, secure },
) => {
  app.post(
    '/api/session',
    {
      schema: {
        body: Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) }),
        response: { 200: Answer },
      },
      // A token has 256 bits: the limit spares the database, a whole hall behind one address signs in at once.
      config: { rateLimit: { max: 1200, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const signedIn = await signIn(database, request.body.token, sessionTokens(request.cookies))
      if (!signedIn) throw new AppError('access/link-invalid')
      setCookie(reply, signedIn, secure)
      return answer(signedIn.session)
    },
  )

  app.get('/api/session', { schema: { response: { 200: Answer } } }, async (request) =>
    answer(await requireSession(database, request)),
  )

  app.delete('/api/session', async (request, reply) => {
    const token = chooseToken(request.cookies, slotOf(request))
    if (token) await endSession(database, token)
    reply.clearCookie(cookieName(slotOf(request) ?? ''), { path: '/' })
    return reply.code(204).send()
  })
}

function setCookie(reply: FastifyReply, { session, token, maxAge }: SignedIn, secure: boolean): void {
  reply.setCookie(cookieName(session.slot), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge,
  })
}

function answer(session: Session) {
  const { actor } = session
  return {
    kind: actor.kind === 'hall' ? ('hall' as const) : ('person' as const),
    name: session.name,
    home: `${session.home}?s=${session.slot}`,
    conference: session.conference,
    person: actor.kind === 'person' ? actor.person : null,
    bridge: actor.kind === 'hall' ? actor.bridge : null,
    code: actor.kind === 'hall' ? deviceCode(actor.device) : null,
  }
}

function slotOf(request: FastifyRequest): string | undefined {
  const header = request.headers['x-session']
  if (typeof header === 'string') return header
  const query = request.query as { s?: unknown }
  return typeof query.s === 'string' ? query.s : undefined
}

/** The session of a request. @throws AppError `access/not-signed-in` */
export async function requireSession(database: Database, request: FastifyRequest): Promise<Session> {
  const token = chooseToken(request.cookies, slotOf(request))
  const session = token ? await findSession(database, token) : null
  if (!session) throw new AppError('access/not-signed-in')
  return session
}
