import type { Answer } from '../../domain/protocol.ts'
import { ask, linkTo } from '../session/ask.ts'

/** Largest file that the server takes, in bytes. */
export const MOST_BYTES = 20 * 1024 * 1024

/** What the file dialogue offers: by media type and by ending, for systems that know only one of them. */
export const ACCEPTED = [
  'application/pdf',
  '.pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.docx',
] as const

/** A slow line takes minutes for a large file (ms). */
const PATIENCE = 300_000

/** What became of the words in the file. */
export type AttachedWords =
  | { readonly kind: 'placed' | 'none' | 'unreadable' | 'too-long' }
  | { readonly kind: 'offered'; readonly words: string }

export interface Attached {
  readonly sha256: string
  readonly name: string
  readonly text: AttachedWords
}

/** Sends a file to a contribution; `command` stays the same for a retry. */
export function attachFile(
  conference: string,
  contribution: number,
  file: File,
  command: string,
): Promise<Answer<Attached>> {
  const query = new URLSearchParams({ name: file.name, command })
  return ask<Attached>(`${pathOf(conference, contribution)}?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
    signal: AbortSignal.timeout(PATIENCE),
  })
}

/** Where an attached file is downloaded from. */
export function fileLink(conference: string, contribution: number, sha256: string): string {
  return linkTo(`${pathOf(conference, contribution)}/${sha256}`)
}

function pathOf(conference: string, contribution: number): string {
  return `/api/conferences/${encodeURIComponent(conference)}/contributions/${contribution}/attachments`
}
