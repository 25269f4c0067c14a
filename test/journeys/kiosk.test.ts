import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueServerCertificate } from '../../scripts/tls/authority.ts'
import { freePort } from '../support/free-port.ts'
import { canManage, launchKiosk } from '../support/kiosk.ts'
import { trustRoot } from '../support/trusted-root.ts'
import { until } from '../support/until.ts'
import { decoded } from './decoded.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { keepConnections } from './stand.ts'

const DEADLINE = 60_000
const recipe = join(import.meta.dirname, '..', '..', 'docs', 'kiosk', 'chromium-policies.json')
/** As the recipe names it; a province writes its own. */
const named = 'https://dc.tinh.local'

/** What a page says of itself. Asked from outside, it would count as touched by a person. */
interface Seen {
  readonly camera: string
  readonly microphone: string
  /** What became of the sound that was tried last: `allowed`, or the name of the refusal. */
  readonly sound: string
  /** How many were tried: the browser learns what a page may do a moment after it has begun. */
  readonly tries: number
  /** The loudest sample that goes to the loudspeaker, 0 to 1. */
  readonly loudest: number
  readonly touched: boolean
}

/** Before each word of a page about itself in its console. */
const MARK = 'seen '

/** Runs in the page before anything else. */
function observe(): void {
  // A second of silence, in samples of 8 bits: to the browser it is a sound like others.
  const samples = 8000
  const wave = new DataView(new ArrayBuffer(44 + samples))
  const write = (at: number, text: string) =>
    [...text].forEach((letter, index) => {
      wave.setUint8(at + index, letter.charCodeAt(0))
    })
  write(0, 'RIFF')
  wave.setUint32(4, 36 + samples, true)
  write(8, 'WAVEfmt ')
  wave.setUint32(16, 16, true)
  wave.setUint16(20, 1, true)
  wave.setUint16(22, 1, true)
  wave.setUint32(24, samples, true)
  wave.setUint32(28, samples, true)
  wave.setUint16(32, 1, true)
  wave.setUint16(34, 8, true)
  write(36, 'data')
  wave.setUint32(40, samples, true)
  for (let sample = 0; sample < samples; sample += 1) wave.setUint8(44 + sample, 128)
  const silence = URL.createObjectURL(new Blob([wave], { type: 'audio/wav' }))
  const sounded = () =>
    new Audio(silence).play().then(
      () => 'allowed',
      (error: Error) => error.name,
    )
  const outlets: AnalyserNode[] = []
  const { connect } = AudioNode.prototype as { connect: (...given: unknown[]) => unknown }
  AudioNode.prototype.connect = function (this: AudioNode, ...given: unknown[]) {
    if (given[0] instanceof AudioDestinationNode) {
      const outlet = new AnalyserNode(this.context)
      connect.call(this, outlet)
      outlets.push(outlet)
    }
    return connect.call(this, ...given)
  } as typeof AudioNode.prototype.connect
  const loudest = () => {
    const samples = new Float32Array(2048)
    return outlets.reduce((most, outlet) => {
      outlet.getFloatTimeDomainData(samples)
      return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), most)
    }, 0)
  }
  let tries = 0
  const state = async (name: string) =>
    (await navigator.permissions.query({ name: name as PermissionName })).state
  const report = async () =>
    console.debug(
      `seen ${JSON.stringify({
        camera: await state('camera'),
        microphone: await state('microphone'),
        sound: await sounded(),
        tries: ++tries,
        loudest: loudest(),
        touched: navigator.userActivation.hasBeenActive,
      })}`,
    )
  setInterval(report, 250)
}

// Giving one browser policies needs a mount namespace, which some systems keep from whoever is not root.
describe.skipIf(!canManage())('a hall that starts by itself, by the recipe of the operations guide', () => {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-kiosk-'))
  let server: ServerProcess
  let origin: string
  let kiosk: BrowserContext
  let chair: Page
  let central: Page
  let hall: Page
  const seen = new Map<Page, Seen>()

  beforeAll(async () => {
    const { files } = issueServerCertificate(join(directory, 'tls'), ['dc.tinh.local'], Date.now())
    trustRoot(directory, files.root)
    const port = await freePort()
    origin = `https://localhost:${port}`
    // Its own address is what it makes of its certificate.
    const tls = { TLS_CERT: files.cert, TLS_KEY: files.key, PORT: String(port), PUBLIC_URL: '' }
    server = await startServer({ env: tls })
    kiosk = await launchKiosk({ directory, policies: recipe, replace: [named, origin] })
    kiosk.setDefaultTimeout(DEADLINE)
    kiosk.on('console', (message) => {
      const [page, text] = [message.page(), message.text()]
      if (page && text.startsWith(MARK)) seen.set(page, JSON.parse(text.slice(MARK.length)) as Seen)
    })
    await kiosk.addInitScript(keepConnections)
    await kiosk.addInitScript(observe)
    const open = async (label: string) => {
      const page = await kiosk.newPage()
      await page.goto(server.link(label))
      return page
    }
    chair = await open('Chủ trì Trung ương')
    central = await open('Hội trường Trung ương')
    hall = await open('Hội trường Điện Biên')
  }, 120_000)

  afterAll(async () => {
    await kiosk?.close()
    await server?.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  const press = (name: string) => chair.getByRole('button', { name, exact: true }).click()

  it('knows every policy of the recipe', async () => {
    const page = await kiosk.newPage()
    await page.goto('chrome://policy')
    for (const name of Object.keys(JSON.parse(readFileSync(recipe, 'utf8'))))
      await page.getByText(name, { exact: true }).first().waitFor()
    expect(await page.getByText(/Unknown policy|Chính sách không xác định/i).count()).toBe(0)
    await page.close()
  })

  it('is allowed camera, microphone and sound on the named origin alone', async () => {
    const allowedAt = async (address: string) => {
      const page = await kiosk.newPage()
      await page.goto(address)
      const told = await until(
        'the page tells',
        () => {
          const last = seen.get(page)
          return (last?.sound === 'allowed' || (last?.tries ?? 0) >= 10) && last
        },
        DEADLINE,
      )
      await page.close()
      return told
    }
    expect(await allowedAt(`${origin}/verify`)).toMatchObject({
      camera: 'granted',
      microphone: 'granted',
      sound: 'allowed',
      touched: false,
    })
    // The same server by its address is another origin.
    expect(await allowedAt(`${origin.replace('localhost', '127.0.0.1')}/verify`)).toMatchObject({
      camera: 'prompt',
      microphone: 'prompt',
      sound: 'NotAllowedError',
      touched: false,
    })
  })

  it('sends its camera once its device was approved, with nobody there', async () => {
    for (const name of ['Trung ương', 'Điện Biên']) await press(`Duyệt ${name}`)
    await until(
      'the central hall sees it',
      async () => (await decoded(central)).pictures.length > 0,
      DEADLINE,
    )
    expect(seen.get(hall)).toMatchObject({ touched: false })
  })

  it('plays the central hall’s voice, with nobody there', async () => {
    await press('Khai mạc hội nghị')
    await chair
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Khai mạc hội nghị', exact: true })
      .click()
    await until('the hall hears it', () => (seen.get(hall)?.loudest ?? 0) > 0, DEADLINE)
    expect(seen.get(hall)).toMatchObject({ sound: 'allowed', touched: false })
  })
})
