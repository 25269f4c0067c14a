import { type MediaRefusalCode, mediaRefusalCodes } from '../domain/media-messages.ts'

/** `worker-failed`: a media worker could not be started. `no-worker`: none is up now; try again. */
export type MediaErrorCode = MediaRefusalCode | 'media/worker-failed' | 'media/no-worker'

/** A refusal or failure of the media room with a stable code. */
export class MediaError extends Error {
  override readonly name = 'MediaError'
  readonly code: MediaErrorCode

  constructor(code: MediaErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}

/** What a page is told of a failure: whatever mediasoup does not like is `media/refused`. */
export function refusalCode(error: unknown): MediaRefusalCode {
  const code = error instanceof MediaError ? error.code : undefined
  return mediaRefusalCodes.find((known) => known === code) ?? 'media/refused'
}

/** The answer to a request about something that may be gone. @throws MediaError `media/unknown` */
export function found(known: boolean): Record<never, never> {
  if (!known) throw new MediaError('media/unknown')
  return {}
}
