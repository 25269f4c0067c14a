import { openMicrophones } from '../../domain/programme.ts'
import type { HallPage } from './hall-page.ts'
import type { MediaServer } from './media-server.ts'
import type { StayingPage } from './staying-page.ts'
import { until } from './until.ts'

/** What a room is at this moment: by the server's own peers, and in the words of the worker. */
export interface RoomAudit {
  /** Bridges whose hall is in the room, sorted. */
  readonly halls: readonly string[]
  /** Those whose microphone the worker lets through, sorted. */
  readonly open: readonly string[]
}

/** Asks the worker of each microphone whether it is paused: its own word, not what it was last told. */
export async function auditRoom({ media, conference }: MediaServer): Promise<RoomAudit> {
  const room = await media.room(conference)
  const halls: string[] = []
  const open: string[] = []
  for (const [id, peer] of room.peers) {
    if (id.startsWith('desk-')) continue
    halls.push(id)
    const dump = (await peer.stream('microphone')?.dump()) as { readonly paused: boolean } | undefined
    if (dump && !dump.paused) open.push(id)
  }
  return { halls: halls.sort(), open: open.sort() }
}

/**
 * Waits until the room is in order: exactly these halls are in it and are said to be present, and exactly those
 * microphones are open that the log opens. @throws Error that says what was found instead
 */
export async function roomInOrder(
  running: MediaServer,
  chair: StayingPage,
  halls: readonly string[],
): Promise<void> {
  const all = [...halls].sort()
  const shall = () => ({
    present: all,
    halls: all,
    open: openMicrophones(running.state)
      .filter((bridge) => all.includes(bridge))
      .sort(),
  })
  const found = async () => {
    // A worker that dies while it is asked is asked again.
    const audit = await auditRoom(running).catch(() => ({ halls: ['the worker is away'], open: [] }))
    return { present: [...chair.page.presence].sort(), ...audit }
  }
  let last = ''
  try {
    await until('order', async () => {
      last = JSON.stringify(await found())
      return last === JSON.stringify(shall())
    })
  } catch {
    throw new Error(`the room is ${last}, not ${JSON.stringify(shall())}`)
  }
}

/** The page's socket is gone, without a word to either end. */
export function cutSocket({ page }: HallPage): void {
  const { engine } = page.socket.io as unknown as {
    readonly engine: { readonly transport: { readonly ws: { terminate(): void } } }
  }
  engine.transport.ws.terminate()
}
