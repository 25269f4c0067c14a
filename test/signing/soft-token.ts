import { execFileSync } from 'node:child_process'
import type { KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where distributions put SoftHSM's PKCS #11 library. */
const modules = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
]

export interface SoftToken {
  readonly module: string
  readonly label: string
  readonly pin: string
  /** What a process needs in its environment to see the token. */
  readonly env: Readonly<Record<string, string>>
  /** Puts a key and its certificate on it. */
  add(label: string, id: string, key: KeyObject, certificates: readonly Uint8Array[]): void
  remove(): void
}

/** A token of SoftHSM in a directory of its own. */
export function softToken(): SoftToken {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-token-'))
  const [label, pin] = ['Thiết bị ký', '246810']
  const module = modules.find((path) => existsSync(path)) ?? 'libsofthsm2.so'
  const configuration = join(directory, 'softhsm2.conf')
  mkdirSync(join(directory, 'tokens'))
  writeFileSync(configuration, `directories.tokendir = ${join(directory, 'tokens')}\nlog.level = ERROR\n`)
  const env = { SOFTHSM2_CONF: configuration }
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  run('softhsm2-util', '--init-token', '--free', '--label', label, '--so-pin', '13579135', '--pin', pin)
  return {
    module,
    label,
    pin,
    env,
    add(name, id, key, certificates) {
      const file = join(directory, 'object')
      writeFileSync(file, key.export({ format: 'pem', type: 'pkcs8' }))
      run('softhsm2-util', '--import', file, '--token', label, '--label', name, '--id', id, '--pin', pin)
      for (const [index, der] of certificates.entries()) {
        writeFileSync(file, der)
        const which =
          index === 0
            ? ['--label', name, '--id', id]
            : ['--label', `${name} ${index}`, '--id', `${id}0${index}`]
        const login = ['--module', module, '--token-label', label, '--login', '--pin', pin]
        run('pkcs11-tool', ...login, '--write-object', file, '--type', 'cert', ...which)
      }
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
