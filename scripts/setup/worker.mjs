import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { release, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { mediasoupDirectory, workerLocation } from '../../media/worker/location.mjs'
import { SetupError, step } from './progress.mjs'
import { root, run } from './run.mjs'
import { installSystemPackages, notInstalled } from './system-packages.mjs'

/** Without a way out of the network a download must not hold up the start. */
const answerWithin = 8_000
const downloadWithin = 120_000

const recipe = join(root, 'media', 'worker')

/**
 * Provides the mediasoup worker: from the cache, else upstream's binary, else built here.
 * @param {readonly string[]} otherPackages of the distribution, wanted by other steps: asked for together
 * @throws {SetupError}
 */
export async function provideWorker(otherPackages) {
  const target = workerLocation()
  if (runs(target)) return installSystemPackages(otherPackages)
  if (process.env.MEDIASOUP_WORKER_BIN) throw new SetupError(`MEDIASOUP_WORKER_BIN=${target} cannot be run`)
  mkdirSync(dirname(target), { recursive: true })
  const downloaded = await step(
    'Tải bộ chuyển tiếp âm thanh, hình ảnh · media worker, download',
    '10 s',
    () =>
      download(target).catch((error) => {
        process.stdout.write(
          `  không tải được · cannot be downloaded: ${error.cause?.code ?? error.message}\n`,
        )
        return false
      }),
  )
  const needed = downloaded ? [] : readFileSync(join(recipe, 'packages.txt'), 'utf8').trim().split('\n')
  await installSystemPackages([...new Set([...notInstalled(needed), ...otherPackages])])
  if (!downloaded && !runs(target)) {
    await step('Biên dịch bộ chuyển tiếp · media worker, build (một lần · once)', '4 min', (report) =>
      build(target, report),
    )
  }
}

/** Started without the version of its owner, the worker says with status 41 that it can run here and ends. */
function runs(file) {
  return spawnSync(file, [], { env: {}, stdio: 'ignore' }).status === 41
}

async function download(target) {
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return false
  const answered = new AbortController()
  const timer = setTimeout(
    () => answered.abort(new Error(`no answer within ${answerWithin} ms`)),
    answerWithin,
  )
  const signal = AbortSignal.any([answered.signal, AbortSignal.timeout(downloadWithin)])
  const response = await fetch(releaseUrl(), { signal }).finally(() => clearTimeout(timer))
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  const directory = mkdtempSync(`${target}.`)
  try {
    const archive = join(directory, 'worker.tgz')
    writeFileSync(archive, Buffer.from(await response.arrayBuffer()))
    await run('tar', ['-xzf', archive, '-C', directory])
    const file = join(directory, 'mediasoup-worker')
    if (!runs(file)) throw new Error('the downloaded worker cannot be run on this system')
    renameSync(file, target)
    return true
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Where upstream's own installation looks, its variable for a mirror included. */
function releaseUrl() {
  const { version, repository } = JSON.parse(readFileSync(join(mediasoupDirectory, 'package.json'), 'utf8'))
  const upstream = `${repository.url.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`
  const base = process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || upstream
  const kernel = process.platform === 'linux' ? `-kernel${release().split('.')[0]}` : ''
  return `${base}/${version}/mediasoup-worker-${version}-${process.platform}-${process.arch}${kernel}.tgz`
}

/** The finished file appears under its name in one step, so that two set-ups may build at the same time. */
async function build(target, report) {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-worker-'))
  const finished = `${target}.${process.pid}`
  try {
    await run('sh', [join(recipe, 'build.sh'), mediasoupDirectory, finished, directory], {
      onLine: (line) => report(/^\[\d+\/\d+\]/.exec(line)?.[0] ?? ''),
    })
    if (!runs(finished)) throw new Error('the worker that was built does not run')
    renameSync(finished, target)
  } finally {
    rmSync(directory, { recursive: true, force: true })
    rmSync(finished, { force: true })
  }
}
