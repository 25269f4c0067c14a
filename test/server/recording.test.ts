import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page as BrowserPage } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TurnRecording } from '../../domain/recording.ts'
import { launchBrowser } from '../support/browser.ts'
import type { HallPage } from '../support/hall-page.ts'
import { MediaServer } from '../support/media-server.ts'
import { decodeSound, encodeVoice } from '../support/opus-voice.ts'
import { type Page, request, type SignIn, signIn } from '../support/page.ts'
import { central } from '../support/prepared-conference.ts'
import { until } from '../support/until.ts'

const bridge = 'son-la'
const DAY = 24 * 60 * 60 * 1000

let running: MediaServer
let browser: Browser
let reader: BrowserPage
let voice: readonly Uint8Array[]
let directory: string
let chair: Page
let hall: HallPage
/** How far the server's clock is ahead (ms). */
let ahead = 0

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'ghi-am-'))
  running = await MediaServer.start({
    recordings: { directory, days: 30 },
    clock: { kind: 'system', now: () => Date.now() + ahead },
  })
  browser = await launchBrowser()
  reader = await browser.newPage()
  await reader.goto(`${running.server.origin}/healthz`)
  voice = await encodeVoice(reader)
})
beforeEach(async () => {
  await running.prepare()
  chair = (await running.desk(`${central}-chair`)).page
  await chair.must({ type: 'conference/open' })
  hall = await running.hall(bridge)
  await speak()
})
afterEach(() => running.leave())
afterAll(async () => {
  await browser.close()
  await running.close()
  rmSync(directory, { recursive: true, force: true })
})

async function speak(): Promise<void> {
  await hall.watch()
  await hall.produce('microphone', voice)
}

/** The floor for the hall. @returns the turn */
async function grant(): Promise<number> {
  const speaker = { name: 'Người nói', title: null }
  const asked = await hall.page.must({ type: 'floor/request', bridge, speaker, topics: [] })
  const call = { type: 'floor/call', request: asked, seconds: 60, outOfOrder: false } as const
  return chair.must(call)
}

const recordings = (): readonly TurnRecording[] => running.state.recording.turns
const filesHere = () => {
  try {
    return readdirSync(join(directory, running.conference))
  } catch {
    return []
  }
}
const writtenBytes = () => {
  return filesHere().reduce((sum, name) => sum + statSync(join(directory, running.conference, name)).size, 0)
}
/** A page of a second is some 2 kB of this voice. */
const hasSeconds = (seconds: number) => () => writtenBytes() > seconds * 2000

const fileOf = (id: number, sign: SignIn, headers: Record<string, string> = {}) =>
  request(running.server.origin, sign, `/api/conferences/${running.conference}/recordings/${id}.opus`, {
    headers,
  })
const secretary = () => signIn(running.server.origin, running.token(`${central}-secretary`))

/** A whole turn of some seconds, recorded. */
async function recordTurn(): Promise<TurnRecording> {
  await chair.must({ type: 'recording/start' })
  const turn = await grant()
  await until('sound is on disk', hasSeconds(3), 60_000)
  await hall.page.must({ type: 'floor/yield', turn })
  await until('it is logged', () => recordings().length === 1)
  return recordings()[0] as TurnRecording
}

