// Brings a checkout to where it can run: libraries, media worker, pages. It runs on the machine's own Node, before
// anything is installed, so it is plain JavaScript without dependencies. Done once, it costs a fraction of a second.
//
//   node scripts/setup.mjs             everything that the server needs
//   node scripts/setup.mjs --test      and what the tests need of the distribution
//   node scripts/setup.mjs --quick     the libraries alone; with --worker also the media worker
//   node scripts/setup.mjs --token     the libraries and the one for signing devices

import { buildClient } from './setup/client.mjs'
import { installPackages } from './setup/install.mjs'
import { withLock } from './setup/lock.mjs'
import { SetupError } from './setup/progress.mjs'
import { missingForTests } from './setup/system-packages.mjs'
import { buildTokenLibrary } from './setup/token.mjs'

const wants = new Set(process.argv.slice(2))

async function setUp() {
  await installPackages()
  if (wants.has('--token')) return buildTokenLibrary()
  if (wants.has('--quick') && !wants.has('--worker')) return
  // Not before the libraries are there: what it builds is one of them.
  const { provideWorker } = await import('./setup/worker.mjs')
  await provideWorker(wants.has('--test') ? missingForTests() : [])
  if (wants.has('--test')) await buildTokenLibrary()
  if (!wants.has('--quick')) await buildClient()
}

try {
  await withLock(setUp)
} catch (error) {
  process.stderr.write(`✗ ${error instanceof SetupError ? error.message : (error.stack ?? error)}\n`)
  process.exitCode = 1
}
