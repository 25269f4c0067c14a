import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes of this process's heap that are in use once garbage is collected. */
export function heapInUse(): number {
  // Twice: what the first round finalises the second one frees.
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

/** Bytes of physical memory that a process holds (`VmRSS`). @throws Error when there is no such process */
export function residentMemory(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
