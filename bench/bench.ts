import { benchDocuments, endAll as endDocuments } from './documents/run.ts'
import { benchMedia, endAll as endMedia } from './media/run.ts'
import { benchMinutes, endAll as endMinutes } from './minutes/run.ts'

/*
 * `npm run bench -- WHAT [options]`: measures a part of the product on this machine. It starts what it needs, and ends
 * it however the measurement ends.
 */

const benches: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  media: benchMedia,
  minutes: benchMinutes,
  documents: benchDocuments,
}

const endAll = async () => {
  await endDocuments()
  await endMinutes()
  await endMedia()
}

const [what = '', ...args] = process.argv.slice(2)
const bench = Object.hasOwn(benches, what) ? benches[what] : undefined

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => void endAll().then(() => process.exit(code)))

if (!bench) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benches).join('|')} [options]\n`)
  process.exitCode = 1
} else {
  try {
    process.exitCode = await bench(args)
  } catch (error) {
    process.stderr.write(`${(error as Error).stack}\n`)
    process.exitCode = 1
  }
  await endAll()
  process.exit()
}
