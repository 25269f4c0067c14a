import type { MediaConnection } from '../media/index.ts'
import { sentenceFor } from '../messages/catalogue.ts'

/** Refusals that last until a person does something; of the others the page is rid by asking again. */
const lasting: ReadonlySet<string> = new Set(['media/absent', 'media/conference-full', 'media/node-full'])

/** Why the media room does not take this page in, in a sentence; null when it does, or will by itself. */
export function roomRefusal(connection: MediaConnection): string | null {
  const code = 'refusal' in connection ? connection.refusal : undefined
  return code !== undefined && lasting.has(code) ? sentenceFor(code) : null
}
