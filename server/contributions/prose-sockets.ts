import { Compile } from 'typebox/compile'
import * as Y from 'yjs'
import {
  ProseClose,
  ProseCursorMove,
  type ProseFromPage,
  ProseOpen,
  type ProseOpened,
  type ProseRefused,
  ProseSend,
  type ProseStored,
  type ProseToPage,
  type ProseUnavailable,
} from '../../domain/prose-messages.ts'
import type { Actor } from '../../domain/rights.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Instant } from '../../domain/time.ts'
import type { ProseResult } from '../log/job.ts'
import { mayRead, mayWrite } from '../log/prose-rights.ts'
import type { ProseUpdate } from '../log/text-stage.ts'
import type { Member, ProseRooms } from './prose-rooms.ts'
import type { Texts } from './texts.ts'

/** What this needs of a socket; one of socket.io is such. */
export interface ProseSocket {
  readonly id: string
  on(event: keyof ProseFromPage | 'disconnect', listener: (...args: unknown[]) => void): unknown
  off(event: keyof ProseFromPage | 'disconnect', listener: (...args: unknown[]) => void): unknown
  emit(event: keyof ProseToPage, message: unknown): unknown
  /** Where it is among others. */
  readonly nsp: {
    to(ids: string[]): { emit(event: keyof ProseToPage, message: unknown): unknown }
  }
}

export interface ProseDeps {
  readonly conference: string
  /** Who is behind the socket; only persons open texts. */
  actor(): Actor
  /** The committed state of the conference. */
  state(): ConferenceState
  now(): Instant
  /** Stores an update by group commit. Rejects when nothing could be decided. */
  submit(update: ProseUpdate): Promise<ProseResult>
  readonly texts: Pick<Texts, 'open'>
  readonly rooms: ProseRooms
  /** Told why a page was answered `unavailable`. */
  failed?(error: unknown): void
}

export interface ProseRegistration {
  /** Looks at the rights again, after events that may have changed them: who may no longer read hears no more. */
  recheck(): void
  /** Takes the page out of all texts and stops listening. */
  close(): void
}

const checks = {
  'prose:open': Compile(ProseOpen),
  'prose:update': Compile(ProseSend),
  'prose:cursor': Compile(ProseCursorMove),
  'prose:close': Compile(ProseClose),
}

type Access = Extract<ProseOpened, { kind: 'opened' }>['access']

