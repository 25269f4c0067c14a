import { createHash } from 'node:crypto'
import type { MinutesView } from './minutes-view.ts'

/** The content of a view as one string, attachments by their hash: what the file identifier is made from. */
export function viewSeed(view: MinutesView): string {
  return JSON.stringify({
    ...view,
    attachments: view.attachments.map(({ bytes, ...rest }) => ({
      ...rest,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  })
}
