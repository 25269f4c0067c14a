import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Server, type Socket } from 'socket.io'
import { build } from 'vite'
import type { MediaNotice } from '../../domain/media-messages.ts'
import type { Media, Peer, PeerEvents, Programme, Room } from '../../media/index.ts'

/** A server with one room and one page, wired as the product wires them. */
export interface HallServer {
  readonly origin: string
  readonly links: { peerId: string; state: string }[]
  room(): Promise<Room>
  open(...peerIds: string[]): Promise<void>
  programme(peerId: string, programme: Programme): void
  /** Cuts the sockets of this peer; its page comes back by itself. */
  cut(peerId: string): void
  close(): Promise<void>
}

export async function startHallServer(media: Media): Promise<HallServer> {
  const directory = await mkdtemp(join(tmpdir(), 'hall-page-'))
  await build({
    configFile: false,
    root: fileURLToPath(new URL('./page', import.meta.url)),
    logLevel: 'warn',
    build: { outDir: directory, emptyOutDir: true },
  })
  const http = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    try {
      const body = await readFile(join(directory, path === '/' ? 'index.html' : path.replaceAll('..', '')))
      const type = path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'
      response.writeHead(200, { 'content-type': type }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  const io = new Server(http)
  const programmes = new Map<string, Programme>()
  const links: HallServer['links'] = []
  let heard: ReadonlySet<string> = new Set()

  io.on('connection', (socket: Socket) => {
    const peerId = String(socket.handshake.query.peer)
    let joined: Promise<Peer> | undefined
    const events: PeerEvents = {
      tell: (notice: MediaNotice) => void socket.emit('media', notice),
      onLink: (state) => links.push({ peerId, state }),
    }
    const join = async (): Promise<Peer> => {
      const room = await media.room('thử')
      const fresh = room.join(peerId, events, { sources: ['camera', 'microphone', 'screen'] })
      fresh.receive(programmes.get(peerId) ?? { stage: [], gallery: [], audio: [] })
      void room.open(heard)
      return fresh
    }
    // A page sends several requests without waiting: one joining serves them all.
    const peer = async (): Promise<Peer> => {
      joined ??= join()
      const asked = joined
      const present = await asked
      if (!present.closed) return present
      if (joined === asked) joined = join()
      return joined
    }
    socket.on('media', async (message: unknown, answer: (value: unknown) => void) => {
      answer(await (await peer()).handle(message))
    })
    socket.on('disconnect', async () => (await joined)?.close())
  })

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    links,
    room: () => media.room('thử'),
    open: async (...peerIds) => {
      heard = new Set(peerIds)
      await (await media.room('thử')).open(heard)
    },
    programme: (peerId, programme) => {
      programmes.set(peerId, programme)
      void media.room('thử').then((room) => room.peers.get(peerId)?.receive(programme))
    },
    cut: (peerId) => {
      for (const socket of io.sockets.sockets.values()) {
        if (socket.handshake.query.peer === peerId) socket.conn.close()
      }
    },
    close: async () => {
      await io.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
