import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Account } from './account.ts'

const watchdog = readFileSync(join(import.meta.dirname, 'watchdog.sh'), 'utf8')

export interface Command {
  readonly program: string
  /** Arguments, given the path under which the program finds the database directory. */
  readonly args: (directory: string) => readonly string[]
  readonly directory: string
  readonly account: Account
  /** Removed by the watchdog when this process dies without having stopped the command. */
  readonly sockets: string
  /** File that takes what the command prints. */
  readonly output: string
}

export interface Supervised {
  /** Exit status of the command, null if its watchdog was killed. */
  readonly ended: Promise<number | null>
  /** Asks for an orderly end. */
  stop(): void
}

/** Runs a program of PostgreSQL that ends, at the latest, within a second of this process. */
export function runSupervised(command: Command): Supervised {
  const { account, output } = command
  const log = openSync(output, 'a', 0o600)
  const directory = openSync(command.directory, 'r')
  try {
    const path = byDescriptor(account) ? '/proc/self/fd/3' : command.directory
    // In a session of its own: Ctrl-C in the terminal is for the server, which stops PostgreSQL last.
    const child = spawn(
      '/bin/sh',
      ['-c', watchdog, 'watchdog', command.sockets, command.program, ...command.args(path)],
      {
        ...account.identity,
        cwd: '/',
        env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
        stdio: ['pipe', log, log, directory],
        detached: true,
      },
    )
    return supervise(child)
  } finally {
    closeSync(log)
    closeSync(directory)
  }
}

/**
 * Started by root, PostgreSQL runs under an account that may not pass through the folders above its directory (a
 * checkout in root's home). It inherits the open directory and reaches it by its descriptor, so that neither the
 * modes of those folders are changed nor the account is given any right beyond the directory.
 */
function byDescriptor(account: Account): boolean {
  return account.identity.uid !== undefined && process.platform === 'linux'
}

function supervise(child: ChildProcess): Supervised {
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', (status) => resolve(status))
  })
  child.stdin?.on('error', () => {}) // the command has ended: `ended` tells
  return { ended, stop: () => child.stdin?.write('stop\n') }
}
