import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holderTurn } from '../../domain/floor.ts'
import { connect, type Participant } from '../../scripts/play/participant.ts'
import { until } from '../support/until.ts'
import { arrivalOf } from './arrivals.ts'
import type { HallLine } from './hall-line.ts'
import { type NetworkConference, openNetworkConference } from './network-conference.ts'
import { picture } from './stand.ts'

const seed = Number(process.env.SEED ?? 20230530)
const long = process.env.LONG === '1'
const CUT = 5000
/** The log hears of a loss after 10 s. */
const LONG_CUT = 14_000
const PATIENCE = 60_000
const VOICE = 'dien-bien-microphone'
const STAGE = 'dien-bien-camera'

describe(`a hall that speaks and whose line is cut (seed ${seed})`, () => {
  let conference: NetworkConference
  let line: HallLine
  /** Sees the log, over a line that is never cut. */
  let secretary: Participant

  beforeAll(async () => {
    conference = await openNetworkConference(seed)
    line = conference.lines.dienBien
    secretary = await connect({ link: conference.server.link('Thư ký Trung ương 1'), patient: true })
  })
  afterAll(async () => {
    secretary?.close()
    await conference?.close()
  })

  const turn = () => holderTurn(secretary.state())
  /** Whether the stream grows at Sơn La: packets of the voice, frames of the picture. */
  const grows = async (stream: string) => {
    const before = await arrivalOf(conference.sonLa, stream)
    await sleep(500)
    const after = await arrivalOf(conference.sonLa, stream)
    if (!before || !after || before.ssrc !== after.ssrc) return false
    return after.packets > before.packets && (stream === VOICE || after.frames > before.frames)
  }
  const isBack = async () => {
    await until('the speaker is heard again', () => grows(VOICE), PATIENCE)
    await until('the speaker is seen again', () => grows(STAGE), PATIENCE)
    await conference.chair.page.locator('[data-tile="dien-bien"]:not([aria-label*="mất kết nối"])').waitFor()
  }
  /** The chair's wall says that it is lost, and why. */
  const isLost = (why: RegExp) =>
    until(
      `the chair sees the loss, ${why}`,
      async () => {
        const tile = conference.chair.page.locator('[data-tile="dien-bien"]')
        return why.test((await tile.getAttribute('aria-label')) ?? '')
      },
      PATIENCE,
    )
  const whileCut = async (ms: number, cut: () => void, why: RegExp) => {
    cut()
    await Promise.all([isLost(why), sleep(ms)])
  }

  it('is shown as lost for that reason, and is back without anybody doing anything, when nothing passes for 5 s', async () => {
    const before = turn()
    await isBack()
    await whileCut(
      CUT,
      () => {
        line.media.cut()
        line.socket.stall()
      },
      /mất kết nối.*(không có hình và tiếng|trang không trả lời)/,
    )
    await picture(conference.chair, 'chair-hall-lost')
    line.restore()
    await isBack()
    expect(turn()).toMatchObject({ id: before?.id, grantedAt: before?.grantedAt })
  })

  it('the same when only picture and sound are cut', async () => {
    await whileCut(CUT, () => line.media.cut(), /mất kết nối.*không có hình và tiếng/)
    line.restore()
    await isBack()
  })

  it.runIf(long)('the same when only its socket is cut', async () => {
    await whileCut(CUT, () => line.socket.cut(), /mất kết nối/)
    line.restore()
    await isBack()
  })

  it('the same when its socket is half open: it stays, and says nothing', async () => {
    await whileCut(CUT, () => line.socket.stall(), /mất kết nối.*trang không trả lời/)
    line.restore()
    await isBack()
  })

  it('goes on when its address changes', async () => {
    line.media.changeAddresses()
    await isBack()
    expect(turn()?.bridge).toBe('dien-bien')
  })

  it('has its clock stopped and started again by the log when the cut lasts', async () => {
    const before = turn()?.lost.length ?? 0
    await whileCut(
      LONG_CUT,
      () => {
        line.media.cut()
        line.socket.stall()
      },
      /mất kết nối/,
    )
    await until('the clock stands', () => turn()?.lost.at(-1)?.kind === 'open', PATIENCE)
    line.restore()
    await until('the clock runs', () => turn()?.lost.at(-1)?.kind === 'closed', PATIENCE)
    expect(turn()?.lost.length).toBe(before + 1)
    const interval = turn()?.lost.at(-1)
    if (interval?.kind !== 'closed') throw new Error('the clock stands')
    // From when it was seen to be gone, not from when the log was told.
    expect(interval.to - interval.from).toBeGreaterThan(LONG_CUT - 5000)
    await isBack()
  })

  it('left no page with an error that nobody caught', () => {
    const { chair, central, dienBien, sonLa } = conference
    for (const stand of [chair, central, dienBien, sonLa]) expect(stand.errors).toEqual([])
  })
})
