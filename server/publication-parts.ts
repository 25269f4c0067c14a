import type { FastifyRequest } from 'fastify'
import type { Renderer } from '../templates/render.ts'
import type { Clock } from './clock.ts'
import type { Texts } from './contributions/texts.ts'
import type { Database } from './database/pool.ts'
import type { Conferences } from './log/conferences.ts'
import { getBlob } from './minutes/blobs.ts'
import { minutesView } from './minutes/view.ts'
import type { PublicationRoutesParts } from './publication/routes.ts'
import type { Session } from './session.ts'
import { synthesisView } from './synthesis/view.ts'

export interface PublicationWiring {
  readonly database: Database
  readonly conferences: Conferences
  readonly clock: Clock
  readonly demo: boolean
  readonly texts: Texts
  readonly renderer: Pick<Renderer, 'file' | 'extract'>
  readonly identify: (request: FastifyRequest) => Promise<Session>
}

/** What the record's files take from the other slices. */
export function publicationParts({ texts, renderer, ...given }: PublicationWiring): PublicationRoutesParts {
  return {
    ...given,
    text: (conference, document, seq) => texts.json(conference, document, seq),
    minutesView,
    synthesisView,
    render: (view, file) => renderer.file(view, file),
    renderExtract: (view) => renderer.extract(view),
    minutesFile: async ({ minutes }) => {
      const sha256 = minutes.kind === 'sealed' ? minutes.newest : null
      return sha256 === null ? null : getBlob(given.database, sha256)
    },
  }
}
