import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../errors.ts'

interface Owner {
  readonly pid: number
  /** Tells the process from a later one with the same number; null where the system does not say. */
  readonly processStart: string | null
  readonly since: string
}

/**
 * Claims a data directory for this process; a claim left by a dead process is void. Two starts in the same instant
 * may both pass here: then PostgreSQL's own lock file refuses the second.
 * @returns what gives the directory up again
 * @throws AppError `database/in-use` naming the process that has it
 */
export function claimDirectory(dataDir: string): () => void {
  const path = join(dataDir, 'owner.json')
  const owner = readOwner(path)
  if (owner && isRunning(owner)) {
    const message = `${dataDir} is in use by process ${owner.pid} since ${owner.since}`
    throw new AppError('database/in-use', { dataDir, pid: owner.pid, message })
  }
  if (owner) rmSync(path, { force: true })
  const claim: Owner = {
    pid: process.pid,
    processStart: processStart(process.pid),
    since: new Date().toISOString(),
  }
  try {
    writeFileSync(path, `${JSON.stringify(claim)}\n`, { flag: 'wx' })
  } catch (cause) {
    throw new AppError('database/in-use', { dataDir, message: `${dataDir} has just been taken` }, { cause })
  }
  return () => {
    if (readOwner(path)?.pid === process.pid) rmSync(path, { force: true })
  }
}

/** Whether a process that lives has claimed the directory. */
export function isClaimed(dataDir: string): boolean {
  const owner = readOwner(join(dataDir, 'owner.json'))
  return owner !== undefined && isRunning(owner)
}

function readOwner(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    return { pid: 0, processStart: null, since: '' } // cut off by a power failure: nobody's
  }
}

function isRunning({ pid, processStart: start }: Owner): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return start === null || processStart(pid) === start
}

/** Clock ticks between boot and the start of the process: field 22 of proc(5)'s stat. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
