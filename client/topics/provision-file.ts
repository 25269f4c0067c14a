import type { Answer } from '../../domain/protocol.ts'
import { ACCEPTED, MOST_BYTES } from '../attachments/attach.ts'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { ask } from '../session/ask.ts'

/** What the file dialogue offers. */
export const PROVISION_FILES = [...ACCEPTED, 'text/plain', '.txt'] as const

/** A slow line takes minutes for a large file (ms). */
const PATIENCE = 300_000
/** How a program's old files begin: a compound file, as `.doc` is one. */
const OLD_WORD = [0xd0, 0xcf, 0x11, 0xe0]

/** The words of a file, or why there are none. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: string }

/** Reads the document under discussion: PDF and DOCX on the server, which keeps nothing; plain text here. */
export async function readProvisionFile(conference: string, file: File): Promise<FileText> {
  if (file.size > MOST_BYTES) return { kind: 'problem', problem: words.topics.fileTooLarge }
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return { kind: 'problem', problem: words.topics.fileUnreadable }
  }
  if (OLD_WORD.every((byte, at) => bytes[at] === byte))
    return { kind: 'problem', problem: words.topics.fileOldWord }
  if (/\.txt$/i.test(file.name) || file.type === 'text/plain') {
    const text = plainText(bytes)
    if (text === null) return { kind: 'problem', problem: words.topics.fileUnreadable }
    return text.trim() === '' ? { kind: 'problem', problem: words.topics.fileEmpty } : { kind: 'text', text }
  }
  const answer: Answer<{ readonly text: string }> = await ask(
    `/api/conferences/${encodeURIComponent(conference)}/provisions/read`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
      signal: AbortSignal.timeout(PATIENCE),
    },
  )
  return answer.ok
    ? { kind: 'text', text: answer.value.text }
    : { kind: 'problem', problem: sentenceOf(answer) }
}

/** UTF-8, or UTF-16 where the file says so by its first bytes, as older editors save; null for anything else. */
export function plainText(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
