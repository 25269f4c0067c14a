import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, expect, test } from 'vitest'
import { hashInZip, openZip } from '../../server/zip/reading.ts'
import { type Written, zipOf } from '../../server/zip/writing.ts'

const folder = mkdtempSync(join(tmpdir(), 'zip-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** More than 4 GiB, which only ZIP64 tells. */
const HUGE = process.env.LONG ? 4200 : 42
const megabyte = Buffer.alloc(1024 * 1024, 'điểm cầu')

function* megabytes(count: number): Generator<Buffer> {
  for (let index = 0; index < count; index++) yield megabyte
}

async function written(name: string, sizes: ReadonlyMap<string, number>) {
  const path = join(folder, name)
  const figures = new Map<string, Written>()
  const zip = zipOf(Date.now(), async ({ add }) => {
    for (const [file, count] of sizes) {
      const source = Readable.from(megabytes(count), { objectMode: false })
      // Deflated, so many bytes that repeat themselves would be taken for a bomb.
      figures.set(file, await add(file, source, { compress: count < 100 }))
    }
  })
  await pipeline(zip, createWriteStream(path))
  return { path, figures }
}

test(`${HUGE} MB go through in little memory and come back as they were`, { timeout: 300_000 }, async () => {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
  const before = process.memoryUsage().rss
  const { path, figures } = await written(
    'lon.zip',
    new Map([
      ['lon.bin', HUGE],
      ['nho.bin', 1],
    ]),
  )
  const zip = await openZip(path)
  for (const [file, { size, sha256 }] of figures) {
    expect(zip.entries.get(file)?.size, file).toBe(size)
    expect(await hashInZip(zip, file), file).toBe(sha256)
  }
  zip.close()
  clearInterval(timer)
  expect(figures.get('lon.bin')?.size).toBe(HUGE * megabyte.length)
  expect(most - before).toBeLessThan(200 * 1024 * 1024)
})

test('who stops reading ends the writing', async () => {
  let ended: unknown
  const zip = zipOf(Date.now(), async ({ add }) => {
    await add('a.bin', Readable.from(megabytes(1000), { objectMode: false }), { compress: false }).catch(
      (error) => {
        ended = error
        throw error
      },
    )
  })
  zip.once('data', () => zip.destroy())
  await new Promise((resolve) => zip.once('close', resolve))
  await new Promise((resolve) => setImmediate(resolve))
  expect(ended).toBeInstanceOf(Error)
})

test('a source that fails fails the whole', async () => {
  const failing = new Readable({
    read() {
      this.destroy(new Error('đĩa hỏng'))
    },
  })
  const zip = zipOf(Date.now(), async ({ add }) => void (await add('a.bin', failing, { compress: true })))
  await expect(pipeline(zip, createWriteStream(join(folder, 'hong.zip')))).rejects.toThrow('đĩa hỏng')
})

test('files that lie over each other are not unpacked', async () => {
  const { path } = await written(
    'chong.zip',
    new Map([
      ['a.bin', 1],
      ['b.bin', 1],
    ]),
  )
  const bytes = readFileSync(path)
  // The directory says that the second begins where the first does.
  bytes.writeUInt32LE(0, bytes.lastIndexOf('b.bin') - 46 + 42)
  writeFileSync(path, bytes)
  await expect(openZip(path)).rejects.toMatchObject({ code: 'overlapping', path: 'b.bin' })
})
