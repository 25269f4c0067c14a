import { existsSync } from 'node:fs'
import { workerLocation } from './location.mjs'

/**
 * Path of the mediasoup-worker executable, to be given to mediasoup as `workerBin`.
 * @throws Error when the set-up has not provided it
 */
export function workerBinary(): string {
  const path = workerLocation()
  if (!existsSync(path)) {
    throw new Error(`mediasoup-worker is missing at ${path}: run "node scripts/setup.mjs --quick --worker"`)
  }
  return path
}
