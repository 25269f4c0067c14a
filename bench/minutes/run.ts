import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedDatabase } from '../../server/database/embedded.ts'
import { migrate } from '../../server/database/migrate.ts'
import { writeMeasured } from '../measured-file.ts'
import { lookAtMachine, MOST_BUSY } from '../media/machine.ts'
import { childrenOf, usageOf } from '../media/processes.ts'
import { type MinutesArguments, readArguments, USAGE } from './arguments.ts'
import { measureCommits, measureRareCommits } from './database-limit.ts'
import { type MinutesFigures, type RoomFigures, targetsOf } from './figures.ts'
import { openHocuspocusRoom } from './hocuspocus-room.ts'
import { openOurRoom, type RoomOptions } from './our-room.ts'
import { reportOf } from './report.ts'
import { KEYSTROKES, measureSaturation, measureTyping } from './typing.ts'
import type { WritingRoom } from './writer.ts'

/** What has been started, to be ended in the reverse order. */
const running: (() => Promise<void>)[] = []

/** Ends all that runs. */
export async function endAll(): Promise<void> {
  for (const end of running.splice(0).reverse()) await end().catch((error: Error) => say(error.message))
}

/** `npm run bench -- minutes`. @returns the exit code: 0 measured, 1 not */
export async function benchMinutes(given: readonly string[]): Promise<number> {
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
  running.push(async () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
  const database = await startEmbeddedDatabase(join(directory, 'database'))
  running.push(() => database.stop())
  await migrate(database.connectionString)
  const room: RoomOptions = {
    databaseUrl: database.connectionString,
    database: Number(
      readFileSync(join(directory, 'database', 'postgresql', 'postmaster.pid'), 'utf8').split('\n')[0],
    ),
    dataDir: join(directory, 'server'),
    clients: options.clients,
    contributions: Array.from({ length: options.contributions }, (_, index) => opinion(index)),
  }
  say('plain commits')
  const commits = await measureCommits(database.connectionString, options.typing, options.seconds)
  const pace = options.typing * KEYSTROKES
  const rareCommit = await measureRareCommits(database.connectionString, pace, options.seconds)
  const ours = await measure(() => openOurRoom(room), options)
  const theirs = await measure(() => openHocuspocusRoom(room), options)
  const { clients, typing, seconds, contributions } = options
  const figures: MinutesFigures = {
    at: new Date().toISOString(),
    machine,
    clients,
    typing,
    seconds,
    contributions,
    ours,
    theirs,
    commits,
    rareCommit,
    targets: targetsOf(ours, theirs, commits),
  }
  const json = `${JSON.stringify(figures, null, 2)}\n`
  if (options.out !== null) writeFileSync(options.out, json)
  if (options.write)
    writeMeasured('## The minutes', 'npm run bench -- minutes --write', `${reportOf(figures)}\n`)
  process.stdout.write(options.json ? json : `\n${reportOf(figures)}\n`)
  return 0
}

async function measure(
  open: () => Promise<WritingRoom>,
  { typing, seconds }: MinutesArguments,
): Promise<RoomFigures> {
  say('opening the texts')
  const room = await open()
  running.push(() => room.close())
  say(`${room.name}: loading`)
  const load = { first: await room.load(), again: await room.load() }
  say(`${room.name}: typing`)
  const before = usage(room)
  const from = performance.now()
  const typed = await measureTyping(room.writers, typing, seconds)
  const lasted = (performance.now() - from) / 1000
  const after = usage(room)
  say(`${room.name}: saturation`)
  const saturation = await measureSaturation(room.writers, seconds)
  const memory = usageOf(room.pids.server)?.memory ?? 0
  await running.pop()?.()
  // A connection that ended meanwhile has taken its seconds along.
  const used = ([pid, seconds]: readonly [number, number]) => (seconds - (before.get(pid) ?? 0)) / lasted
  const { server } = room.pids
  const cpu = {
    server: used([server, after.get(server) ?? 0]),
    database: [...after].filter(([pid]) => pid !== server).reduce((sum, of) => sum + used(of), 0),
  }
  return { name: room.name, typing: typed, saturation, cpu, memory, load }
}

/** Processor seconds so far, by process. */
function usage({ pids }: WritingRoom): ReadonlyMap<number, number> {
  const [postmaster = 0] = pids.database
  const all = [pids.server, postmaster, ...childrenOf(postmaster, 'postgres')]
  return new Map(all.map((pid) => [pid, usageOf(pid)?.cpu ?? 0]))
}

/** A contribution of some 600 letters. */
function opinion(index: number): string {
  return `Ý kiến ${index + 1}: `.concat(
    'Đề nghị làm rõ tiêu chí, quy trình và trách nhiệm của từng cấp; bổ sung thời hạn trả lời. '.repeat(7),
  )
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
