import { writeFileSync } from 'node:fs'
import { chromiumPath } from '../../test/support/browser.ts'
import { writeMeasured } from '../measured-file.ts'
import { readArguments, USAGE } from './arguments.ts'
import { type Besides, measureBesides } from './besides.ts'
import { BROWSER_BRIDGES, RELAY_ADDRESS, SEED } from './browser-halls.ts'
import type { MediaFigures, SizeFigures } from './figures.ts'
import { lookAtMachine, MOST_BUSY } from './machine.ts'
import { reportOf } from './report.ts'
import { measureSize, type Started } from './size.ts'
import { NATIONAL, targetsOf } from './targets.ts'

/** What has been started, to be ended in the reverse order. */
const running = new Set<() => Promise<void>>()

/** Remembers how something ends; the answer ends it before the rest. */
const started: Started = (end) => {
  const once = async () => {
    if (running.delete(once)) await end()
  }
  running.add(once)
  return once
}

/** Ends all that runs. */
export async function endAll(): Promise<void> {
  for (const end of [...running].reverse()) await end().catch((error: Error) => say(error.message))
}

/** `npm run bench -- media`. @returns the exit code: 0 measured, 1 not */
export async function benchMedia(given: readonly string[]): Promise<number> {
  const options = readArguments(given)
  if (!options) {
    say(`usage: ${USAGE}`)
    return 1
  }
  const withBrowsers = options.browsers && chromiumPath() !== undefined
  if (options.browsers && !withBrowsers)
    say('no Chromium here: joins, painted frames and recovery are left out')
  const machine = await lookAtMachine(null)
  const busy = `${Math.round(machine.busyBefore * 100)} % busy, load average ${machine.loadAverageBefore.toFixed(2)}`
  say(`${machine.cores} cores, ${busy}`)
  if (machine.busyBefore > MOST_BUSY && !options.force) {
    say('this machine is not quiet, and would measure something else; --force measures all the same')
    return 1
  }
  let besides: Besides | null = null
  // Browsers join at the national size, or at the largest where that is not measured.
  const main = options.bridges.includes(NATIONAL) ? NATIONAL : Math.max(...options.bridges)
  const sizes: SizeFigures[] = []
  for (const bridges of options.bridges) {
    const isMain = withBrowsers && bridges === main
    const size = await measureSize({
      bridges,
      seconds: options.seconds,
      started,
      say,
      browsers: isMain ? { bridges: BROWSER_BRIDGES, address: RELAY_ADDRESS } : null,
      besides: async (of) => {
        if (isMain) besides = await measureBesides(of, started, say)
      },
    })
    sizes.push(size)
  }
  const { version, browsers, recovery } = (besides as Besides | null) ?? {
    version: null,
    browsers: null,
    recovery: null,
  }
  const figures: MediaFigures = {
    at: new Date().toISOString(),
    machine: { ...machine, browser: version },
    seed: SEED,
    seconds: options.seconds,
    sizes,
    browsers,
    recovery,
    targets: targetsOf(sizes, browsers, recovery),
  }
  const json = `${JSON.stringify(figures, null, 2)}\n`
  if (options.out !== null) writeFileSync(options.out, json)
  if (options.write) writeMeasured('## The media room', 'npm run bench -- media --write', reportOf(figures))
  process.stdout.write(options.json ? json : `\n${reportOf(figures)}`)
  return 0
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
