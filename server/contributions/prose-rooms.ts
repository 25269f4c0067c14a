import * as Y from 'yjs'
import type { ProseColleague, ProseCursor, ProseToPage, ProseUpdated } from '../../domain/prose-messages.ts'

/** An update that is on disk. */
export interface CommittedUpdate {
  readonly conference: string
  readonly document: string
  readonly updateId: string
  readonly seq: number
  readonly update: Uint8Array
}

/** One page that has one text open. */
export interface Member {
  readonly session: string
  readonly name: string
  cursor: ProseCursor | null
  /** Ids of its own updates that it must not be sent back. */
  readonly sent: Set<string>
  tell<E extends keyof ProseToPage>(event: E, message: Parameters<ProseToPage[E]>[0]): void
  /** Tells the pages with these sessions, this one among them or not: the message is encoded once for all. */
  tellAll<E extends keyof ProseToPage>(
    sessions: string[],
    event: E,
    message: Parameters<ProseToPage[E]>[0],
  ): void
}

/** Pages that are told in a row; between them what has arrived meanwhile goes to the disk, or is acknowledged. */
const AT_ONCE = 16

/** Who has which text open on this node. Nothing of it is stored. */
export class ProseRooms {
  readonly #rooms = new Map<string, Set<Member>>()
  #committed: CommittedUpdate[] = []
  #telling = false

  /** Shows the newcomer to the others and the others to the newcomer. */
  join(conference: string, document: string, member: Member): void {
    const key = keyOf(conference, document)
    const room = this.#rooms.get(key) ?? new Set()
    this.#rooms.set(key, room)
    if (room.has(member)) return
    for (const other of room) {
      member.tell('prose:cursor', colleague(document, other))
      other.tell('prose:cursor', colleague(document, member))
    }
    room.add(member)
  }

  leave(conference: string, document: string, member: Member): void {
    const key = keyOf(conference, document)
    const room = this.#rooms.get(key)
    if (!room?.delete(member)) return
    for (const other of room) other.tell('prose:left', { document, session: member.session })
    if (room.size === 0) this.#rooms.delete(key)
  }

  moveCursor(conference: string, document: string, member: Member, cursor: ProseCursor | null): void {
    const room = this.#rooms.get(keyOf(conference, document))
    if (!room?.has(member)) return
    member.cursor = cursor
    for (const other of room) {
      if (other !== member) other.tell('prose:cursor', colleague(document, member))
    }
  }

  /**
   * Tells everybody who has these texts open, except each update's own page. The writer calls it after the commit,
   * in the order of `seq`; the acknowledgements settled in the same turn of the event loop leave first.
   */
  committed(updates: readonly CommittedUpdate[]): void {
    if (updates.length === 0) return
    this.#committed.push(...updates)
    if (this.#telling) return
    this.#telling = true
    setImmediate(() => void this.#broadcast())
  }

  async #broadcast(): Promise<void> {
    while (this.#committed.length > 0) {
      const updates = this.#committed
      this.#committed = []
      const byText = Map.groupBy(updates, ({ conference, document }) => keyOf(conference, document))
      for (const [key, written] of byText) await this.#tell(this.#rooms.get(key) ?? new Set(), written)
    }
    this.#telling = false
  }

  async #tell(room: ReadonlySet<Member>, written: readonly CommittedUpdate[]): Promise<void> {
    const whole = together(written)
    const listeners = [...room].filter((member) => {
      // Its own among others' it passes over: it has them.
      const others = written.filter(({ updateId }) => !member.sent.delete(updateId))
      return others.length > 0
    })
    while (listeners.length > 0) {
      const some = listeners.splice(0, AT_ONCE).filter((member) => room.has(member))
      some[0]?.tellAll(
        some.map(({ session }) => session),
        'prose:update',
        whole,
      )
      if (listeners.length > 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

/** Several updates of one text as one message. */
function together(updates: readonly CommittedUpdate[]): ProseUpdated {
  const [first] = updates
  const only = updates.length === 1 ? first?.update : undefined
  return {
    document: first?.document ?? '',
    seqs: updates.map(({ seq }) => seq),
    update: Buffer.from(only ?? Y.mergeUpdates(updates.map(({ update }) => update))).toString('base64'),
  }
}

function colleague(document: string, { session, name, cursor }: Member): ProseColleague {
  return { document, session, name, cursor }
}

function keyOf(conference: string, document: string): string {
  return `${conference}\u0000${document}`
}
