import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemPath } from '../../scripts/setup/run.mjs'
import { freePort } from '../support/free-port.ts'
import { processesAround } from '../support/processes.ts'
import { until } from '../support/until.ts'

const root = join(import.meta.dirname, '..', '..')
/** Installs, and provides the media worker if no earlier set-up of this machine has. */
const firstStart = 900_000
/** Five times what a start may take when nothing is left to set up. */
const laterStart = 10_000

let directory: string
let clone: string
let port: number
let npm: ChildProcess | undefined

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'diem-cau-test-'))
  clone = join(directory, 'clone')
  execFileSync('git', ['clone', '--quiet', root, clone])
  port = await freePort()
})

afterAll(async () => {
  npm?.kill('SIGTERM')
  await until('everything ended', () => leftRunning().length === 0)
  rmSync(directory, { recursive: true, force: true })
})

/** As in a new terminal: the machine's own Node first, nothing of the npm that runs this test. */
function newcomersEnvironment(): NodeJS.ProcessEnv {
  const ours =
    /^(npm_(package|lifecycle|command|execpath|node)|npm_config_(local_)?prefix|INIT_CWD|NODE|VITE|TEST$)/
  const rest = Object.entries(process.env).filter(([name]) => !ours.test(name))
  return { ...Object.fromEntries(rest), PATH: systemPath(), PORT: String(port), MEDIA_PORT: '0' }
}

/** Runs `npm start` until the server answers that it is well. */
async function start(deadline: number): Promise<void> {
  const child = spawn('npm', ['start'], { cwd: clone, env: newcomersEnvironment(), stdio: 'pipe' })
  npm = child
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text))
  const healthy = async () => {
    if (child.exitCode !== null) return `ended with ${child.exitCode}:\n${printed}`
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
    return response ? { http: response.status, body: await response.json() } : `no answer yet:\n${printed}`
  }
  await expect
    .poll(healthy, { timeout: deadline, interval: 100 })
    .toMatchObject({ http: 200, body: { status: 'ok' } })
}

function leftRunning(): string[] {
  return processesAround(directory)
}

function serverProcess(): number {
  const [server, ...others] = leftRunning().filter((line) =>
    /^\d+ node (--\S+ )*server\/main\.ts$/.test(line),
  )
  if (!server || others.length > 0) throw new Error(`not one server: ${leftRunning().join('\n')}`)
  return Number.parseInt(server, 10)
}

describe('a fresh clone, on a machine with Node and npm', () => {
  it('runs after npm start, its embedded PostgreSQL included', { timeout: firstStart }, async () => {
    await start(firstStart - 10_000)
    expect(leftRunning().filter((line) => line.includes('postgres'))).not.toEqual([])
  })

  it('stops in order when asked, and leaves nothing running', async () => {
    npm?.kill('SIGTERM')
    await expect.poll(leftRunning, { timeout: 20_000 }).toEqual([])
  })

  it('is there again soon after a second npm start', async () => {
    await start(laterStart)
  })

  it('leaves nothing running when the server is killed', async () => {
    process.kill(serverProcess(), 'SIGKILL')
    await expect.poll(leftRunning, { timeout: 5000 }).toEqual([])
  })

  it('starts again after having been killed', async () => {
    await start(laterStart)
  })
})