describe('the sound of a turn', () => {
  test('is kept nowhere while the chair has not ordered it', async () => {
    const turn = await grant()
    const other = await running.hall('ha-noi')
    await other.watch()
    await until('it is heard', () => other.packets(bridge, 'microphone') > 50)
    await hall.page.must({ type: 'floor/yield', turn })
    expect(recordings()).toEqual([])
    expect(filesHere()).toEqual([])
  })

  test('is a file that a browser plays, of the length, size and hash that the log names', async () => {
    const before = Date.now()
    const held = await recordTurn()
    expect(held.from).toBeGreaterThanOrEqual(before)
    expect(held.from + held.length).toBeLessThan(Date.now() + 1000)
    const answer = await fileOf(held.id, await secretary())
    expect(answer.headers.get('content-type')).toBe('audio/ogg; codecs=opus')
    const file = Buffer.from(await answer.arrayBuffer())
    expect(file.length).toBe(held.size)
    expect(createHash('sha256').update(file).digest('hex')).toBe(held.sha256)
    const sound = await decodeSound(reader, file)
    expect(Math.abs(sound.length - held.length)).toBeLessThan(100)
    // The voice is loud for half a second and silent for half a second, from the first to the last.
    const loud = sound.levels.filter((level) => level > 0.1).length
    const quiet = sound.levels.filter((level) => level < 0.01).length
    expect(loud).toBeGreaterThan(sound.levels.length * 0.3)
    expect(quiet).toBeGreaterThan(sound.levels.length * 0.2)
  })

  test('is heard from any byte by the central desk, and by nobody else', async () => {
    const held = await recordTurn()
    const sign = await secretary()
    const whole = Buffer.from(await (await fileOf(held.id, sign)).arrayBuffer())
    const part = await fileOf(held.id, sign, { range: 'bytes=100-199' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${held.size}`)
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(100, 200))
    expect((await fileOf(held.id, sign, { range: `bytes=${held.size}-` })).status).toBe(416)
    expect((await fileOf(held.id + 1, sign)).status).toBe(404)
    const own = await signIn(running.server.origin, running.token(`${bridge}-chair`))
    expect((await fileOf(held.id, own)).status).toBe(403)
  })

  test('ends with the conference, whole', async () => {
    await chair.must({ type: 'recording/start' })
    const turn = await grant()
    await until('sound is on disk', hasSeconds(1), 60_000)
    await chair.must({ type: 'conference/conclude' })
    await until('it is logged', () => recordings().length === 1)
    expect(recordings()[0]).toMatchObject({ turn })
    expect(running.state.recording.since).toBeNull()
    expect(await chair.command({ type: 'recording/start' })).toMatchObject({ code: 'conference/not-open' })
  })

  test('goes on in the same file when the media worker has died', async () => {
    await chair.must({ type: 'recording/start' })
    const turn = await grant()
    await until('sound is on disk', hasSeconds(1), 60_000)
    running.killWorkers()
    await until('the hall is told', () => hall.notices('closed').length > 0)
    await speak()
    const before = writtenBytes()
    await until('more is on disk', () => writtenBytes() > before + 3000, 60_000)
    await hall.page.must({ type: 'floor/yield', turn })
    await until('it is logged', () => recordings().length === 1)
    const [held] = recordings()
    const file = Buffer.from(await (await fileOf(held?.id ?? 0, await secretary())).arrayBuffer())
    expect(Math.abs((await decodeSound(reader, file)).length - (held?.length ?? 0))).toBeLessThan(100)
  })
})

describe('recordings on disk', () => {
  test('that a crash has cut off are ended and logged at the next start', async () => {
    const held = await recordTurn()
    const file = Buffer.from(await (await fileOf(held.id, await secretary())).arrayBuffer())
    const key = `${held.turn}-${held.from + 1}.opus.part`
    writeFileSync(join(directory, running.conference, key), file.subarray(0, file.length * 0.6))
    // One without a whole page of sound.
    writeFileSync(
      join(directory, running.conference, `${held.turn}-${held.from + 2}.opus.part`),
      file.subarray(0, 90),
    )
    await running.restart()
    await running.server.conferences.enter(running.conference)
    await until('it is logged', () => recordings().length === 2)
    const cut = recordings()[1] as TurnRecording
    expect(cut).toMatchObject({ turn: held.turn, from: held.from + 1 })
    expect(cut.length).toBeLessThan(held.length)
    const rest = Buffer.from(await (await fileOf(cut.id, await secretary())).arrayBuffer())
    expect(createHash('sha256').update(rest).digest('hex')).toBe(cut.sha256)
    expect(Math.abs((await decodeSound(reader, rest)).length - cut.length)).toBeLessThan(100)
    expect(filesHere()).toHaveLength(2)
  })

  test('are deleted when their days are over, and the log says so', async () => {
    const held = await recordTurn()
    await chair.must({ type: 'recording/stop' })
    ahead += 29 * DAY
    await running.restart()
    await running.server.conferences.enter(running.conference)
    expect((await fileOf(held.id, await secretary())).status).toBe(200)
    ahead += 2 * DAY
    await running.restart()
    const isDeleted = async () =>
      (await running.server.conferences.peek(running.conference)).recording.turns[0]?.deletedAt
    await until('it is deleted', isDeleted)
    expect(filesHere()).toEqual([])
    expect((await fileOf(held.id, await secretary())).status).toBe(404)
  })

  test('of a conference that the database does not have are deleted all the same', async () => {
    const lost = join(directory, 'hoi-nghi-da-mat')
    mkdirSync(lost)
    const now = Date.now() + ahead
    writeFileSync(join(lost, `5-${now - 29 * DAY}.opus`), '')
    writeFileSync(join(lost, `5-${now - 31 * DAY}.opus`), '')
    writeFileSync(join(lost, `6-${now - 31 * DAY}.opus.part`), '')
    await running.restart()
    await until('those that are too old are gone', () => readdirSync(lost).length === 1)
    expect(readdirSync(lost)).toEqual([`5-${now - 29 * DAY}.opus`])
  })

  test('that cannot be written end the recording in the log and disturb nobody', async () => {
    // A file stands where the directory would be.
    writeFileSync(join(directory, running.conference), '')
    await chair.must({ type: 'recording/start' })
    await until('the log says so', () => running.state.recording.failure === 'disk-failed')
    expect(running.state.recording.since).toBeNull()
    const turn = await grant()
    await hall.page.must({ type: 'floor/yield', turn })
    expect(recordings()).toEqual([])
  })
})
