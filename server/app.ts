import type { FastifyInstance, FastifyRequest } from 'fastify'
import { mayCommand } from '../domain/authority.ts'
import type { Media } from '../media/index.ts'
import { openRenderer } from '../templates/render.ts'
import { invitationRoutes } from './access/invitation-routes.ts'
import { accessRoutes, requireSession } from './access/routes.ts'
import type { Clock } from './clock.ts'
import { Pages } from './conference/page.ts'
import { conferenceRoutes } from './conference/routes.ts'
import { attachmentRoutes } from './contributions/attachments.ts'
import { gatherText } from './contributions/gather-text.ts'
import { prosePages } from './contributions/prose-pages.ts'
import { ProseRooms } from './contributions/prose-rooms.ts'
import { provisionFileRoutes } from './contributions/provision-file.ts'
import { textRoutes } from './contributions/routes.ts'
import { textWrites } from './contributions/text-writes.ts'
import { openTexts } from './contributions/texts.ts'
import type { Database } from './database/pool.ts'
import { dossierRoutes } from './dossier/routes.ts'
import { dossierParts } from './dossier-parts.ts'
import type { Entropy } from './entropy.ts'
import { type HallLimits, Rooms } from './floor/rooms.ts'
import { formRoutes } from './form-check/routes.ts'
import { openGateway } from './gateway.ts'
import { registerHealth } from './health.ts'
import type { Gather } from './log/batch.ts'
import { Conferences } from './log/conferences.ts'
import { knownNodes, liveNodes, type NodeIdentity } from './log/node.ts'
import { getBlob, putBlob } from './minutes/blobs.ts'
import { openIssued } from './minutes/issued.ts'
import { gatherNotice } from './minutes/notice.ts'
import { Press } from './minutes/press.ts'
import { minutesRoutes } from './minutes/routes.ts'
import { gatherSeal } from './minutes/seal.ts'
import { signatureRoutes } from './minutes/signature-routes.ts'
import { verifyUrlAt } from './minutes/verify-url.ts'
import { publicationRoutes } from './publication/routes.ts'
import { publicationParts } from './publication-parts.ts'
import { Recordings } from './recording/recordings.ts'
import { recordingRoutes } from './recording/routes.ts'
import type { DemoPki } from './signing/demo-signing.ts'
import { verifyRoutes } from './signing/routes.ts'
import type { ServerSeal } from './signing/server-seal.ts'
import { openSigning, type TimestampSource } from './signing-parts.ts'
import { Refusal } from './sockets.ts'
import type { ServerCertificate } from './tls/certificate.ts'
import { BallotBoxes } from './votes/ballot-box.ts'
import { openWeb } from './web.ts'

export interface AppParts {
  readonly database: Database
  readonly node: NodeIdentity
  /** To serve HTTPS with; without, HTTP. */
  readonly certificate?: Pick<ServerCertificate, 'cert' | 'key'> | undefined
  readonly clock: Clock
  readonly entropy: Entropy
  /** Null for a conference without pictures and sound. */
  readonly media: Media | null
  readonly limits: HallLimits
  /** Where sound is kept, and for how many days. */
  readonly recordings: { readonly directory: string; readonly days: number }
  /** Null where this server demonstrates nothing. */
  readonly pki: (() => Promise<DemoPki>) | null
  readonly demo: boolean
  /** The timestamp authority of signed files, the demonstration's own, or none: then nothing is stamped. */
  readonly timestamps?: TimestampSource
  /** Seals the boxes of secret votes. */
  readonly ballotSecret: Uint8Array
  /** Directory of the built pages; null serves none. */
  readonly pages: string | null
  /** Origin of the links in minutes by which anyone has them checked: the node's own unless told, null for none. */
  readonly verifyAt?: string | null
  /** Root certificates (PEM) that signers and `/api/verify` trust. */
  readonly roots: readonly string[]
  readonly logLevel: string
  /** The server's own key, which makes dossiers known as its own, and where one that is brought waits; none without. */
  readonly dossiers?: { readonly seal: ServerSeal; readonly directory: string }
}

export interface App {
  readonly web: FastifyInstance
  readonly conferences: Conferences
  /** Whether the node is being emptied for maintenance. */
  readonly draining: boolean
  /**
   * Begins to hand what this node owns over to another live one, each conference when no turn runs there, and takes
   * none meanwhile; or ends that. With no other node everything stays.
   */
  drain(on: boolean): void
  /** Everything in order: pages are told, what is pending is stored, leases are given back. Not the database. */
  close(): Promise<void>
}

