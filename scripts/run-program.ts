import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/**
 * Runs one of the installed programs (tsc, biome, vitest) in the root, printing to this console.
 * @returns its exit status, 1 if a signal ended it
 */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env, PATH: path },
      stdio: 'inherit',
    })
    child.once('error', reject)
    child.once('exit', (status) => resolve(status ?? 1))
  })
}
