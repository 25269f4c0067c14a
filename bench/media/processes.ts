import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of the kernel's accounting per second: 100 on every Linux. */
const TICKS_PER_SECOND = 100

export interface Usage {
  /** User and system time since its start (s). */
  readonly cpu: number
  /** Resident memory (bytes). */
  readonly memory: number
}

/** What a process has used so far; null when it is gone. */
export function usageOf(pid: number): Usage | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = Number(fields[11]) + Number(fields[12])
    const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return { cpu: ticks / TICKS_PER_SECOND, memory: Number(resident?.[1] ?? 0) * 1024 }
  } catch {
    return null
  }
}

/** The processes that a process has started and that run this program. */
export function childrenOf(pid: number, program: string): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    const child = Number(name)
    if (!Number.isInteger(child)) return []
    try {
      const stat = readFileSync(`/proc/${child}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      const command = readFileSync(`/proc/${child}/cmdline`, 'utf8').split('\0')[0] ?? ''
      return parent === pid && command.includes(program) ? [child] : []
    } catch {
      return []
    }
  })
}

/** Packets that the kernel dropped at UDP sockets because nobody read them in time, by local port. */
export function udpDrops(): ReadonlyMap<number, number> {
  const lines = readFileSync('/proc/net/udp', 'utf8').trim().split('\n').slice(1)
  return new Map(
    lines.map((line) => {
      const fields = line.trim().split(/\s+/)
      return [Number.parseInt(fields[1]?.split(':')[1] ?? '0', 16), Number(fields.at(-1))]
    }),
  )
}
