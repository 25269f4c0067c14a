import type {
  MediaAnswer,
  MediaAnswers,
  MediaRequest,
  MediaRequestType,
} from '../../domain/media-messages.ts'
import { ANSWER_WITHIN } from './recovery.ts'

/** How a page speaks to the room: asks and is answered. */
export type SendMedia = (request: MediaRequest) => Promise<MediaAnswer>

/** The room refused, or did not answer (`no-answer`). */
export class MediaRefused extends Error {
  override readonly name = 'MediaRefused'
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export type RequestOf<T extends MediaRequestType> = Extract<MediaRequest, { type: T }> & { type: T }

export type AskRoom = <T extends MediaRequestType>(request: RequestOf<T>) => Promise<MediaAnswers[T]>

/** @returns a function that rejects with `MediaRefused` where the room says no or nothing */
export function askingBy(send: SendMedia): AskRoom {
  return async <T extends MediaRequestType>(request: RequestOf<T>) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new MediaRefused('no-answer')), ANSWER_WITHIN)
    })
    try {
      const answer = await Promise.race([send(request), tooLate])
      if ('error' in answer) throw new MediaRefused(answer.error)
      return answer as MediaAnswers[T]
    } finally {
      clearTimeout(timer)
    }
  }
}