/** Wires the slices to each other; nothing listens yet. */
export async function openApp(parts: AppParts): Promise<App> {
  const { database, node, clock, media, demo, dossiers, pki, roots, timestamps = null } = parts
  const web = await openWeb({ ...parts, publicUrl: node.url })
  const report = (error: unknown) => web.log.error(error)
  const log = (line: string) => web.log.info(line)
  const texts = openTexts(database, { log })
  const proseRooms = new ProseRooms()
  const boxes = new BallotBoxes(parts.ballotSecret)
  const gather: Gather = (sql, conference, command) => {
    if (command.type === 'minutes/seal') return gatherSeal(sql, conference, texts, command)
    if (command.type === 'notice/number') return gatherNotice(sql, conference, clock.now())
    if (command.type.startsWith('vote/')) return boxes.gather(sql, conference, command)
    return gatherText(conference, texts, command)
  }
  const conferences = await Conferences.open({
    database,
    node,
    clock,
    entropy: parts.entropy,
    texts,
    gather,
    accompany: (...decided) => boxes.accompany(...decided),
    writeTexts: (conference, steps) => textWrites(conference, texts, texts, steps),
    proseStored: (update, { seq }) => proseRooms.committed([{ ...update, seq }]),
    log,
  })
  conferences.onRoleChange((conference) => texts.forget(conference))

  const renderer = openRenderer()
  const { verifyAt = node.url } = parts
  const verifyUrl = verifyAt === null ? undefined : verifyUrlAt(verifyAt)
  const press = new Press({
    database,
    conferences,
    clock,
    demo,
    text: (conference, document, seq) => texts.json(conference, document, seq),
    render: (view) => renderer.minutes(view),
    verifyUrl,
    unprintable: (view) => renderer.unprintable(view),
    report,
  })
  const signing = openSigning({
    ...{ database, conferences, clock, renderer, pki, roots, timestamps, report },
  })
  const recordings = new Recordings({ conferences, clock, ...parts.recordings, report })
  const heard = media && recordings.hearing(media)
  const rooms = new Rooms({ conferences, media: heard, limits: parts.limits, clock, report })
  const openProse = prosePages({ conferences, clock, texts, rooms: proseRooms, report })
  const nodes = () => liveNodes(database)
  const pages = new Pages({
    conferences,
    clock,
    nodes,
    entered: (socket, conference, kind) => {
      if (kind === 'owner') rooms.enter(socket, conference)
      openProse(socket, conference)
    },
    check: async (conference, command, session) => {
      if (command.type !== 'minutes/seal') return
      const { state } = conferences.loaded(conference)
      if (state.phase !== 'concluded' || !mayCommand(state, session.actor, command)) return
      const [first] = await press.unprintable(conference)
      if (first) throw new Refusal('minutes/unprintable', { ...first })
    },
    cutNow: (conference, logging) => rooms.cutNow(conference, logging),
    report,
  })
  const gateway = openGateway(web, {
    database,
    nodes: () => knownNodes(database),
    admit: (socket) => pages.admit(socket),
    report,
  })

  const identify = (request: FastifyRequest) => requireSession(database, request)
  const secure = node.url.startsWith('https:')
  await web.register(accessRoutes, { database, secure })
  await web.register(invitationRoutes, {
    database,
    conferences,
    publicUrl: node.url,
    identify,
    revoked: () => void gateway.sweep().catch(report),
  })
  await web.register(conferenceRoutes, { database, conferences, identify })
  await web.register(textRoutes, { database, conferences, texts, identify })
  await web.register(attachmentRoutes, {
    conferences,
    texts,
    blobs: {
      put: (bytes) => putBlob(database, bytes),
      get: (sha256) => getBlob(database, sha256),
    },
    identify,
  })
  await web.register(provisionFileRoutes, { conferences, identify })
  await web.register(minutesRoutes, {
    database,
    conferences,
    demonstrates: pki !== null,
    stamping: (conference) => signing.stamping.status(conference),
    identify,
  })
  const { desk, signers } = signing
  await web.register(signatureRoutes, { conferences, clock, desk, signers, identify })
  const publication = publicationParts({ database, conferences, clock, demo, texts, renderer, identify })
  await web.register(publicationRoutes, publication)
  await web.register(dossierRoutes, dossierParts({ ...publication, roots, dossiers, recordings, renderer }))
  await web.register(formRoutes, { conferences, identify })
  await web.register(recordingRoutes, { conferences, recordings, identify })
  const issued = openIssued(database, (conference) => conferences.peek(conference))
  await web.register(verifyRoutes, { roots, issued })
  registerHealth(web, {
    database,
    node: node.id,
    workers: () => media?.status().workers ?? null,
    media: async () => ({ ...(await media?.measure()) }),
    lines: () => rooms.technical(),
    conferences: () => conferences.ownedIds().length,
    draining: () => conferences.draining,
    pages: () => gateway.pages,
  })

  return {
    web,
    conferences,
    get draining() {
      return conferences.draining
    },
    drain: (on) => {
      web.log.info(on ? 'Draining: this node takes no conference' : 'Draining has ended')
      if (on) conferences.drain()
      else void conferences.endDraining()
    },
    close: async () => {
      await gateway.close()
      pages.close()
      await press.close()
      await signing.close()
      await recordings.close()
      await conferences.close()
      rooms.close()
      await texts.close()
      await renderer.close()
      await web.close()
    },
  }
}
