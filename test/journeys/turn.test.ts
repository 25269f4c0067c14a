import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IceServer } from '../../domain/media-messages.ts'
import { issueServerCertificate } from '../../scripts/tls/authority.ts'
import { CREDENTIAL_SECONDS, turnServers } from '../../server/turn.ts'
import { launchBrowser } from '../support/browser.ts'
import { trustRoot } from '../support/trusted-root.ts'
import { startTurnRelay, type TurnRelay } from '../support/turn-relay.ts'
import { until } from '../support/until.ts'
import { decoded } from './decoded.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { type Stand, takeStand } from './stand.ts'

const DEADLINE = 60_000
const directory = mkdtempSync(join(tmpdir(), 'diem-cau-relayed-'))
let relay: TurnRelay
let browser: Browser

beforeAll(async () => {
  const { files } = issueServerCertificate(join(directory, 'tls'), ['localhost'], Date.now())
  trustRoot(directory, files.root)
  relay = await startTurnRelay(files)
  browser = await launchBrowser({ home: directory })
})

afterAll(async () => {
  await browser?.close()
  await relay?.stop()
  rmSync(directory, { recursive: true, force: true })
})

describe('a hall whose firewall lets nothing through but TLS', () => {
  let server: ServerProcess
  let chair: Stand
  let central: Stand
  let hall: Stand

  beforeAll(async () => {
    server = await startServer({ env: { TURN_URLS: relay.tlsUrl, TURN_SECRET: relay.secret } })
    const take = (label: string) => takeStand(browser, server, label, 'tablet')
    chair = await take('Chủ trì Trung ương')
    central = await take('Hội trường Trung ương')
    hall = await take('Hội trường Điện Biên')
    await hall.page.waitForURL(/\/hall/)
    await hall.page.goto(`${hall.page.url()}&relay=1`)
    for (const name of ['Trung ương', 'Điện Biên']) await button(chair, `Duyệt ${name}`).click()
    await button(chair, 'Khai mạc hội nghị').click()
    await chair.page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Khai mạc hội nghị', exact: true })
      .click()
  }, 120_000)

  afterAll(() => server?.stop())

  const button = (stand: Stand, name: string) => stand.page.getByRole('button', { name, exact: true })

  it('sees and hears the central hall through the relay, and through nothing else', async () => {
    const { paths } = await until(
      'the hall decodes picture and sound',
      async () => {
        const measured = await decoded(hall.page)
        return measured.pictures.length > 0 && measured.sounds.length > 0 && measured
      },
      DEADLINE,
    )
    expect(new Set(paths.map(({ candidate, relayProtocol }) => `${candidate} ${relayProtocol}`))).toEqual(
      new Set(['relay tls']),
    )
  })

  it('is seen and heard by the others when it is called', async () => {
    await button(hall, 'Đăng ký phát biểu').click()
    await hall.page.getByLabel('Họ và tên người phát biểu').fill('Đại diện Điện Biên (minh họa)')
    await button(hall, 'Gửi đăng ký').click()
    await button(chair, 'Mời Điện Biên').click()
    const { paths } = await until(
      'the central hall decodes its picture and sound',
      async () => {
        const measured = await decoded(central.page)
        return measured.pictures.length > 0 && measured.sounds.length > 0 && measured
      },
      DEADLINE,
    )
    expect(new Set(paths.map(({ candidate }) => candidate))).not.toContain('relay')
    expect([...hall.errors, ...central.errors, ...chair.errors]).toEqual([])
  })
})

describe('the relay', () => {
  /** What a page gets that may only go through these relays: the types of its candidates, and what was refused. */
  async function gathered(
    servers: readonly IceServer[],
  ): Promise<{ candidates: string[]; errors: number[] }> {
    const page: Page = await browser.newPage()
    try {
      return await page.evaluate(async (given) => {
        const iceServers = given.map((each) => ({ ...each, urls: [...each.urls] }))
        const connection = new RTCPeerConnection({ iceServers, iceTransportPolicy: 'relay' })
        const candidates: string[] = []
        const errors: number[] = []
        connection.addEventListener('icecandidate', ({ candidate }) => {
          if (candidate?.type) candidates.push(candidate.type)
        })
        connection.addEventListener('icecandidateerror', ({ errorCode }) => errors.push(errorCode))
        const complete = new Promise((resolve) => {
          connection.addEventListener('icegatheringstatechange', () => {
            if (connection.iceGatheringState === 'complete') resolve(undefined)
          })
        })
        connection.createDataChannel('any')
        await connection.setLocalDescription()
        await complete
        connection.close()
        return { candidates, errors }
      }, servers)
    } finally {
      await page.close()
    }
  }

  const both = () => [relay.tlsUrl, relay.tcpUrl]

  it('takes the server’s credentials, over TLS and over TCP', async () => {
    for (const url of both()) {
      const servers = turnServers({ urls: [url], secret: relay.secret }, 'dien-bien', Date.now())
      const { candidates, errors } = await gathered(servers)
      expect(new Set(candidates), url).toEqual(new Set(['relay']))
      expect(errors, url).toEqual([])
    }
  })

  it('refuses those of another secret', async () => {
    const servers = turnServers({ urls: both(), secret: 'another secret' }, 'dien-bien', Date.now())
    const { candidates, errors } = await gathered(servers)
    expect(candidates).toEqual([])
    expect(errors).toContain(401)
  })

  it('refuses those whose time is over', async () => {
    const then = Date.now() - (CREDENTIAL_SECONDS + 60) * 1000
    const { candidates } = await gathered(
      turnServers({ urls: both(), secret: relay.secret }, 'dien-bien', then),
    )
    expect(candidates).toEqual([])
  })
  it('leads to the media workers alone, not into the network that it stands in', () => {
    const [server] = turnServers({ urls: [], secret: relay.secret }, 'dien-bien', Date.now())
    const port = /:(\d+)\?/.exec(relay.tcpUrl)?.[1] ?? ''
    const who = ['-u', server?.username ?? '', '-w', server?.credential ?? '']
    const one = ['-t', '-p', port, '-r', '9', '-m', '1', '-n', '1', ...who, '127.0.0.1']
    const { stdout } = spawnSync('turnutils_uclient', ['-e', '127.0.0.2', ...one], { encoding: 'utf8' })
    expect(stdout).toContain('403 (Forbidden IP)')
  })
})
