import { createHash } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { root } from './run.mjs'

const file = join(
  tmpdir(),
  `diem-cau-setup-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`,
)

/** Lets one set-up of this checkout work at a time; the next then finds everything done. */
export async function withLock(work) {
  for (let said = false; !take(); said = true) {
    if (!said)
      process.stdout.write('  chờ một lần thiết lập khác · waiting for another set-up of this checkout\n')
    await delay(200)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take() {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isHeld()) rmSync(file, { force: true })
    return false
  }
}

/** Longer than any set-up takes: a later process may have got the number of one that was killed. */
const longest = 3_600_000

function isHeld() {
  try {
    if (Date.now() - statSync(file).mtimeMs > longest) return false
    process.kill(Number(readFileSync(file, 'utf8')), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM' // another user's
  }
}
