import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { version } from 'mediasoup'
import type { Machine } from './figures.ts'

/** A machine that does so much else measures itself. */
export const MOST_BUSY = 0.15
const LOOK_FOR = 2000

/** @returns what this machine is, and how busy it is before anything begins */
export async function lookAtMachine(browser: string | null): Promise<Machine> {
  const before = busyTime()
  await sleep(LOOK_FOR)
  const after = busyTime()
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    system: `${type()} ${release()}`,
    node: process.version,
    mediasoup: version,
    browser,
    busyBefore: (after.busy - before.busy) / Math.max(1, after.all - before.all),
    loadAverageBefore: loadavg()[0] ?? 0,
  }
}

function busyTime(): { readonly busy: number; readonly all: number } {
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  const times = first.trim().split(/\s+/).slice(1, 9).map(Number)
  const all = times.reduce((sum, time) => sum + time, 0)
  const idle = (times[3] ?? 0) + (times[4] ?? 0)
  return { busy: all - idle, all }
}
