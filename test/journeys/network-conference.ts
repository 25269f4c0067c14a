import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { until } from '../support/until.ts'
import { ANNOUNCED, HallLine } from './hall-line.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { type Stand, takeStand, voicesArriving } from './stand.ts'

/** Three halls, each on a line of its own, and the chair's desk, in a conference that is open. */
export interface NetworkConference {
  readonly server: ServerProcess
  readonly chair: Stand
  readonly central: Stand
  readonly dienBien: Stand
  readonly sonLa: Stand
  readonly lines: Readonly<Record<'central' | 'dienBien' | 'sonLa', HallLine>>
  close(): Promise<void>
}

/** With Điện Biên at the microphone, seen and heard by the others. */
export async function openNetworkConference(seed: number): Promise<NetworkConference> {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-network-'))
  let browser: Browser | undefined
  let server: ServerProcess | undefined
  const opened: HallLine[] = []
  const close = async () => {
    await browser?.close()
    for (const line of opened) await line.close()
    await server?.stop()
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    const started = await startServer({ dataDir: directory, env: { MEDIA_ANNOUNCED_ADDRESS: ANNOUNCED } })
    const window = await launchBrowser()
    server = started
    browser = window
    const line = async (number: number) => {
      const made = await HallLine.open(started, number, seed)
      opened.push(made)
      return made
    }
    const lines = { central: await line(2), dienBien: await line(3), sonLa: await line(4) }
    const take = (label: string, over: HallLine) => over.takeStand(window, started, label)
    const chair = await takeStand(window, started, 'Chủ trì Trung ương', 'tablet')
    const central = await take('Hội trường Trung ương', lines.central)
    const dienBien = await take('Hội trường Điện Biên', lines.dienBien)
    const sonLa = await take('Hội trường Sơn La', lines.sonLa)
    for (const name of ['Trung ương', 'Điện Biên', 'Sơn La']) await press(chair, `Duyệt ${name}`)
    await press(chair, 'Khai mạc hội nghị')
    await chair.page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Khai mạc hội nghị', exact: true })
      .click()
    await press(dienBien, 'Đăng ký phát biểu')
    await dienBien.page.getByLabel('Họ và tên người phát biểu').fill('Đại diện Điện Biên (minh họa)')
    await press(dienBien, 'Gửi đăng ký')
    await press(chair, 'Mời Điện Biên')
    await until(
      'Sơn La hears the centre and the speaker',
      async () => (await voicesArriving(sonLa)) === 2,
      60_000,
    )
    return { server, chair, central, dienBien, sonLa, lines, close }
  } catch (error) {
    await close()
    throw error
  }
}

export function press(stand: Stand, name: string): Promise<void> {
  return stand.page.getByRole('button', { name, exact: true }).click()
}
