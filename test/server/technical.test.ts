import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LineReport } from '../../domain/line-report.ts'
import type { TechnicalPush } from '../../domain/protocol.ts'
import type { HallPage } from '../support/hall-page.ts'
import { MediaServer } from '../support/media-server.ts'
import { bridges, central, personCalled } from '../support/prepared-conference.ts'
import { until } from '../support/until.ts'

let running: MediaServer

beforeAll(async () => {
  running = await MediaServer.start()
})
beforeEach(() => running.prepare())
afterEach(() => running.leave())
afterAll(() => running.close())

const report: LineReport = {
  path: 'tcp',
  roundTrip: 120,
  uplink: { loss: 0.02, jitter: 8, bitrate: 900_000, available: 1_200_000 },
  downlink: { loss: 0.05, jitter: 12, bitrate: 1_500_000 },
  sent: { width: 1280, height: 720, frames: 25, codec: 'VP8', layer: 2 },
  received: { width: 640, height: 360, frames: 24, codec: 'VP8', layer: 1 },
  concealed: 0.01,
  keyFrameAge: 4.5,
}
const pushes = (desk: HallPage) => desk.page.heardOf('technical') as readonly TechnicalPush[]
const lineAt = (desk: HallPage, bridge: string) =>
  pushes(desk)
    .at(-1)
    ?.lines.find((line) => line.bridge === bridge)
const watch = (desk: HallPage, on = true) => desk.page.ask('technical-watch', { on })

describe('the technician’s view', () => {
  test('has what the hall reports and what the server measures, for every bridge', async () => {
    const technician = await running.desk(`${central}-technician`)
    const hall = await running.hall('son-la')
    await hall.watch()
    await hall.produce('camera')
    expect(await hall.page.ask('line-report', report)).toMatchObject({ ok: true })
    expect(await watch(technician)).toMatchObject({ ok: true })
    await until('figures', () => (lineAt(technician, 'son-la')?.measured?.incoming ?? 0) > 0)
    expect(
      pushes(technician)
        .at(-1)
        ?.lines.map(({ bridge }) => bridge),
    ).toEqual(bridges)
    expect(lineAt(technician, 'son-la')).toEqual({
      bridge: 'son-la',
      reported: report,
      measured: {
        loss: expect.toBeOneOf([null, expect.any(Number)]),
        roundTrip: expect.toBeOneOf([null, expect.any(Number)]),
        path: 'udp',
        incoming: expect.any(Number),
        outgoing: expect.any(Number),
        layersWanted: expect.any(Number),
        videoConsumers: 0,
        audioConsumers: 0,
        soundOnly: false,
      },
    })
    expect(lineAt(technician, 'ha-noi')).toEqual({ bridge: 'ha-noi', reported: null, measured: null })
    hall.close()
    await until('nothing of a hall that has left', () => !lineAt(technician, 'son-la')?.reported)
  })

  test('is pushed to those who watch while they watch, and to nobody else', async () => {
    const [technician, chair] = [
      await running.desk(`${central}-technician`),
      await running.desk(`${central}-chair`),
    ]
    await watch(technician)
    await until('two pushes', () => pushes(technician).length > 1)
    expect(pushes(chair)).toEqual([])
    await watch(chair)
    await watch(technician, false)
    const seen = pushes(technician).length
    await until('the other goes on', () => pushes(chair).length > 1)
    expect(pushes(technician)).toHaveLength(seen)
  })

  test('is not for other desks, and ends with the role', async () => {
    for (const who of [`${central}-secretary`, 'son-la-technician', 'son-la-chair'] as const)
      expect(await watch(await running.desk(who))).toMatchObject({ ok: false, code: 'access/not-allowed' })
    const [chair, technician] = [
      await running.desk(`${central}-chair`),
      await running.desk(`${central}-technician`),
    ]
    await Promise.all([watch(chair), watch(technician)])
    await until('pushed', () => pushes(technician).length > 0)
    const grant = { role: 'technician', bridge: central } as const
    const command = { type: 'role/revoke', person: `${central}-technician`, grant } as const
    await running.server.conferences.command(
      running.conference,
      'revoke-0',
      command,
      personCalled('organiser'),
    )
    const [seen, now] = [pushes(technician).length, pushes(chair).length]
    await until('the chair’s goes on', () => pushes(chair).length > now + 1)
    expect(pushes(technician)).toHaveLength(seen)
  })
})

describe('a line report', () => {
  test('is taken from a hall that keeps to its form and its pace', async () => {
    const hall = await running.hall('son-la')
    const desk = await running.desk('son-la-technician')
    const ask = (page: HallPage, payload: unknown) => page.page.ask('line-report', payload)
    expect(await ask(hall, { ...report, path: 'carrier pigeon' })).toMatchObject({
      code: 'request/malformed',
    })
    expect(await ask(hall, { ...report, more: 1 })).toMatchObject({ code: 'request/malformed' })
    expect(await ask(desk, report)).toMatchObject({ code: 'access/not-allowed' })
    const answers = await Promise.all([ask(hall, report), ask(hall, { ...report, roundTrip: 1 })])
    expect(answers).toMatchObject([{ ok: true }, { code: 'request/too-many' }])
  })
})

describe('the metrics', () => {
  test('have a series for each hall that is there, and none for one that has left', async () => {
    const hall = await running.hall('son-la')
    await hall.watch()
    await hall.page.ask('line-report', report)
    const labels = `conference="${running.conference}",bridge="son-la"`
    const expected = {
      round_trip_seconds: 0.12,
      downlink_loss_ratio: 0.05,
      layer_received: 1,
      height_received_pixels: 360,
      key_frame_age_seconds: 4.5,
    }
    await until('reported', async () => (await running.series('diemcau_hall_layer_received')).size > 0)
    for (const [name, value] of Object.entries(expected))
      expect([...(await running.series(`diemcau_hall_${name}`))]).toEqual([[labels, value]])
    expect([...(await running.series('diemcau_hall_path'))]).toEqual([[`${labels},path="tcp"`, 1]])
    expect((await running.series('diemcau_media_worker_load')).size).toBe(1)
    hall.close()
    await until('gone', async () => (await running.series('diemcau_hall_layer_received')).size === 0)
    expect((await running.series('diemcau_hall_path')).size).toBe(0)
  })
})
