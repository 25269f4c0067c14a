import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { step } from './progress.mjs'
import { projectPath, root, run } from './run.mjs'
import { hashOf, stampMatches, writeStamp } from './stamps.mjs'

const inputs = ['client', 'domain', 'vite.config.ts', 'package-lock.json']

/** Builds the pages into dist/ unless that was done from the same sources. */
export async function buildClient() {
  const stamp = hashOf(inputs)
  if (stampMatches('client', stamp) && existsSync(join(root, 'dist'))) return
  await step('Dựng các trang · pages', '10 s', () =>
    run(join(root, 'node_modules', '.bin', 'vite'), ['build', '--logLevel', 'warn'], {
      env: { PATH: projectPath() },
    }),
  )
  writeStamp('client', stamp)
}
