import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SetupError } from './progress.mjs'

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

const binDirectory = join(root, 'node_modules', '.bin')

/** PATH that finds the machine's own programs, the Node that started the set-up included. */
export function systemPath(path = process.env.PATH ?? '') {
  return path
    .split(':')
    .filter((folder) => !folder.endsWith('node_modules/.bin'))
    .join(':')
}

/** PATH that finds the project's own Node first. */
export function projectPath() {
  return `${binDirectory}:${systemPath()}`
}

/**
 * Runs a program to its end, keeping what it prints for the case that it fails.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, onLine?: (line: string) => void }} [options]
 * @returns {Promise<void>} rejects with a SetupError that holds the last lines printed
 */
export function run(program, args, { env = {}, onLine = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH: systemPath(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        printed = (printed + text).slice(-8000)
        const lines = text.trimEnd().split('\n')
        onLine(lines[lines.length - 1])
      })
    }
    child.on('error', reject)
    child.on('close', (status, signal) => {
      if (status === 0) return resolve()
      const tail = printed.trimEnd().split('\n').slice(-25).join('\n  ')
      reject(new SetupError(`${program} ${args[0] ?? ''}: ${signal ?? `exit ${status}`}\n  ${tail}`))
    })
  })
}
