import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { Server } from 'socket.io'
import { build } from 'vite'
import { ProseHub } from '../client/prose-hub.ts'

/** A server with one text, its pages built from the editor of the desks. */
export interface EditorServer {
  readonly origin: string
  /** The text that the pages see from now on. */
  begin(): ProseHub
  close(): Promise<void>
}

export async function startEditorServer(): Promise<EditorServer> {
  const directory = await mkdtemp(join(tmpdir(), 'editor-page-'))
  await build({
    configFile: false,
    root: fileURLToPath(new URL('./editor-page', import.meta.url)),
    plugins: [react()],
    logLevel: 'warn',
    build: { outDir: directory, emptyOutDir: true },
  })
  const types: Record<string, string> = { js: 'text/javascript', css: 'text/css' }
  const http = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    try {
      const body = await readFile(join(directory, path === '/' ? 'index.html' : path.replaceAll('..', '')))
      const type = types[path.split('.').at(-1) ?? ''] ?? 'text/html; charset=utf-8'
      response.writeHead(200, { 'content-type': type }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  const io = new Server(http)
  let hub = new ProseHub()
  io.on('connection', (socket) => {
    const user = String(socket.handshake.auth.user)
    hub.attach(user, socket)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    begin: () => {
      hub = new ProseHub()
      for (const user of ['an', 'binh']) hub.grant(user, { role: 'secretary', bridge: 'tw' })
      return hub
    },
    close: async () => {
      await io.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
