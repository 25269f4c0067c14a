import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDemoPki } from '../../server/signing/demo-pki.ts'
import { writeMeasured } from '../measured-file.ts'
import { lookAtMachine, MOST_BUSY } from '../media/machine.ts'
import { readArguments, USAGE } from './arguments.ts'
import { openAuthority } from './authority.ts'
import { type DocumentFigures, type DocumentRun, type PressRun, targetsOf } from './figures.ts'
import { reportOf } from './report.ts'

/** What has been started, to be ended in the reverse order. */
const running: (() => Promise<void> | void)[] = []

/** Ends all that runs. */
export async function endAll(): Promise<void> {
  for (const end of running.splice(0).reverse()) await end()
}

/** `npm run bench -- documents`. @returns the exit code: 0 measured, 1 not */
export async function benchDocuments(given: readonly string[]): Promise<number> {
  const options = readArguments(given)
  if (!options) {
    say(`usage: ${USAGE}`)
    return 1
  }
  const machine = await lookAtMachine(null)
  if (machine.busyBefore > MOST_BUSY && !options.force) {
    say('this machine is not quiet, and would measure something else; --force measures all the same')
    return 1
  }
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-bench-'))
  running.push(() => rmSync(directory, { recursive: true, force: true }))
  const pki = join(directory, 'pki')
  const authority = await openAuthority(await openDemoPki(pki))
  running.push(() => authority.close())
  const runs: DocumentRun[] = []
  for (let run = 1; run <= options.runs; run++) {
    say(`making the minutes of ${options.contributions} contributions, ${run} of ${options.runs}`)
    const made = await pressRun([String(options.contributions), pki, authority.url])
    runs.push({ ...made, authority: authority.spent() })
  }
  const figures: DocumentFigures = {
    at: new Date().toISOString(),
    machine,
    contributions: options.contributions,
    runs,
    targets: targetsOf(runs),
  }
  const json = `${JSON.stringify(figures, null, 2)}\n`
  if (options.out !== null) writeFileSync(options.out, json)
  if (options.write)
    writeMeasured('## The documents', 'npm run bench -- documents --write', `${reportOf(figures)}\n`)
  process.stdout.write(options.json ? json : `\n${reportOf(figures)}\n`)
  return 0
}

/** Node's own settings are those of `npm start`. */
function pressRun(args: readonly string[]): Promise<PressRun> {
  const child = fork(join(import.meta.dirname, 'press-process.ts'), args, {
    execArgv: ['--max-semi-space-size=4'],
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compile'),
    },
  })
  running.push(() => void child.kill())
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as PressRun))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the process that makes the minutes ended with ${code}`)))
  })
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
