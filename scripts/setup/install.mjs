import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError, step } from './progress.mjs'
import { root, run } from './run.mjs'
import { hashOf, stampMatches, writeStamp } from './stamps.mjs'

/** Installs exactly what package-lock.json names, running no package's own script. */
export async function installPackages() {
  const stamp = hashOf(['package-lock.json'], process.platform, process.arch)
  if (stampMatches('install', stamp)) return
  if (!isInstalled()) {
    const parts = ['--include=dev', '--include=optional']
    // Silenced by the npm that runs the set-up, this one could not say why it failed.
    const manner = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=warn']
    await step('Cài thư viện · npm packages', '30 s', () => run('npm', ['ci', ...parts, ...manner]))
  }
  requireNode()
  writeStamp('install', stamp)
}

/** Whether npm's own record of node_modules agrees with the lock file, as after `npm install PACKAGE`. */
function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json')
  if (!installed) return false
  return Object.entries(packagesOf('package-lock.json') ?? {}).every(([path, wanted]) => {
    const found = installed[path]
    if (path === '' || (!found && wanted.optional && !isForHere(wanted))) return true
    return (
      found?.version === wanted.version &&
      found.integrity === wanted.integrity &&
      existsSync(join(root, path))
    )
  })
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(join(root, lockfile), 'utf8')).packages
  } catch {
    return undefined
  }
}

/** Whether an optional package names this platform; those that name none serve others (WebAssembly). */
function isForHere({ os, cpu, libc }) {
  if (!os || !cpu) return false
  const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime
  return (
    [os].flat().includes(process.platform) &&
    [cpu].flat().includes(process.arch) &&
    (!libc || [libc].flat().includes(musl ? 'musl' : 'glibc'))
  )
}

function requireNode() {
  if (existsSync(join(root, 'node_modules', '.bin', 'node'))) return
  if (Number(process.versions.node.split('.')[0]) >= 24) return
  throw new SetupError(
    `Cần Node 24 cho ${process.platform}-${process.arch} · Node 24 is needed: no package brings it for this platform`,
  )
}
