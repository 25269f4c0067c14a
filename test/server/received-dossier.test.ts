import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, describe, expect, test } from 'vitest'
import { received } from '../../server/dossier/receive.ts'

const directory = mkdtempSync(join(tmpdir(), 'nhan-'))
afterAll(() => rmSync(directory, { recursive: true }))
const sent = (bytes: number) => Readable.from([Buffer.alloc(bytes / 2), Buffer.alloc(bytes / 2)])

describe('a dossier that is sent', () => {
  test('is a file for as long as it is read, and gone afterwards', async () => {
    const size = await received(sent(1000), directory, async (path) => readFileSync(path).length)
    expect(size).toBe(1000)
    expect(readdirSync(directory)).toEqual([])
    const failing = received(sent(10), directory, () => Promise.reject(new Error('unreadable')))
    await expect(failing).rejects.toThrow('unreadable')
    expect(readdirSync(directory)).toEqual([])
  })

  test('is refused when it takes more room than it may, and leaves nothing', async () => {
    const reading = received(sent(1000), directory, async () => 'read', 999)
    await expect(reading).rejects.toMatchObject({ code: 'request/too-large' })
    expect(readdirSync(directory)).toEqual([])
  })

  test('clears away what a server that was killed has left, and nothing else', async () => {
    const [old, fresh, other] = ['a'.repeat(36), 'b'.repeat(36), 'khac'].map((name) => `${name}.zip`)
    for (const name of [old, fresh, other]) writeFileSync(join(directory, name ?? ''), 'x')
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400
    for (const name of [old, other]) utimesSync(join(directory, name ?? ''), twoDaysAgo, twoDaysAgo)
    await received(sent(2), directory, async () => null)
    expect(readdirSync(directory).sort()).toEqual([fresh, other])
  })
})
