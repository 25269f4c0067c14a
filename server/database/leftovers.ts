import { readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Ends what is left of an earlier PostgreSQL on this directory (its watchdog was killed too), then removes its lock
 * file: the process number in it may meanwhile belong to a stranger, for whose sake PostgreSQL would refuse to start.
 * Linux only; elsewhere PostgreSQL's own check of the lock file stands.
 */
export async function clearLeftovers(cluster: string): Promise<void> {
  if (process.platform !== 'linux') return
  const deadline = Date.now() + 5000
  for (let pids = processesIn(cluster); pids.length > 0; pids = processesIn(cluster)) {
    for (const pid of pids) signal(pid, Date.now() < deadline ? 'SIGQUIT' : 'SIGKILL')
    await delay(50)
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
}

/** Every process of PostgreSQL works in its database directory. */
function processesIn(cluster: string): number[] {
  const directory = realpathSync(cluster)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && link(name, 'cwd') === directory && isPostgres(name))
    .map(Number)
}

function isPostgres(pid: string): boolean {
  return basename(link(pid, 'exe') ?? '').startsWith('postgres')
}

function link(pid: string, name: 'cwd' | 'exe'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/${name}`)
  } catch {
    return undefined
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
