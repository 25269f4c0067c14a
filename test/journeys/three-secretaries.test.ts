import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seededRandom } from '../faults/random.ts'
import { launchBrowser } from '../support/browser.ts'
import { recordMeasurement } from '../support/measured.ts'
import { TcpLine } from '../support/tcp-line.ts'
import { until } from '../support/until.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { type Stand, takeStand } from './stand.ts'
import { readStored } from './stored-authors.ts'
import { type Place, TypingSecretary } from './typing-secretary.ts'

const long = process.env.LONG === '1'
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const KILLS = long ? 20 : 2
const CUTS = long ? 40 : 3
const TEXTS = [0, 1] as const
const PATIENCE = 60_000
const HEAD = ['Ⓐ', 'Ⓑ', 'Ⓒ', '①②③']
/** Each with the letters that they type before: in a paragraph of their own, and in the one that they share. */
const people = [
  { label: 'Thư ký Trung ương 1', letter: 'a', anchors: ['Ⓐ', '①'] },
  { label: 'Thư ký Trung ương 2', letter: 'b', anchors: ['Ⓑ', '②'] },
  { label: 'Thư ký Sơn La', letter: 'c', anchors: ['Ⓒ', '③'] },
] as const

/** Of each hand and each line its own, so that what one does does not hang on when the others act. */
const randomOf = (which: number) => seededRandom(seed * 1000 + which)

const directory = mkdtempSync(join(tmpdir(), 'diem-cau-secretaries-'))
const lines: TcpLine[] = []
const secretaries: TypingSecretary[] = []
const documents: string[] = []
let browser: Browser
let server: ServerProcess

beforeAll(async () => {
  browser = await launchBrowser()
  server = await startServer({ dataDir: join(directory, 'data') })
  for (const [index, { label, letter, anchors }] of people.entries()) {
    const line = await TcpLine.open(server.port)
    lines.push(line)
    const stand = await takeStand(over(line), server, label, 'desk')
    const places = TEXTS.flatMap((text) => anchors.map((anchor): Place => ({ text, anchor })))
    const goTo = label === 'Thư ký Sơn La' ? ofBridge : ofDesk
    const random = randomOf(index)
    secretaries.push(new TypingSecretary(stand, letter, places, (text) => goTo(stand.page, text), random))
  }
  const [first, , bridge] = secretaries.map(({ stand }) => stand)
  if (!first || !bridge) throw new Error('nobody is there')
  await bridge.page.getByRole('heading', { name: /^Ý kiến/ }).waitFor()
  for (const text of TEXTS) await begin(first, bridge, text)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  for (const line of lines) await line.close()
  await server?.stop()
  rmSync(directory, { recursive: true, force: true })
})

/** The browser, with pages whose only way to the server is this line. */
function over(line: TcpLine): Browser {
  const proxy = { server: line.proxy }
  return {
    newContext: (options: BrowserContextOptions) => browser.newContext({ ...options, proxy }),
  } as Browser
}

/** The central desk has one text open, that of the card which was pressed. */
async function ofDesk(page: Page, text: number) {
  const field = page.getByRole('textbox', { name: new RegExp(`^Nội dung ý kiến ${text + 1},`) })
  if (!(await field.isVisible())) await page.getByRole('button', { name: `Ý kiến ${text + 1} · ` }).click()
  await field.waitFor()
  return field
}

/** The bridge's page has both open, the later one first. */
async function ofBridge(page: Page, text: number) {
  return page.getByRole('textbox', { name: /^Nội dung: / }).nth(1 - text)
}

/** Opens an opinion of Sơn La with its paragraphs, once the bridge has it open for writing too. */
async function begin({ page }: Stand, bridge: Stand, text: number): Promise<void> {
  await page.keyboard.press('Alt+b')
  await page.getByRole('combobox', { name: 'Điểm cầu góp ý' }).fill('Sơn La')
  await page.getByRole('option', { name: 'Sơn La' }).click()
  await page.getByRole('button', { name: 'Mở thẻ ý kiến' }).click()
  const fields = bridge.page.getByRole('textbox', { name: /^Nội dung: / })
  await until('the bridge to have it open', async () => (await fields.count()) === text + 1)
  const field = await ofDesk(page, text)
  await until('the text to be editable', () => field.isEditable())
  await field.click()
  await page.keyboard.type(HEAD.join('\n'))
  documents.push(new URL(page.url()).hash.slice(1))
}

