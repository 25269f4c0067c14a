import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where distributions put Chromium and Chrome; the variable `CHROMIUM` names another place. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** What has nothing to do with devices and sounds. */
export const plainFlags = [
  // Tests run as root in containers, where Chromium's own sandbox cannot start.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const flags = [...plainFlags, '--autoplay-policy=no-user-gesture-required']

export interface BrowserDevices {
  /**
   * `fake`: a camera with a moving picture and a microphone that beeps, allowed without asking. `denied`: the same,
   * and the person says no. `asked`: what the test grants to a context, nothing else. `no-camera`: only the microphone is plugged in.
   */
  readonly devices?: 'fake' | 'denied' | 'asked' | 'no-camera'
  /** A WAV file that the fake microphone plays over and over instead of its beep. */
  readonly voice?: string
  /** Home directory of who sits at it, with the root certificates that they trust; else that of the tests. */
  readonly home?: string
}

/** @returns the path of the Chromium that tests use, or undefined if there is none */
export function chromiumPath(): string | undefined {
  const { CHROMIUM } = process.env
  return CHROMIUM || places.find((place) => existsSync(place))
}

/**
 * Headless Chromium for a journey. Whoever launches it closes it.
 * @throws Error when there is no Chromium
 */
export async function launchBrowser({
  devices = 'fake',
  voice,
  home,
}: BrowserDevices = {}): Promise<Browser> {
  const executablePath = chromiumPath()
  if (!executablePath) throw new Error('no Chromium found: install it, or name it in CHROMIUM')
  return chromium.launch({
    executablePath,
    args: [
      ...flags,
      ...deviceFlags[devices],
      ...(voice ? [`--use-file-for-fake-audio-capture=${voice}`] : []),
    ],
    ...(home === undefined ? {} : { env: { ...process.env, HOME: home } }),
  })
}

const deviceFlags = {
  fake: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  denied: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'],
  asked: ['--use-fake-device-for-media-stream'],
  'no-camera': ['--use-fake-device-for-media-stream=device-count=0', '--use-fake-ui-for-media-stream'],
}
