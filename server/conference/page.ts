import { randomUUID } from 'node:crypto'
import { Compile } from 'typebox/compile'
import { grantsOf, mayCommand } from '../../domain/authority.ts'
import {
  type CommandDone,
  CommandRequest,
  type Joined,
  JoinRequest,
  type MovedPush,
} from '../../domain/protocol.ts'
import { bridgeOf, hallsOf } from '../../domain/state.ts'
import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import type { Conferences, Held } from '../log/conferences.ts'
import { deviceCode, type Session } from '../session.ts'
import { answering, hear, type PageSocket, push, Refusal } from '../sockets.ts'
import { Audience, type Onlooker } from './audience.ts'
import { joined } from './join.ts'

const checkJoin = Compile(JoinRequest)
const checkCommand = Compile(CommandRequest)

export interface PagesParts {
  readonly conferences: Conferences
  readonly clock: Clock
  readonly nodes: () => Promise<readonly string[]>
  /** A page is in: media and texts may begin, in an archive texts alone. Called again when the page enters anew. */
  readonly entered: (socket: PageSocket, log: ConferenceLog, kind: 'owner' | 'archive') => void
  /** What must hold before a command is even decided, beyond the rules. Rejects with a Refusal. */
  readonly check: (conference: string, command: CommandRequest['command'], session: Session) => Promise<void>
  /** Cut everything now, before anything is decided or stored. */
  readonly cutNow: (conference: string, logging: Promise<unknown>) => void
  readonly report: (error: unknown) => void
}

/** The pages' way into conferences: `join`, `command`, and what is pushed to them. */
export class Pages {
  readonly #parts: PagesParts
  readonly #audiences = new Map<string, Audience>()

  constructor(parts: PagesParts) {
    this.#parts = parts
    parts.conferences.onRoleChange((conference) => this.#moved(conference))
  }

  /** Takes in a page's socket. */
  admit(socket: PageSocket): void {
    const { session } = socket.data
    const entered = new Map<string, Onlooker>()
    hear(
      socket,
      'join',
      answering(this.#parts.report, async (payload) => {
        if (!checkJoin.Check(payload)) throw new AppError('request/malformed')
        return this.#join(socket, session, payload, entered)
      }),
    )
    hear(
      socket,
      'command',
      answering(this.#parts.report, async (payload) => {
        if (!checkCommand.Check(payload)) throw new AppError('request/malformed')
        return this.#command(session, payload)
      }),
    )
    socket.on('disconnect', () => {
      for (const [conference, onlooker] of entered) this.#audiences.get(conference)?.remove(onlooker)
    })
  }

  close(): void {
    for (const audience of this.#audiences.values()) audience.close()
    this.#audiences.clear()
  }

  async #join(
    socket: PageSocket,
    session: Session,
    request: JoinRequest,
    entered: Map<string, Onlooker>,
  ): Promise<Joined> {
    const { conferences, clock, nodes } = this.#parts
    const held = await conferences.enter(request.conference)
    const addresses = await nodes()
    if (held.kind === 'owner') await this.#announce(session, held.log)
    else if (held.kind === 'follower' && waits(session, held.log))
      throw new AppError('node/not-owner', { owner: held.owner.url })
    // Gone meanwhile: nobody must be kept waiting in the room for a page that will never leave it.
    if (!socket.connected) throw new AppError('request/unknown')
    // From here to the answer nothing waits: no entry can fall between the snapshot and the first push.
    const { log } = held
    const grants = grantsOf(log.state, session.actor)
    const audience = this.#audience(log)
    const before = entered.get(log.id)
    if (before) audience.remove(before)
    const onlooker = onlookerOf(socket, session, log.id, grants)
    audience.add(onlooker)
    entered.set(log.id, onlooker)
    if (grants.length === 0) throw notAdmitted(session, held)
    const answer = joined(held, session, request, clock.now(), addresses)
    if (held.kind !== 'follower') this.#parts.entered(socket, log, held.kind)
    return answer
  }

  /** A hall's device that the log does not know yet asks to be approved. */
  async #announce(session: Session, log: ConferenceLog): Promise<void> {
    const { actor } = session
    if (actor.kind !== 'hall' || session.conference !== log.id) return
    const { bridge, device } = actor
    if (hallsOf(log.state, bridge).some((known) => known.device === device)) return
    const command = { type: 'hall/announce', bridge, device, code: deviceCode(device) } as const
    // A device that was revoked or replaced asks again, so each time is a command of its own.
    await this.#parts.conferences.command(log.id, `announce:${randomUUID()}`, command, { kind: 'system' })
  }

  async #command(session: Session, request: CommandRequest): Promise<CommandDone> {
    const { conferences } = this.#parts
    const { conference, id, command } = request
    if (!conferences.owns(conference)) {
      const held = await conferences.enter(conference)
      if (held.kind === 'follower') throw new AppError('node/not-owner', { owner: held.owner.url })
    }
    if (conferences.loaded(conference).state.archive) throw new Refusal('conference/imported')
    await this.#parts.check(conference, command, session)
    const urgent = command.type === 'floor/cut'
    const allowed = mayCommand(conferences.loaded(conference).state, session.actor, command)
    const deciding = conferences.command(conference, id, command, session.actor, {
      urgent: urgent && allowed,
    })
    if (urgent && allowed) this.#parts.cutNow(conference, deciding)
    const result = await deciding
    if (result.kind === 'refused')
      throw new Refusal(result.code, 'detail' in result ? result.detail : undefined)
    return { first: result.first, last: result.last }
  }

  #audience(log: ConferenceLog): Audience {
    const audience = this.#audiences.get(log.id) ?? new Audience(log)
    this.#audiences.set(log.id, audience)
    return audience
  }

  #moved(conference: string): void {
    const owner = this.#parts.conferences.ownerElsewhere(conference)?.url ?? null
    for (const onlooker of this.#audiences.get(conference)?.onlookers ?? []) onlooker.moved(owner)
  }
}

function onlookerOf(
  socket: PageSocket,
  session: Session,
  conference: string,
  grants: Onlooker['grants'],
): Onlooker {
  return {
    actor: session.actor,
    grants,
    log: (batch) => push(socket, 'log', batch),
    snapshot: (snapshot) => push(socket, 'snapshot', snapshot),
    admitted: () => push(socket, 'admitted', { conference }),
    dismissed: () => push(socket, 'dismissed', { conference }),
    moved: (owner) => push(socket, 'moved', { conference, owner } satisfies MovedPush),
  }
}

/** A hall's device without a role asks and waits at the owner, which hears it. */
function waits({ actor, conference }: Session, log: ConferenceLog): boolean {
  return actor.kind === 'hall' && conference === log.id && grantsOf(log.state, actor).length === 0
}

/** A hall may wait for its approval; anybody else has no business here. */
function notAdmitted(session: Session, { log }: Held): Error {
  const { actor } = session
  if (actor.kind !== 'hall' || session.conference !== log.id)
    return new AppError('access/not-allowed', { conference: log.id })
  const bridge = bridgeOf(log.state, actor.bridge)
  return new Refusal('hall/not-approved', {
    title: log.state.facts?.title ?? '',
    bridge: actor.bridge,
    bridgeName: bridge?.name ?? actor.bridge,
    code: deviceCode(actor.device),
  })
}
