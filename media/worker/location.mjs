import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

// Plain JavaScript, because the set-up runs it on the machine's own Node, before anything is installed.

const here = dirname(fileURLToPath(import.meta.url))
const recipe = ['CMakeLists.txt', 'build.sh', 'compat']

export const mediasoupDirectory = join(here, '..', '..', 'node_modules', 'mediasoup')

export function cacheDirectory(env = process.env) {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'diem-cau')
}

export function workerLocation(env = process.env) {
  if (env.MEDIASOUP_WORKER_BIN) return env.MEDIASOUP_WORKER_BIN
  const { version } = JSON.parse(readFileSync(join(mediasoupDirectory, 'package.json'), 'utf8'))
  const name = ['mediasoup-worker', version, process.platform, process.arch, distribution(), recipeHash()]
  return join(cacheDirectory(env), name.join('-'))
}

/** A compiled worker is linked to the shared libraries of one release of one distribution. */
function distribution() {
  try {
    const release = readFileSync('/etc/os-release', 'utf8')
    const field = (key) => new RegExp(`^${key}="?([\\w.]+)`, 'm').exec(release)?.[1] ?? ''
    return `${field('ID')}${field('VERSION_ID')}`
  } catch {
    return 'any'
  }
}

function recipeHash() {
  const hash = createHash('sha256')
  for (const entry of recipe) {
    const files = entry.includes('.') ? [entry] : filesBelow(entry)
    for (const file of files)
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(here, file)))
  }
  return hash.digest('hex').slice(0, 8)
}

function filesBelow(folder) {
  return readdirSync(join(here, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(here, join(entry.parentPath ?? entry.path, entry.name)))
    .sort()
}
