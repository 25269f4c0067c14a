import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import pg from 'pg'
import * as Y from 'yjs'
import { PROSE_FRAGMENT } from '../../domain/prose.ts'
import { freePort } from '../../test/support/free-port.ts'
import { block, words } from '../../test/support/typist.ts'
import { childrenOf } from '../media/processes.ts'
import { prepareParagraphs, type RoomOptions } from './our-room.ts'
import type { Writer, WritingRoom } from './writer.ts'

const LARGE = 'large'

/**
 * Hocuspocus with its usual database hook: an update is acknowledged once it is in memory, and stored some seconds
 * after the last.
 */
export async function openHocuspocusRoom(options: RoomOptions): Promise<WritingRoom> {
  const url = await ownDatabase(options.databaseUrl)
  const port = await freePort()
  const child = await start(url, port)
  const address = `ws://127.0.0.1:${port}`
  await storeLarge(url, options.contributions)
  const writers: HocuspocusWriter[] = []
  for (let index = 0; index < options.clients; index++)
    writers.push(await HocuspocusWriter.open(address, 'small'))
  await prepareParagraphs(writers)
  return {
    name: 'Hocuspocus',
    writers,
    pids: {
      server: child.pid ?? 0,
      database: [options.database, ...childrenOf(options.database, 'postgres')],
    },
    load: async () => {
      const from = performance.now()
      const reader = await HocuspocusWriter.open(address, LARGE)
      const took = performance.now() - from
      if (reader.doc.getXmlFragment(PROSE_FRAGMENT).length < options.contributions.length)
        throw new Error('the large text came without its contributions')
      reader.close()
      return took
    },
    close: async () => {
      for (const writer of writers) writer.close()
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Beside the product's, on the same PostgreSQL. */
async function ownDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('CREATE DATABASE bench_hocuspocus')
  await client.end()
  const own = new URL(url)
  own.pathname = 'bench_hocuspocus'
  return own.href
}

async function start(url: string, port: number): Promise<ChildProcess> {
  const main = join(import.meta.dirname, 'hocuspocus-server.ts')
  const child = spawn(process.execPath, [main, url, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] })
  process.once('exit', () => child.kill('SIGKILL'))
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  if (line !== 'ready') throw new Error(`Hocuspocus said ${line}`)
  return child
}

/** All contributions in one text, as that server keeps them. */
async function storeLarge(url: string, contributions: readonly string[]): Promise<void> {
  const doc = new Y.Doc({ gc: false })
  doc.getXmlFragment(PROSE_FRAGMENT).insert(
    0,
    contributions.map((text) => block('paragraph', [words(text)])),
  )
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('INSERT INTO hocuspocus_document (name, data) VALUES ($1, $2)', [
    LARGE,
    Buffer.from(Y.encodeStateAsUpdate(doc)),
  ])
  await client.end()
}

class HocuspocusWriter implements Writer {
  readonly doc: Y.Doc
  readonly #provider: HocuspocusProvider
  readonly #line: HocuspocusProviderWebsocket
  #listener: (count: number) => void = () => {}
  #unsynced = 0

  private constructor(line: HocuspocusProviderWebsocket, provider: HocuspocusProvider) {
    this.#line = line
    this.#provider = provider
    this.doc = provider.document
    provider.on('unsyncedChanges', ({ number }: { number: number }) => {
      const done = this.#unsynced - number
      this.#unsynced = number
      if (done > 0) this.#listener(done)
    })
  }

  static async open(url: string, name: string): Promise<HocuspocusWriter> {
    const line = new HocuspocusProviderWebsocket({ url })
    const document = new Y.Doc({ gc: false })
    const provider = new HocuspocusProvider({ websocketProvider: line, name, document })
    provider.attach()
    await new Promise<void>((resolve) => {
      if (provider.synced) resolve()
      else provider.on('synced', () => resolve())
    })
    return new HocuspocusWriter(line, provider)
  }

  paragraph(index: number): Y.XmlText {
    return (this.doc.getXmlFragment(PROSE_FRAGMENT).get(index) as Y.XmlElement).get(0) as Y.XmlText
  }

  acknowledged(listener: (count: number) => void): void {
    this.#listener = listener
  }

  close(): void {
    this.#provider.destroy()
    this.#line.destroy()
  }
}
