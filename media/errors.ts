import type { MediaRefusalCode } from '../domain/media-messages.ts'

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
