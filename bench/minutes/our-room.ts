import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { io, type Socket } from 'socket.io-client'
import * as Y from 'yjs'
import { base64Of, bytesOf } from '../../domain/base64.ts'
import { contributionDocument, PROSE_FRAGMENT } from '../../domain/prose.ts'
import type { ProseOpened, ProseStored, ProseUpdated } from '../../domain/prose-messages.ts'
import { RULES_BUILD } from '../../domain/rules.ts'
import { connect } from '../../scripts/play/participant.ts'
import { ask, type SignIn, signInBy } from '../../scripts/play/sign-in.ts'
import { ServerProcess } from '../../test/support/server-process.ts'
import { block, words } from '../../test/support/typist.ts'
import { childrenOf } from '../media/processes.ts'
import type { Writer, WritingRoom } from './writer.ts'

const CENTRAL = 'trung-uong'
const DOCUMENT = 'opening'
const RETRY_MS = 200

export interface RoomOptions {
  readonly databaseUrl: string
  readonly database: number
  readonly dataDir: string
  readonly clients: number
  /** The text of each contribution of the large document. */
  readonly contributions: readonly string[]
}

/** The server as it ships, in a process of its own: every update is on disk before it is acknowledged. */
export async function openOurRoom(options: RoomOptions): Promise<WritingRoom> {
  const server = await ServerProcess.start(options.dataDir, options.databaseUrl)
  const organiser = await signInBy([...server.links.values()][0] ?? '')
  const id = `bench-${randomUUID().slice(0, 8)}`
  await ask(organiser, 'POST', `/api/conferences?id=${id}`, fileOf())
  const invite = async (role: string, name: string) => {
    const body = { kind: 'person', name, role, bridge: CENTRAL }
    const { link } = (await ask(organiser, 'POST', `/api/conferences/${id}/invitations`, body)) as {
      link: string
    }
    return link
  }
  const signIns: SignIn[] = []
  for (let index = 0; index < options.clients + 1; index++)
    signIns.push(
      await signInBy(
        await invite('secretary', `Thư ký ${index + 1}`),
        server.origin,
        `10.2.0.${(index % 250) + 1}`,
      ),
    )
  const [newcomer, ...everybody] = signIns as [SignIn, ...SignIn[]]
  const documents = await fill(newcomer, id, options)
  const writers: OurWriter[] = []
  for (const signIn of everybody) writers.push(await OurWriter.open(signIn, id))
  await prepareParagraphs(writers)
  return {
    name: 'Điểm Cầu',
    writers,
    pids: { server: server.pid, database: [options.database, ...childrenOf(options.database, 'postgres')] },
    load: () => load(newcomer, id, documents),
    close: async () => {
      for (const writer of writers) writer.close()
      await server.stop()
    },
  }
}

/** Files the contributions, each with its text, through the server's own ways. */
async function fill(
  by: SignIn,
  conference: string,
  { contributions }: RoomOptions,
): Promise<readonly string[]> {
  const secretary = await connect({ link: by, conference })
  const documents: string[] = []
  for (const text of contributions) {
    const { first } = await secretary.command({
      type: 'contribution/file',
      bridge: CENTRAL,
      speaker: { name: 'Đại biểu', title: null },
      topics: [],
    })
    const document = contributionDocument(first ?? 0)
    await secretary.type(document, text)
    documents.push(document)
  }
  secretary.close()
  return documents
}

class OurWriter implements Writer {
  readonly doc = new Y.Doc({ gc: false })
  readonly #socket: Socket
  #listener: (count: number) => void = () => {}
  #unread: Uint8Array[] | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
  }

  static async open(signIn: SignIn, conference: string): Promise<OurWriter> {
    const socket = await joined(signIn, conference)
    const writer = new OurWriter(socket)
    socket.on('prose:update', ({ update }: ProseUpdated) => {
      if (writer.#unread) writer.#unread.push(bytesOf(update))
      else Y.applyUpdate(writer.doc, bytesOf(update), 'received')
    })
    const opened = await openText(socket, DOCUMENT)
    Y.applyUpdate(writer.doc, opened.update, 'received')
    writer.doc.clientID = opened.client
    writer.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'received') return
      const message = { document: DOCUMENT, updateId: randomUUID(), update: base64Of(update) }
      const send = () =>
        socket.emit('prose:update', message, (stored: ProseStored) => {
          // More than a page may send in a second: it tries again, as the product's page does.
          if (stored.kind === 'unavailable') setTimeout(send, RETRY_MS)
          else if (stored.kind === 'stored') writer.#listener(1)
          else throw new Error(`not stored: ${stored.code}`)
        })
      send()
    })
    return writer
  }

  paragraph(index: number): Y.XmlText {
    return (this.doc.getXmlFragment(PROSE_FRAGMENT).get(index) as Y.XmlElement).get(0) as Y.XmlText
  }

  acknowledged(listener: (count: number) => void): void {
    this.#listener = listener
  }

  lookAway(on: boolean): void {
    const unread = this.#unread ?? []
    this.#unread = on ? unread : null
    if (!on) for (const update of unread) Y.applyUpdate(this.doc, update, 'received')
  }

  close(): void {
    this.#socket.close()
  }
}

/** One paragraph for each writer, in everybody's text before anything is measured. */
export async function prepareParagraphs(writers: readonly Writer[]): Promise<void> {
  const [first] = writers
  if (!first) return
  const fragment = first.doc.getXmlFragment(PROSE_FRAGMENT)
  const made = new Promise<void>((resolve) => first.acknowledged(() => resolve()))
  first.doc.transact(() => {
    fragment.insert(
      0,
      writers.map(() => block('paragraph', [words('.')])),
    )
  })
  await made
  while (writers.some(({ doc }) => doc.getXmlFragment(PROSE_FRAGMENT).length < writers.length))
    await new Promise((resolve) => setTimeout(resolve, 20))
}

/** A page that opens the conference and reads every text of it. */
async function load(signIn: SignIn, conference: string, documents: readonly string[]): Promise<number> {
  const from = performance.now()
  const socket = await joined(signIn, conference)
  await Promise.all(
    documents.map(async (document) => {
      const doc = new Y.Doc({ gc: false })
      Y.applyUpdate(doc, (await openText(socket, document)).update)
      if (doc.getXmlFragment(PROSE_FRAGMENT).length === 0)
        throw new Error(`${document} came without its text`)
    }),
  )
  const took = performance.now() - from
  socket.close()
  return took
}

async function joined(signIn: SignIn, conference: string): Promise<Socket> {
  const socket = io(signIn.url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { session: signIn.slot },
    extraHeaders: { cookie: signIn.cookie },
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve())
    socket.once('connect_error', reject)
  })
  const answer = await socket.timeout(30_000).emitWithAck('join', { conference, build: RULES_BUILD })
  if (!answer.ok) throw new Error(`not let in: ${answer.code}`)
  return socket
}

async function openText(
  socket: Socket,
  document: string,
): Promise<{ readonly update: Uint8Array; readonly client: number }> {
  const stateVector = Y.encodeStateVector(new Y.Doc())
  const opened: ProseOpened = await socket
    .timeout(60_000)
    .emitWithAck('prose:open', { document, stateVector })
  if (opened.kind !== 'opened' || opened.client === null) throw new Error(`not opened: ${opened.kind}`)
  return { update: new Uint8Array(opened.update), client: opened.client }
}

function fileOf() {
  const file = JSON.parse(
    readFileSync(new URL('../../server/demo/conference-132.json', import.meta.url), 'utf8'),
  ) as Record<string, unknown>
  return { ...file, note: 'Dữ liệu của phép đo biên bản' }
}
