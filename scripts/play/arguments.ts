import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface PlayArguments {
  /** Absolute paths, and as they were given. */
  readonly file: string
  readonly fileGiven: string
  readonly directory: string
  readonly directoryGiven: string
  readonly seed: string | undefined
  readonly databaseUrl: string | undefined
}

export const USAGE = 'npm run play -- HOI_NGHI.json THU_MUC [--seed HAT_GIONG] [--database postgres://…]'

/** What the command line asks for; undefined when it is none of ours. Relative paths begin where npm was called. */
export function readArguments(
  given: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): PlayArguments | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...given],
      allowPositionals: true,
      options: { seed: { type: 'string' }, database: { type: 'string' } },
    })
    const [file, directory, ...more] = positionals
    if (!file || !directory || more.length > 0) return undefined
    // npm runs scripts in the project's folder and says where it was called itself.
    const from = (env.npm_lifecycle_event === 'play' && env.INIT_CWD) || process.cwd()
    return {
      file: resolve(from, file),
      fileGiven: file,
      directory: resolve(from, directory),
      directoryGiven: directory,
      seed: values.seed,
      databaseUrl: values.database ?? env.DATABASE_URL,
    }
  } catch {
    return undefined
  }
}
