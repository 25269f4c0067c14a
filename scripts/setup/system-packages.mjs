import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError, step } from './progress.mjs'
import { run, systemPath } from './run.mjs'

/** Programs that only the tests use, and the Debian packages that bring them. */
const forTests = {
  certutil: 'libnss3-tools',
  chromium: 'chromium',
  'docker-compose': 'docker-compose',
  'firefox-esr': 'firefox-esr',
  'g++': 'g++',
  git: 'git',
  make: 'make',
  mutool: 'mupdf-tools',
  openssl: 'openssl',
  pdfsig: 'poppler-utils',
  'pkcs11-tool': 'opensc',
  python3: 'python3',
  qpdf: 'qpdf',
  soffice: ['libreoffice-calc-nogui', 'libreoffice-writer-nogui'],
  'softhsm2-util': 'softhsm2',
  turnserver: 'coturn',
  xmllint: 'libxml2-utils',
}

/** @returns {string[]} packages of the distribution that the tests still need */
export function missingForTests() {
  return Object.entries(forTests)
    .filter(([program]) => !isOnPath(program))
    .flatMap(([, names]) => names)
}

/** @returns {string[]} those of the named Debian packages that are not installed */
export function notInstalled(names) {
  if (!isOnPath('dpkg-query')) return [...names]
  let listing = ''
  try {
    listing = query(names)
  } catch (error) {
    listing = String(error.stdout ?? '') // some are unknown: the others are listed all the same
  }
  const installed = new Set(
    listing.split('\n').flatMap((line) => (line.startsWith('ii ') ? [line.slice(3).trim()] : [])),
  )
  return names.filter((name) => !installed.has(name))
}

function query(names) {
  const format = `--showformat=\${db:Status-Abbrev}\${Package}\n`
  return execFileSync('dpkg-query', ['--show', format, ...names], { encoding: 'utf8', stdio: 'pipe' })
}

/**
 * Installs packages of the distribution where we may, else says in one line what to paste.
 * @throws {SetupError}
 */
export async function installSystemPackages(names) {
  if (names.length === 0) return
  const list = names.join(' ')
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    const command = isOnPath('apt-get')
      ? `sudo apt-get update && sudo apt-get install -y ${list}`
      : `(Debian: ${list})`
    throw new SetupError(`Thiếu gói hệ thống, hãy chạy · Missing system packages, run: ${command}`)
  }
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' } }
  const wait = ['-o', 'DPkg::Lock::Timeout=600']
  await step(`Gói hệ thống · system packages: ${list}`, '1 min', async () => {
    await run('apt-get', [...wait, 'update'], options)
    await run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...names], options)
  })
}

function isOnPath(program) {
  return systemPath()
    .split(':')
    .some((folder) => isExecutable(join(folder, program)))
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
