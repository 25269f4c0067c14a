import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { runningDatabase, startEmbeddedDatabase } from './embedded.ts'
import { isClaimed } from './owner-file.ts'

/** The database of an installation, as its owner. */
export interface ReachedDatabase {
  readonly url: string
  /** Stops what was started for it. */
  close(): Promise<void>
}

/**
 * Reaches the database of this installation from a command: that of DATABASE_URL, the embedded one of the server that
 * runs, or else the embedded one, started for as long as it is needed.
 * @throws AppError as `startEmbeddedDatabase`
 */
export async function reachDatabase({
  databaseUrl,
  dataDir,
}: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<ReachedDatabase> {
  if (databaseUrl) return { url: databaseUrl, close: async () => {} }
  const directory = resolve(dataDir)
  if (isClaimed(directory)) return { url: runningDatabase(directory), close: async () => {} }
  const embedded = await startEmbeddedDatabase(directory)
  return { url: embedded.connectionString, close: () => embedded.stop() }
}
