import { createHash } from 'node:crypto'
import { type Readable, Transform } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** How much went into a ZIP under a name. */
export interface Written {
  /** Bytes, before they were compressed. */
  readonly size: number
  /** Hexadecimal. */
  readonly sha256: string
}

export interface ZipWriting {
  /** Takes a stream in to its end. Rejects with the stream's error, or when nobody reads the ZIP any more. */
  add(path: string, source: Readable, options: { readonly compress: boolean }): Promise<Written>
}

/**
 * A ZIP that is made while it is read: `write` adds one file after the other, none is whole in memory, ZIP64 where it
 * is needed. Destroyed with the error when `write` rejects; destroying it ends the making.
 * @param at the time that every file in it bears, milliseconds since 1970
 */
export function zipOf(at: number, write: (zip: ZipWriting) => Promise<void>): Readable {
  const zip = new ZipFile()
  const out = zip.outputStream as Readable
  // What reads the ZIP may go away at any moment: then nothing ends by itself.
  const gone = new Promise<never>((_, reject) => {
    out.once('close', () => reject(new Error('nobody reads the ZIP any more')))
  })
  gone.catch(() => {})
  zip.on('error', (error) => out.destroy(error))
  const add: ZipWriting['add'] = async (path, source, { compress }) => {
    const { measured, figures } = measuring()
    source.on('error', (error) => measured.destroy(error))
    zip.addReadStream(source.pipe(measured), path, { mtime: new Date(at), compress, mode: 0o100644 })
    try {
      await Promise.race([finished(measured, { writable: false }), gone])
    } finally {
      source.destroy()
    }
    return figures()
  }
  write({ add }).then(
    () => zip.end(),
    (error: Error) => out.destroy(error),
  )
  return out
}

/** A stream that hands everything on, and how much it was. */
function measuring(): { measured: Transform; figures: () => Written } {
  const hash = createHash('sha256')
  let size = 0
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  return { measured, figures: () => ({ size, sha256: hash.digest('hex') }) }
}
