import { tmpdir } from 'node:os'
import type { FastifyRequest } from 'fastify'
import type { Renderer } from '../templates/render.ts'
import { TextHashThread } from './contributions/text-hash-thread.ts'
import { plainName } from './dossier/plain-name.ts'
import type { DossierRoutesParts } from './dossier/routes.ts'
import { getBlob, putBlob } from './minutes/blobs.ts'
import { allFiles } from './publication/all-files.ts'
import type { RecordParts } from './publication/record.ts'
import type { Recordings } from './recording/recordings.ts'
import type { Session } from './session.ts'
import { checkDetached, signDetached } from './signing/detached.ts'
import type { ServerSeal } from './signing/server-seal.ts'
import { verifyInThread } from './signing/verify-thread.ts'

export interface DossierWiring extends RecordParts {
  /** Certificates (PEM) that signatures are trusted by. */
  readonly roots: readonly string[]
  /** The server's own key, and where an upload waits; no dossier is made without. */
  readonly dossiers: { readonly seal: ServerSeal; readonly directory: string } | undefined
  readonly recordings: Recordings
  readonly renderer: Pick<Renderer, 'file' | 'extract'>
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

/** What a dossier takes from every slice of the server, and gives back to each when it is brought in. */
export function dossierParts(wiring: DossierWiring): DossierRoutesParts {
  const { database, conferences, clock, demo, dossiers, recordings, renderer, roots, identify } = wiring
  const own = dossiers ? [dossiers.seal.certificatePem] : []
  return {
    database,
    clock,
    demo,
    identify,
    stateOf: async (conference) => {
      const state = await conferences.peek(conference)
      return { state, head: conferences.loaded(conference).head }
    },
    published: async (conference) => {
      const render: Renderer['file'] = (view, file) => renderer.file(view, file)
      const renderExtract: Renderer['extract'] = (view) => renderer.extract(view)
      const files = await allFiles({ ...wiring, render, renderExtract }, conference)
      return files.map(({ name, extension, ...file }) => ({
        ...file,
        name: `${plainName(name)}.${extension}`,
      }))
    },
    blob: (sha256) => getBlob(database, sha256),
    recording: (state, conference, sha256) => recordings.sound(state, conference, sha256),
    sign: dossiers ? (manifest) => signDetached(manifest, dossiers.seal.signer) : null,
    directory: dossiers?.directory ?? tmpdir(),
    signature: (bytes, signature, at) => checkDetached(bytes, signature, [...own, ...roots], at),
    pdf: (pdf) => verifyInThread({ pdf, roots, now: clock.now() }),
    texts: () => new TextHashThread(),
    putBlob,
    keepRecording: (conference, key, sound) => recordings.keep(conference, key, sound),
  }
}
