import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ConferenceState } from '../../domain/state.ts'
import { putBlob } from '../../server/minutes/blobs.ts'
import { Page, request } from './page.ts'
import { central, type Tokens, type Who } from './prepared-conference.ts'
import type { RunningServer } from './server.ts'
import { until } from './until.ts'
import { writtenOpinion } from './written-opinion.ts'

export const attached = Buffer.from('%PDF-1.4\nÝ kiến bằng văn bản\n%%EOF\n')
export const sound = Buffer.from('OggS – tiếng nói')

export interface DossierStage {
  readonly server: RunningServer
  readonly tokens: Tokens
  readonly conference: string
  /** Where the server keeps recordings. */
  readonly recordings: string
  /** Of another conference; its hash is written here as if it were a title. */
  readonly foreign: Buffer
}

/** One written opinion with a file, one recording, minutes sealed and signed by both. */
export async function playForDossier(stage: DossierStage): Promise<void> {
  const { server: here, tokens, conference } = stage
  const base = `/api/conferences/${conference}`
  const enter = (who: Who) => Page.enter(here.origin, tokens[who], conference)
  const [chair, secretary] = [await enter(`${central}-chair`), await enter(`${central}-secretary`)]
  await chair.must({ type: 'conference/open' })
  const opinion = await writtenOpinion(
    here,
    conference,
    'son-la',
    ['ty-le'],
    ['Đề nghị giữ tỷ lệ hiện hành.'],
  )
  await opinion.write('Bổ sung: cần có lộ trình.')
  const file = encodeURIComponent('Ý kiến tỉnh Sơn La (đợt 1).pdf')
  const path = `${base}/contributions/${opinion.id}/attachments?name=${file}&command=kem-tep-thu-nhat`
  const attaching = { method: 'POST', headers: { 'content-type': 'application/pdf' }, body: attached }
  expect((await request(here.origin, secretary.sign, path, attaching)).status).toBe(200)
  const bridge = await enter('son-la-chair')
  const speaker = { name: 'Lò Văn Giàng', title: await putBlob(here.database, stage.foreign) }
  const asked = await bridge.must({ type: 'floor/request', bridge: 'son-la', speaker, topics: [] })
  const turn = await chair.must({ type: 'floor/call', request: asked, seconds: 300, outOfOrder: false })
  await chair.must({ type: 'floor/take-back', turn })
  bridge.close()
  await record(stage, turn)
  await chair.must({ type: 'conference/conclude' })
  await chair.must({ type: 'minutes/seal', gapReason: 'Thử niêm phong' })
  await until('drawn', async () => sealedIn(await here.conferences.peek(conference))?.rendered, 60_000)
  for (const [page, field] of [
    [secretary, 'secretary'],
    [chair, 'chair'],
  ] as const) {
    const body = JSON.stringify({ field, id: `${field}-ky` })
    const headers = { 'content-type': 'application/json' }
    const signing = { method: 'POST', headers, body }
    const answer = await request(here.origin, page.sign, `${base}/minutes/signatures`, signing)
    expect(await answer.json(), field).toMatchObject({ first: expect.any(Number) })
  }
  for (const page of [chair, secretary]) page.close()
}

/** A turn's sound as the recorder would leave it: the file, then the event that names it. */
async function record({ server, conference, recordings }: DossierStage, turn: number): Promise<void> {
  const from = Date.now()
  mkdirSync(join(recordings, conference), { recursive: true })
  writeFileSync(join(recordings, conference, `${turn}-${from}.opus`), sound)
  const command = {
    type: 'recording/recorded',
    turn,
    from,
    length: 1000,
    sha256: createHash('sha256').update(sound).digest('hex'),
    size: sound.length,
  } as const
  await server.conferences.command(conference, 'ghi-am-luot', command, { kind: 'system' })
}

export function sealedIn({ minutes }: ConferenceState) {
  return minutes.kind === 'sealed' ? minutes : null
}
