import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { chromiumPath, plainFlags } from './browser.ts'

/** Where Chromium and its policies are; `unshare` gives the browser, and it alone, other files in that folder. */
const managedFolder = '/etc/chromium'

/** A mount namespace as root has it, or one in which this user is root. */
const namespace = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount']

/** Whether this machine lets a test give a browser policies of its own. */
export function canManage(): boolean {
  try {
    execFileSync('unshare', [...namespace, 'mount', '--bind', managedFolder, managedFolder], {
      stdio: 'ignore',
    })
    return true
  } catch {
    return false
  }
}

export interface KioskOptions {
  /** Directory of its own: home, profile and policies. */
  readonly directory: string
  /** A file of managed policies as a kiosk gets it. */
  readonly policies: string
  /** The origin in that file, and the one that takes its place. */
  readonly replace: readonly [from: string, to: string]
}

/**
 * Chromium as in a hall: with managed policies, and with nothing on its command line that allows a device or a
 * sound. The fake camera and microphone are devices like others, to be asked for.
 */
export async function launchKiosk({ directory, policies, replace }: KioskOptions): Promise<BrowserContext> {
  const program = chromiumPath()
  if (!program) throw new Error('no Chromium found: install it, or name it in CHROMIUM')
  const managed = join(directory, 'chromium', 'policies', 'managed')
  mkdirSync(managed, { recursive: true })
  writeFileSync(join(managed, 'diem-cau.json'), readFileSync(policies, 'utf8').replaceAll(...replace))
  const wrapper = join(directory, 'kiosk.sh')
  const steps = `mount --bind '${join(directory, 'chromium')}' ${managedFolder} && exec '${program}' "$@"`
  writeFileSync(wrapper, `#!/bin/sh\nexec unshare ${namespace.join(' ')} sh -c "$STEPS" kiosk "$@"\n`, {
    mode: 0o755,
  })
  return chromium.launchPersistentContext(join(directory, 'profile'), {
    executablePath: wrapper,
    args: [...plainFlags, '--use-fake-device-for-media-stream'],
    env: { ...process.env, HOME: directory, STEPS: steps },
    // As loud as it would be: Playwright mutes what it starts.
    ignoreDefaultArgs: ['--mute-audio'],
    viewport: { width: 1024, height: 768 },
    locale: 'vi-VN',
  })
}
