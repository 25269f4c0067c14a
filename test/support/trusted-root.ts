import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Makes a root certificate trusted by Chromium for whoever has this home directory, as the operations guide says. */
export function trustRoot(home: string, rootPem: string): void {
  const store = join(home, '.pki', 'nssdb')
  mkdirSync(store, { recursive: true, mode: 0o700 })
  certutil('-d', `sql:${store}`, '-N', '--empty-password')
  certutil('-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'diem-cau', '-i', rootPem)
}

function certutil(...args: string[]): void {
  execFileSync('certutil', args, { stdio: 'pipe' })
}