/** What was typed into a text, with what stood there before. */
function expected(text: number): string {
  const before = new Map<string, string>()
  for (const { typed } of secretaries)
    for (const [place, words] of typed) if (place.text === text) before.set(place.anchor, words.join(''))
  return HEAD.map((line) => [...line].map((anchor) => `${before.get(anchor) ?? ''}${anchor}`).join('')).join(
    '\n',
  )
}

async function flap(line: TcpLine, random: () => number, isOver: () => boolean): Promise<void> {
  for (let cut = 0; cut < CUTS && !isOver(); cut++) {
    await sleep(500 + random() * 3500)
    if (random() < 0.5) line.cut()
    else line.stall()
    await sleep(200 + random() * 2500)
    line.restore()
  }
}

async function killAgainAndAgain(random: () => number, isOver: () => boolean): Promise<void> {
  for (let kill = 0; kill < KILLS && !isOver(); kill++) {
    await sleep(1500 + random() * 4000)
    await server.kill()
    await sleep(random() * 500)
    await server.restart()
  }
}

it(
  `three secretaries type at once over lines that are cut, and the server is killed: nothing is lost, doubled or taken for another's (seed ${seed})`,
  async () => {
    let over = false
    const isOver = () => over
    const typing = Promise.all(secretaries.map((one) => one.type(isOver, long ? 1500 : 100)))
    const disturbing = Promise.all([
      killAgainAndAgain(randomOf(100), isOver),
      ...lines.map((line, index) => flap(line, randomOf(200 + index), isOver)),
    ])
    // Hands that cannot type end the journey, once nobody kills or starts the server any more.
    await Promise.race([disturbing, typing]).catch(() => null)
    over = true
    await Promise.allSettled([disturbing, typing])
    await Promise.all([disturbing, typing])

    const wanted = TEXTS.map(expected)
    const stored = () => readStored(server.databaseUrl(), documents)
    const shown = () =>
      Promise.all(secretaries.map((one) => Promise.all(TEXTS.map((text) => one.reads(text)))))
    const all = async () => [...(await shown()), (await stored()).map(({ words }) => words)]
    const isSame = (texts: readonly string[]) => texts.join('\f') === wanted.join('\f')
    // What differs after all is told by what follows.
    await until('all to have everything', async () => (await all()).every(isSame), PATIENCE).catch(() => null)
    for (const texts of await all()) expect(texts).toEqual(wanted)

    const authors = new Set<string>()
    for (const text of await stored()) {
      expect(text.foreign).toEqual([])
      for (const { letter } of people) {
        const found = text.authorsOf(new RegExp(`${letter}\\d+\\p{L}+ `, 'gu'))
        const by = [...new Set([...found.values()].flat())]
        expect(by).toHaveLength(1)
        authors.add(`${letter} ${by}`)
      }
    }
    expect([...authors].sort()).toEqual([
      'a demo-trung-uong-secretary-1',
      'b demo-trung-uong-secretary-2',
      'c demo-son-la-secretary',
    ])
    expect(secretaries.flatMap(({ stand }) => stand.errors)).toEqual([])
    const words = secretaries.map((one) => one.words)
    expect(Math.min(...words)).toBeGreaterThan(CUTS)
    if (!long) return
    recordMeasurement(
      `three secretaries in Chromium typing into the same two texts (seed ${seed}): server killed ${KILLS} times, ` +
        `each line cut or stalled ${CUTS} times, ${words.join(' + ')} words: all there once, in order, by who typed them.`,
    )
  },
  long ? 1_800_000 : 240_000,
)
