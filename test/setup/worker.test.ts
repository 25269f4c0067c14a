import { execFile, execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { workerBinary } from '../../media/worker/binary.ts'
import { workerLocation } from '../../media/worker/location.mjs'

const setup = join(import.meta.dirname, '..', '..', 'scripts', 'setup.mjs')

let directory: string
let server: Server
let asked: string[]

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'diem-cau-test-'))
  asked = []
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end(readFileSync(join(directory, 'worker.tgz')))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(directory, { recursive: true, force: true })
})

/** Sets up with an empty cache and a release host of our own. */
async function setUp(): Promise<NodeJS.ProcessEnv> {
  const { port } = server.address() as AddressInfo
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    XDG_CACHE_HOME: join(directory, 'cache'),
    MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: `http://127.0.0.1:${port}`,
  }
  delete env.MEDIASOUP_WORKER_BIN
  await promisify(execFile)(process.execPath, [setup, '--quick', '--worker'], { env })
  return env
}

describe('the media worker', () => {
  it('is taken from the release host where that answers, once', async () => {
    copyFileSync(workerBinary(), join(directory, 'mediasoup-worker'))
    execFileSync('tar', ['-czf', join(directory, 'worker.tgz'), '-C', directory, 'mediasoup-worker'])

    const env = await setUp()
    await setUp()
    expect(asked).toEqual([
      expect.stringMatching(/^\/[\d.]+\/mediasoup-worker-[\d.]+-\w+-\w+(-kernel\d+)?\.tgz$/),
    ])
    expect(readFileSync(workerLocation(env)).equals(readFileSync(workerBinary()))).toBe(true)
    expect(readdirSync(join(directory, 'cache', 'diem-cau'))).toHaveLength(1)
  })

  it('is the file that MEDIASOUP_WORKER_BIN names, if it names one', () => {
    expect(workerLocation({ MEDIASOUP_WORKER_BIN: '/opt/worker', XDG_CACHE_HOME: directory })).toBe(
      '/opt/worker',
    )
  })
})
