import { existsSync } from 'node:fs'
import { type Browser, launch } from 'puppeteer-core'

/** Where distributions put Firefox; the variable `FIREFOX` names another place. */
const places = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
]

const preferences = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  // Else it takes no relay that stands on this computer.
  'media.peerconnection.ice.loopback': true,
}

/**
 * Headless Firefox, by WebDriver BiDi: a camera with a moving picture and a microphone with a tone, allowed without
 * asking. Whoever launches it closes it.
 * @throws Error when there is no Firefox
 */
export async function launchFirefox(): Promise<Browser> {
  const executablePath = process.env.FIREFOX || places.find((place) => existsSync(place))
  if (!executablePath) throw new Error('no Firefox found: install it, or name it in FIREFOX')
  return launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: preferences,
    // As for Chromium: in a container there is nothing that its own sandbox could be made of.
    env: { ...process.env, MOZ_DISABLE_CONTENT_SANDBOX: '1' },
  })
}
