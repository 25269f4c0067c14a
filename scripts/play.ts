import { createHash } from 'node:crypto'
import { planOf } from '../domain/conference-file.ts'
import { readConfig } from '../server/config.ts'
import { readArguments, USAGE } from './play/arguments.ts'
import { castOf } from './play/cast.ts'
import { Company } from './play/company.ts'
import { openOutput, Unwritable } from './play/output.ts'
import { perform } from './play/perform.ts'
import { startPlayServer } from './play/play-server.ts'
import { readConferenceFile } from './play/read-file.ts'

/*
 * `npm run play -- CONFERENCE.json OUT_DIR [--seed S] [--database URL]`: plays a conference file through the real
 * server, as its people would, and writes the minutes, the log and everything else that can be
 * taken out of the record. Exit code 0, or 1 with a line for each problem
 * and nothing written.
 */

const began = performance.now()
/** What has been started, to be ended in the reverse order. */
const started: (() => Promise<void> | void)[] = []
let ending: Promise<void> | null = null

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => void end().then(() => process.exit(code)))

try {
  const problems = await play()
  for (const line of problems) process.stderr.write(`${line}\n`)
  process.exitCode = problems.length > 0 ? 1 : 0
} catch (error) {
  const message = (error as Error).message.replaceAll(/\s*\n\s*/g, ' ')
  // Whoever has interrupted it knows why it failed.
  if (!ending) process.stderr.write(`Không diễn được hội nghị: ${message}\n`)
  process.exitCode = 1
}
await end()

/** Answers with a line for each reason not to play. */
async function play(): Promise<readonly string[]> {
  const given = readArguments(process.argv.slice(2), process.env)
  if (!given) return [`Cách dùng: ${USAGE}`]
  const { directory, directoryGiven } = given
  const { PUBLIC_URL } = process.env
  const { databaseUrl, publicUrl } = readConfig({ DATABASE_URL: given.databaseUrl, PUBLIC_URL })
  const read = await readConferenceFile(given.file, given.fileGiven)
  if (read.kind === 'wrong') return read.problems.map(({ path, message }) => `${path}: ${message}`)
  const output = await openOutput(directory).catch((error: Error) => error)
  if (output instanceof Unwritable) return [`${directoryGiven}: ${output.message}`]
  if (output instanceof Error) throw output
  started.push(() => output.abandon())

  const { file, bytes } = read
  const seed = createHash('sha256')
    .update(bytes)
    .update(`\n${given.seed ?? ''}`)
    .digest('hex')
  const conference = `play-${seed.slice(0, 12)}`
  say(`Diễn lại “${file.title}”: ${file.bridges.length} điểm cầu, ${file.contributions.length} ý kiến`)
  const { startsAt } = planOf(file).plan
  const server = await startPlayServer({
    databaseUrl,
    startsAt,
    seed,
    verifyAt: PUBLIC_URL ? publicUrl : null,
    started: (undo) => started.push(undo),
  })
  let ids = 0
  const newId = () => `${conference}-${++ids}`
  const central = file.bridges.find(({ level }) => level === 'central')?.id ?? ''
  const company = new Company({ server, central, newId })
  started.push(() => company.disperse())
  say('Máy chủ đã chạy, hội nghị bắt đầu')
  const { clock, rootPem } = server
  const cast = castOf(file, conference)
  const result = await perform({ file, conference, cast, company, clock, newId, progress: steadily() })
  const files = {
    'minutes.pdf': result.minutes,
    'minutes-unsigned.pdf': result.unsigned,
    'log.jsonl': result.log,
    ...result.others,
    'demo-root.pem': rootPem,
  }
  await output.write(files)
  await end()
  say(`Đã ghi ${Object.keys(files).join(', ')} vào ${directoryGiven} sau ${seconds()}`)
  return []
}

/** Says what is going on, but not more than once a second. */
function steadily(): (what: string) => void {
  let last = 0
  return (what) => {
    if (performance.now() - last < 1000) return
    last = performance.now()
    say(what)
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function seconds(): string {
  return `${((performance.now() - began) / 1000).toLocaleString('vi', { maximumFractionDigits: 1 })} giây`
}

/** Ends what runs, the last started first; a second call waits for the first. */
function end(): Promise<void> {
  ending ??= (async () => {
    for (const undo of started.splice(0).reverse()) {
      try {
        await undo()
      } catch (error) {
        process.stderr.write(`${(error as Error).message}\n`)
      }
    }
  })()
  return ending
}
