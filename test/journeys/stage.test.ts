import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { until } from '../support/until.ts'
import { movingIn, shownIn } from './pictures.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { picture, type Stand, takeStand } from './stand.ts'

/** A busy machine draws a picture late. */
const PATIENCE = 90_000

describe('what all halls see, directed from the chair’s desk', () => {
  let browser: Browser
  let server: ServerProcess
  let chair: Stand
  let central: Stand
  let dienBien: Stand
  let sonLa: Stand
  const stands: Stand[] = []

  beforeAll(async () => {
    browser = await launchBrowser()
    server = await startServer()
    chair = await takeStand(browser, server, 'Chủ trì Trung ương', 'desk')
    central = await takeStand(browser, server, 'Hội trường Trung ương', 'hall')
    dienBien = await takeStand(browser, server, 'Hội trường Điện Biên', 'hall')
    sonLa = await takeStand(browser, server, 'Hội trường Sơn La', 'hall')
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const button = (stand: Stand, name: string) => stand.page.getByRole('button', { name, exact: true })
  const stage = (stand: Stand) => stand.page.getByRole('region', { name: 'Màn hình chính', exact: true })
  const deskStage = () => chair.page.getByRole('region', { name: 'Đang phát biểu', exact: true })
  const tile = (name: string) => chair.page.getByRole('button', { name: new RegExp(`^${name}:`) })
  const shows = (stand: Stand, names: readonly string[]) =>
    until(
      `${names.join(', ')} on the stage`,
      async () => (await movingIn(stage(stand))).join() === names.join(),
      PATIENCE,
    )
  const document = (stand: Stand, of: string) => stand.page.locator(`figure[aria-label="Màn hình của ${of}"]`)
  const screenMoves = (stand: Stand, of: string) =>
    until(
      `the screen of ${of}`,
      async () => (await movingIn(stand.page.locator('main'))).includes(`Màn hình của ${of}`),
      PATIENCE,
    )
  const screenGoes = async (of: string) => {
    for (const stand of [chair, central, dienBien, sonLa])
      await document(stand, of).waitFor({ state: 'detached' })
  }
  const speak = async (hall: Stand, name: string) => {
    await button(hall, 'Đăng ký phát biểu').click()
    await hall.page.getByLabel('Họ và tên người phát biểu').fill('Đại diện điểm cầu (minh họa)')
    await hall.page.getByLabel('Chức vụ (nếu cần ghi)').fill('Phó Bí thư Thường trực Tỉnh ủy (minh họa)')
    await button(hall, 'Gửi đăng ký').click()
    await button(chair, `Mời ${name}`).click()
    await hall.page.getByText('Đang được phát biểu').waitFor()
  }

  it('follows the floor: the hall that speaks, large, with its own camera in its own place', async () => {
    for (const name of ['Trung ương', 'Điện Biên', 'Sơn La']) await button(chair, `Duyệt ${name}`).click()
    for (const hall of [central, dienBien, sonLa])
      await hall.page.getByText('Hội nghị chưa khai mạc').waitFor()
    await button(chair, 'Khai mạc hội nghị').click()
    await chair.page.getByRole('alertdialog').getByRole('button', { name: 'Khai mạc hội nghị' }).click()
    await speak(dienBien, 'Điện Biên')
    for (const hall of [central, sonLa]) await shows(hall, ['Điện Biên'])
    await shows(dienBien, ['Hình của Điện Biên'])
    await until(
      'the speaker in the high layer',
      async () => (await shownIn(stage(sonLa))).get('Điện Biên')?.width === 1280,
      PATIENCE,
    )
    await picture(sonLa, 'stage-follow')
  })

  it('holds a bridge that the chair pins, and still says who speaks', async () => {
    await tile('Sơn La').focus()
    await chair.page.keyboard.press('p')
    for (const hall of [central, dienBien]) await shows(hall, ['Sơn La'])
    await shows(sonLa, ['Hình của Sơn La'])
    await stage(central).getByText('Đang phát biểu').waitFor()
    await stage(central).getByText('Điện Biên').waitFor()
    await picture(central, 'stage-single')
  })

  it('puts two side by side and four at once, each named, and goes back to the floor, by one key each', async () => {
    await chair.page.keyboard.press('2')
    await shows(central, ['Sơn La', 'Điện Biên'])
    await shows(dienBien, ['Sơn La', 'Hình của Điện Biên'])
    await stage(central).getByText('Phó Bí thư Thường trực Tỉnh ủy', { exact: false }).waitFor()
    await picture(central, 'stage-pair')
    await chair.page.keyboard.press('4')
    await shows(sonLa, ['Hình của Sơn La', 'Điện Biên', 'Trung ương'])
    await until(
      'the same at the desk',
      async () => {
        const seen = await movingIn(deskStage())
        return ['Sơn La', 'Điện Biên', 'Trung ương'].every((name) => seen.includes(name))
      },
      PATIENCE,
    )
    await picture(sonLa, 'stage-quad')
    await picture(chair, 'chair-directs')
    await chair.page.keyboard.press('0')
    for (const hall of [central, sonLa]) await shows(hall, ['Điện Biên'])
  })

  it('fills the stage with the screen that the speaker shares, whole, with the speaker beside it', async () => {
    expect(await button(sonLa, 'Chia sẻ màn hình').count()).toBe(0)
    await button(dienBien, 'Chia sẻ màn hình').click()
    for (const stand of [central, sonLa, chair]) await screenMoves(stand, 'Điện Biên')
    await dienBien.page.getByText('Đang chia sẻ màn hình').waitFor()
    for (const hall of [central, sonLa]) {
      const inset = hall.page.locator('aside')
      await until(
        'the speaker beside it',
        async () => (await movingIn(inset)).includes('Điện Biên'),
        PATIENCE,
      )
      const fit = await document(hall, 'Điện Biên')
        .locator('video')
        .evaluate((video) => getComputedStyle(video).objectFit)
      expect(fit).toBe('contain')
    }
    const shared = (await shownIn(stage(sonLa))).get('Màn hình của Điện Biên')
    const speaker = (await shownIn(sonLa.page.locator('aside'))).get('Điện Biên')
    expect(shared?.width).toBeGreaterThan(speaker?.width ?? Number.POSITIVE_INFINITY)
    await picture(sonLa, 'stage-document')
    await picture(dienBien, 'stage-document-own')
  })

  it('shows no screen of a page that was loaded anew without it', async () => {
    await dienBien.page.reload()
    await screenGoes('Điện Biên')
    await shows(central, ['Điện Biên'])
    await button(dienBien, 'Chia sẻ màn hình').waitFor()
  })

  it('ends the shared screen with the turn', async () => {
    await button(dienBien, 'Chia sẻ màn hình').click()
    for (const hall of [central, sonLa]) await screenMoves(hall, 'Điện Biên')
    await chair.page.getByRole('button', { name: /^Kết thúc lượt/ }).click()
    await screenGoes('Điện Biên')
    await button(dienBien, 'Chia sẻ màn hình').waitFor({ state: 'detached' })
    await shows(sonLa, ['Trung ương'])
    expect(await dienBien.page.getByText('Đang chia sẻ màn hình').count()).toBe(0)
  })

  it('lets the chair see a bridge large before every hall does', async () => {
    const small = () => tile('Sơn La')
    await small().focus()
    await until('its small picture', async () => (await movingIn(small())).length === 1, PATIENCE)
    const [before] = [...(await shownIn(small())).values()]
    await chair.page.keyboard.press('v')
    const preview = chair.page.getByRole('dialog', { name: 'Xem trước Sơn La' })
    await until(
      'a larger picture than the tile’s',
      async () => ((await shownIn(preview)).get('Xem trước Sơn La')?.width ?? 0) > 2 * (before?.width ?? 0),
      PATIENCE,
    )
    await shows(dienBien, ['Trung ương'])
    await picture(chair, 'chair-preview')
    await preview.getByRole('button', { name: 'Đưa lên màn hình', exact: true }).click()
    for (const hall of [central, dienBien]) await shows(hall, ['Sơn La'])
    await chair.page.keyboard.press('0')
    await shows(dienBien, ['Trung ương'])
  })

  it('shows the screen of the chair’s desk in every hall, the central one too', async () => {
    await chair.page.keyboard.press('c')
    for (const hall of [central, dienBien, sonLa]) await screenMoves(hall, 'Trung ương')
    await button(chair, 'Dừng').click()
    await screenGoes('Trung ương')
  })

  it('turns the pages of the small pictures by key, and says which one it is', async () => {
    await sonLa.page.getByText('1 / 8').waitFor()
    await sonLa.page.keyboard.press('PageDown')
    await sonLa.page.getByText('2 / 8').waitFor()
    const gallery = sonLa.page.getByRole('list', { name: 'Các điểm cầu' })
    await gallery.getByText('Điện Biên').waitFor({ state: 'detached' })
    await sonLa.page.keyboard.press('PageUp')
    await until(
      'those of the first page',
      async () => {
        const seen = await movingIn(gallery)
        return seen.includes('Điện Biên') && seen.includes('Trung ương')
      },
      PATIENCE,
    )
  })

  it('records a turn that the chair orders recorded, says so in every hall, and plays it from a mark', async () => {
    const sign = (stand: Stand) => stand.page.getByText('Đang ghi âm', { exact: true })
    expect(await sign(central).count()).toBe(0)
    await button(chair, 'Ghi âm các lượt').click()
    await chair.page.getByRole('alertdialog').getByRole('button', { name: 'Bắt đầu ghi âm' }).click()
    for (const hall of [central, dienBien, sonLa]) {
      await hall.page.getByText('Các lượt phát biểu bắt đầu được ghi âm.').waitFor()
      await sign(hall).waitFor()
    }
    await picture(sonLa, 'recording-hall')
    await picture(chair, 'recording-chair')
    await speak(sonLa, 'Sơn La')
    const secretary = await takeStand(browser, server, 'Thư ký Trung ương 1', 'desk')
    stands.push(secretary)
    const text = secretary.page.getByRole('textbox', { name: /Sơn La/ })
    await text.pressSequentially('Thống nhất với dự thảo. ')
    await text.press('Control+;')
    await text.pressSequentially('Đề nghị làm rõ.')
    await chair.page.getByRole('button', { name: /^Kết thúc lượt/ }).click()
    await button(secretary, 'Nghe lại').waitFor()
    const place = secretary.page.getByRole('slider', { name: 'Thời điểm nghe' })
    await text.press('Alt+p')
    await button(secretary, 'Tạm dừng').waitFor()
    await until('it goes on', async () => Number(await place.inputValue()) > 1000, PATIENCE)
    await picture(secretary, 'recording-secretary')
    await button(chair, 'Dừng ghi âm').click()
    for (const hall of [central, dienBien, sonLa]) await sign(hall).waitFor({ state: 'detached' })
  })

  it('says at once that a hall’s page was closed, and since when', async () => {
    await sonLa.page.close()
    await until(
      'the loss on the wall',
      async () =>
        (await tile('Sơn La').getAttribute('aria-label'))?.includes('mất kết nối') &&
        (await tile('Sơn La').getAttribute('aria-label'))?.includes('trang đã đóng'),
      PATIENCE,
    )
    await tile('Sơn La').click()
    await chair.page.getByText('Trang hội trường đã đóng.').waitFor()
    await picture(chair, 'chair-lost')
  })

  it('left no page with an error that nobody caught', () => {
    for (const stand of [chair, central, dienBien, sonLa, ...stands]) expect(stand.errors).toEqual([])
  })
})
