import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type FileKey, RecordingFiles } from './recording-files.ts'

const DAY = 86_400_000

/** Whether sound of that moment is kept no longer. @param days how long it is kept */
export function isOver({ from }: FileKey, days: number, now: number): boolean {
  return from + days * DAY <= now
}

/** Keeps a recording that was made elsewhere, unless its time is over here. */
export async function keepSound(
  { directory, days }: { readonly directory: string; readonly days: number },
  conference: string,
  key: FileKey,
  sound: Readable,
  now = Date.now(),
): Promise<void> {
  if (isOver(key, days, now)) {
    sound.destroy()
    return
  }
  const files = new RecordingFiles(directory, conference)
  await files.prepare()
  await pipeline(sound, createWriteStream(files.partPath(key), { mode: 0o600, flush: true }))
  await files.complete(key)
}
