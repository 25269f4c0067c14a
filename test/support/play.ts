import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { processesAround } from './processes.ts'

const script = join(import.meta.dirname, '../../scripts/play.ts')

export interface PlayRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningPlay {
  readonly ended: Promise<PlayRun>
  /** Resolves when it has printed this. */
  printed(text: string): Promise<void>
  signal(name: NodeJS.Signals): void
}

/** A folder for the tests of a file: plays run in it, and keep what they need while they run below it. */
export class PlayGround {
  folder = ''

  path(...names: string[]): string {
    return join(this.folder, ...names)
  }

  read(...names: string[]): Buffer {
    return readFileSync(this.path(...names))
  }

  /** `npm run play -- …` without npm. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningPlay {
    const { DATABASE_URL, npm_lifecycle_event, ...inherited } = process.env
    const child = spawn(process.execPath, [script, ...args], {
      cwd: this.folder,
      env: { ...inherited, TMPDIR: this.path('temporary'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const out = { stdout: '', stderr: '' }
    const waiting: { readonly text: string; readonly resolve: () => void }[] = []
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out.stdout += text
      for (const each of waiting) if (out.stdout.includes(each.text)) each.resolve()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      out.stderr += text
    })
    return {
      ended: new Promise((resolve, reject) => {
        child.once('error', reject)
        child.once('close', (code) => resolve({ code, ...out }))
      }),
      printed: (text) => new Promise((resolve) => waiting.push({ text, resolve })),
      signal: (name) => void child.kill(name),
    }
  }

  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<PlayRun> {
    return this.start(args, env).ended
  }

  /** What plays have left among temporary files; the loader of migrations keeps its cache there. */
  leftovers(): readonly string[] {
    return readdirSync(this.path('temporary')).filter((name) => name !== 'jiti')
  }

  /** Command lines of what runs in the folder. */
  processes(): readonly string[] {
    return processesAround(this.folder)
  }
}

/** A play ground for every test of the file that calls it. */
export function playGround(): PlayGround {
  const ground = new PlayGround()
  beforeAll(() => {
    ground.folder = mkdtempSync(join(tmpdir(), 'diem-cau-plays-'))
    // PostgreSQL runs under another account where the tests run as root.
    chmodSync(ground.folder, 0o755)
    mkdirSync(ground.path('temporary'), { mode: 0o755 })
  })
  afterAll(() => rmSync(ground.folder, { recursive: true, force: true }))
  return ground
}
