import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SignatureField } from '../../domain/signing.ts'
import { minutesExtract } from '../../server/log/extract.ts'
import { minutesView } from '../../server/minutes/view.ts'
import { openDemoPki } from '../../server/signing/demo-pki.ts'
import { signAsDemonstration } from '../../server/signing/demo-signing.ts'
import { openStamps } from '../../server/signing/stamps.ts'
import { openRenderer } from '../../templates/render.ts'
import type { PressRun, StepName } from './figures.ts'
import { type Material, material } from './material.ts'

/*
 * One making of the minutes, from the sealed log to the archived file, in a process that has made none before: as the
 * server does it, with the authority for timestamps elsewhere. Its figures go to the parent process.
 */

const [contributions = '500', directory = '', authority = ''] = process.argv.slice(2)
/** Between two looks at the memory (ms). */
const LOOK_EVERY = 10
/** How often the event loop is asked to be on time (ms). */
const RESOLUTION = 5

const made = material(Number(contributions))
const pki = await openDemoPki(directory)
const renderer = openRenderer()
const sign = signAsDemonstration(
  async () => pki,
  (appearance) => renderer.appearance(appearance),
)
const stamps = openStamps({
  tsa: { url: authority, timeoutMs: 60_000 },
  pki: async () => pki,
  roots: [pki.rootPem],
  now: Date.now,
})
if (!stamps) throw new Error('no stamps')
await sleep(500)

const before = process.memoryUsage.rss()
let peak = before
const looking = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, LOOK_EVERY)
const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
delay.enable()
const steps: { name: StepName; milliseconds: number }[] = []
const timed = async <T>(name: StepName, work: () => T | Promise<T>): Promise<T> => {
  // In the server each step follows a write to the database.
  await new Promise((resolve) => setImmediate(resolve))
  const from = performance.now()
  const result = await work()
  steps.push({ name, milliseconds: performance.now() - from })
  return result
}

let file = await timed('layout', async () => renderer.minutes(await viewOf(made)))
const rendered = file.length
for (const field of ['secretary', 'chair'] as const satisfies readonly SignatureField[]) {
  file = (await timed(`sign ${field}`, () => sign(file, field, Date.now()))).bytes
  file = (await timed(`stamp ${field}`, () => stamps.signature(file, field))).bytes
}
file = (await timed('archive', () => stamps.archive(file))).bytes
delay.disable()
clearInterval(looking)

/** The quickest of three: the others waited for something else. */
const again = async (of: Material) => {
  const view = await viewOf(of)
  const took: number[] = []
  for (let time = 0; time < 3; time++) {
    const from = performance.now()
    await renderer.minutes(view)
    took.push(performance.now() - from)
  }
  return Math.min(...took)
}
const smaller = material(Math.max(1, Math.round(Number(contributions) / 4)))
const warm = { all: await again(made), quarter: await again(smaller) }
await renderer.close()
const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION)
const run: PressRun = {
  steps,
  rendered,
  size: file.length,
  entries: made.rows.length,
  memory: { before, peak },
  eventLoop: { p50: late(delay.percentile(50)), p99: late(delay.percentile(99)), most: late(delay.max) },
  warm,
}
process.send?.(run, () => process.exit())

/** What the press gives the renderer, the log's extract with it. */
async function viewOf({ state, rows, texts }: Material) {
  const { minutes } = state
  const last = rows.at(-1)
  if (minutes.kind !== 'sealed' || !last) throw new Error('not sealed')
  const entry = { seq: last.seq, hash: last.hash.toString('hex') }
  const sealed = { minutes, entry, extract: await minutesExtract(rows) }
  return minutesView({ state, texts, demonstration: true, now: state.at, sealed })
}
