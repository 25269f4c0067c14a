import { base64Of, bytesOf } from '../../domain/base64.ts'
import type {
  ProseAccessChanged,
  ProseColleague,
  ProseCursorMove,
  ProseLeft,
  ProseOpen,
  ProseOpened,
  ProseSend,
  ProseStored,
  ProseUpdated,
} from '../../domain/prose-messages.ts'

/** What a page hears of one text. */
export interface ProseListener {
  updated(written: { readonly seqs: readonly number[]; readonly update: Uint8Array }): void
  colleague(message: ProseColleague): void
  left(message: ProseLeft): void
  accessChanged(): void
  /** The line was lost (null) or is there, anew with each number: the text must be opened on it again. */
  line(joining: number | null): void
}

/** The line to the server, as far as texts need it. */
export interface ProseLine {
  /** As in `ProseListener.line`, at this moment. */
  readonly joining: number | null
  /** Rejects when the line is not there or ends before the answer. */
  open(message: ProseOpen): Promise<ProseOpened>
  /** Rejects when the line is not there or ends before the answer. */
  send(message: Omit<ProseSend, 'update'> & { readonly update: Uint8Array }): Promise<ProseStored>
  /** Lost when the line is not there. */
  moveCursor(message: ProseCursorMove): void
  /** Hears of one text; the last to stop listening closes the text at the server. */
  listen(document: string, listener: ProseListener): () => void
}

/** What the page's connection offers. */
export interface LineConnection {
  ask<T>(event: string, message: unknown): Promise<T>
  tell(event: string, message: unknown): void
  on(event: string, listener: (message: unknown) => void): () => void
  subscribe(watcher: () => void): () => void
  view(): { readonly status: string; readonly joining: number }
}

const lines = new WeakMap<LineConnection, ProseLine>()

/** The texts' line over a connection: the same one each time, since it counts who listens to which text. */
export function proseLine(connection: LineConnection): ProseLine {
  const line = lines.get(connection) ?? openLine(connection)
  lines.set(connection, line)
  return line
}

function openLine(connection: LineConnection): ProseLine {
  const listeners = new Map<string, Set<ProseListener>>()
  let joining = joiningOf(connection)

  const tell = (document: string, hear: (listener: ProseListener) => void): void => {
    for (const listener of [...(listeners.get(document) ?? [])]) hear(listener)
  }
  connection.subscribe(() => {
    const now = joiningOf(connection)
    if (now === joining) return
    joining = now
    for (const document of [...listeners.keys()]) tell(document, (listener) => listener.line(now))
  })
  connection.on('prose:update', (message) => {
    const updated = message as ProseUpdated
    const { document, seqs } = updated
    const update = bytesOf(updated.update)
    tell(document, (listener) => listener.updated({ seqs, update }))
  })
  connection.on('prose:cursor', (message) => {
    const colleague = message as ProseColleague
    tell(colleague.document, (listener) => listener.colleague(colleague))
  })
  connection.on('prose:left', (message) => {
    const left = message as ProseLeft
    tell(left.document, (listener) => listener.left(left))
  })
  connection.on('prose:access', (message) => {
    tell((message as ProseAccessChanged).document, (listener) => listener.accessChanged())
  })

  return {
    get joining() {
      return joining
    },
    open: async (message) => {
      const opened = await connection.ask<ProseOpened>('prose:open', message)
      if (opened.kind !== 'opened') return opened
      return { ...opened, update: bytes(opened.update), stateVector: bytes(opened.stateVector) }
    },
    send: (message) =>
      connection.ask<ProseStored>('prose:update', {
        ...message,
        update: base64Of(message.update),
      } satisfies ProseSend),
    moveCursor: (message) => connection.tell('prose:cursor', message),
    listen: (document, listener) => {
      const held = listeners.get(document) ?? new Set()
      listeners.set(document, held.add(listener))
      return () => {
        if (!held.delete(listener) || held.size > 0) return
        listeners.delete(document)
        connection.tell('prose:close', { document })
      }
    },
  }
}

function joiningOf(connection: LineConnection): number | null {
  const { status, joining } = connection.view()
  return status === 'live' ? joining : null
}

/** Binary arrives in a browser as an ArrayBuffer. */
function bytes(value: Uint8Array | ArrayBuffer): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array(value)
}
