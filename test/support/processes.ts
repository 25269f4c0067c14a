import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Command lines of the running processes that work below `directory` or were given a path below it. */
export function processesAround(directory: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return []
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      const around = readlinkSync(`/proc/${pid}/cwd`).startsWith(directory) || command.includes(directory)
      return around ? [`${pid} ${command}`] : []
    } catch {
      return [] // it has just ended
    }
  })
}
