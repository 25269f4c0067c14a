import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import { type AttachmentKind, kindOf, mediaTypes } from './attachment-kind.ts'

/** Largest file, in bytes. */
export const MOST_BYTES = 20 * 1024 * 1024

/** Lets a route take a file as it is. */
export function takeFiles(app: FastifyInstance): void {
  app.addContentTypeParser(
    [...Object.values(mediaTypes), 'application/octet-stream'],
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  )
}

/** What a body is; throws `attachment/not-a-document` for anything but a PDF or DOCX. */
export function documentIn(body: unknown): { readonly kind: AttachmentKind; readonly bytes: Buffer } {
  const kind = Buffer.isBuffer(body) ? kindOf(body) : null
  if (!Buffer.isBuffer(body) || !kind) throw new AppError('attachment/not-a-document')
  return { kind, bytes: body }
}