/** Serves the texts of one conference to one socket: commit, then acknowledge, then broadcast. */
export function registerProse(socket: ProseSocket, deps: ProseDeps): ProseRegistration {
  const { conference, texts, rooms } = deps
  const failed = (error: unknown): void => deps.failed?.(error)
  const open = new Map<string, { readonly member: Member; access: Access }>()

  const handlers = {
    'prose:open': async (message: ProseOpen): Promise<ProseOpened> => {
      const { document, stateVector, client } = message
      if (!isStateVector(stateVector)) return { kind: 'refused', code: 'prose/malformed' }
      const actor = deps.actor()
      const access = accessOf(deps.state(), actor, document, deps.now())
      if (!access || actor.kind !== 'person') {
        leave(document)
        return { kind: 'refused', code: 'access/not-allowed' }
      }
      // In the room before the text is read: whatever is committed from here on is heard.
      join(document, actor.name, access)
      const author = access === 'write' ? actor.person : null
      const opened = await texts.open(conference, document, { author, client, stateVector })
      // Rights may have gone, or the page may have left, while the text was being read.
      if (!accessOf(deps.state(), actor, document, deps.now()))
        return { kind: 'refused', code: 'access/not-allowed' }
      return { kind: 'opened', access, ...opened }
    },

    'prose:update': async ({ document, updateId, update }: ProseSend): Promise<ProseStored> => {
      const actor = deps.actor()
      if (actor.kind !== 'person') return { kind: 'refused', code: 'access/not-allowed' }
      const member = open.get(document)?.member
      member?.sent.add(updateId)
      try {
        const result = await deps.submit({
          conference,
          document,
          updateId,
          author: actor.person,
          update: Buffer.from(update, 'base64'),
        })
        if (result.kind === 'refused') member?.sent.delete(updateId)
        return result
      } catch (error) {
        member?.sent.delete(updateId)
        throw error
      }
    },

    'prose:cursor': ({ document, cursor }: ProseCursorMove): void => {
      const member = open.get(document)?.member
      if (member) rooms.moveCursor(conference, document, member, cursor)
    },

    'prose:close': ({ document }: ProseClose): void => leave(document),
  }

  function join(document: string, name: string, access: Access): void {
    const held = open.get(document)
    if (held) {
      held.access = access
      return
    }
    const member: Member = {
      session: socket.id,
      name,
      cursor: null,
      sent: new Set(),
      tell: (event, message) => void socket.emit(event, message),
      tellAll: (sessions, event, message) => void socket.nsp.to(sessions).emit(event, message),
    }
    open.set(document, { member, access })
    rooms.join(conference, document, member)
  }

  function leave(document: string): void {
    const held = open.get(document)
    if (!held) return
    open.delete(document)
    rooms.leave(conference, document, held.member)
  }

  function recheck(): void {
    for (const [document, held] of open) {
      const access = accessOf(deps.state(), deps.actor(), document, deps.now())
      if (access === held.access) continue
      if (access) held.access = access
      else leave(document)
      socket.emit('prose:access', { document })
    }
  }

  const listeners = [
    answering(socket, 'prose:open', checks['prose:open'], handlers['prose:open'], failed),
    answering(socket, 'prose:update', checks['prose:update'], handlers['prose:update'], failed),
    hearing(socket, 'prose:cursor', checks['prose:cursor'], handlers['prose:cursor']),
    hearing(socket, 'prose:close', checks['prose:close'], handlers['prose:close']),
  ]
  function close(): void {
    for (const stop of listeners) stop()
    for (const document of [...open.keys()]) leave(document)
    socket.off('disconnect', close)
  }
  socket.on('disconnect', close)
  return { recheck, close }
}

interface Check<T> {
  Check(value: unknown): value is T
}

/** Runs a handler on each well-formed message and answers what it gives. */
function answering<T, Answer>(
  socket: ProseSocket,
  event: 'prose:open' | 'prose:update',
  check: Check<T>,
  handle: (message: T) => Promise<Answer>,
  failed: (error: unknown) => void,
): () => void {
  const listener = (message: unknown, answer: unknown): void => {
    if (typeof answer !== 'function') return
    if (!check.Check(message)) {
      answer({ kind: 'refused', code: 'prose/malformed' } satisfies ProseRefused)
      return
    }
    handle(message)
      .catch((error: unknown) => {
        failed(error)
        return { kind: 'unavailable' } satisfies ProseUnavailable
      })
      .then((given) => answer(given))
  }
  socket.on(event, listener)
  return () => void socket.off(event, listener)
}

function hearing<T>(
  socket: ProseSocket,
  event: 'prose:cursor' | 'prose:close',
  check: Check<T>,
  handle: (message: T) => void,
): () => void {
  const listener = (message: unknown): void => {
    if (check.Check(message)) handle(message)
  }
  socket.on(event, listener)
  return () => void socket.off(event, listener)
}

function accessOf(state: ConferenceState, actor: Actor, document: string, now: Instant): Access | null {
  if (!mayRead(state, actor, document)) return null
  const refusal = mayWrite(state, actor, document, now)
  if (refusal === null) return 'write'
  return refusal === 'prose/sealed' ? 'sealed' : 'read'
}

function isStateVector(bytes: Uint8Array): boolean {
  try {
    Y.decodeStateVector(bytes)
    return true
  } catch {
    return false
  }
}
