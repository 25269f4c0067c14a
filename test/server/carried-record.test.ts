import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { carriedRecord } from '../../server/log/carried-record.ts'
import { minutesExtract } from '../../server/log/extract.ts'
import { recheck } from '../../server/log/recheck.ts'
import { renderMinutes } from '../../templates/minutes.ts'
import { prepared } from '../domain/small-conference.ts'
import { signAs } from '../signing/signed-pdf.ts'
import { chainedRows } from '../support/chained-rows.ts'
import { type ConferenceFile, viewOf } from '../templates/conference-view.ts'
import { bodyText } from '../templates/read-pdf.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('../templates/conference-132.json', import.meta.url), 'utf8'),
)

describe('the record in a finished PDF', () => {
  const rows = chainedRows(
    'hoi-nghi',
    prepared.steps.map(({ entry }) => entry),
  )
  const log = { seq: rows.length, hash: rows.at(-1)?.hash.toString('hex') ?? '' }
  let extract: string
  let pdf: Uint8Array
  const minutes = (text: string, changes = {}) =>
    renderMinutes(
      viewOf(file, {
        log,
        attachments: [
          {
            name: 'log.json',
            description: 'Nhật ký hội nghị',
            mimeType: 'application/json',
            bytes: new TextEncoder().encode(text),
          },
        ],
        ...changes,
      }),
    )
  beforeAll(async () => {
    extract = await minutesExtract(rows)
    pdf = await minutes(extract)
  })

  it('is rechecked from the file alone, signed or not, against the hash that is printed', async () => {
    for (const bytes of [pdf, await signAs(pdf, 'secretary')]) {
      const carried = carriedRecord(bytes)
      expect(carried).toEqual({ extract, head: log })
      const report = carried && recheck(carried.extract, carried.head)
      expect(report).toMatchObject({ entries: rows.length, problems: [] })
    }
    expect(bodyText(pdf)).toContain(log.hash)
  })

  it('is found wrong where the document carries another log than it was made from', async () => {
    const other = await minutesExtract(
      chainedRows(
        'hoi-nghi-khac',
        prepared.steps.map(({ entry }) => entry),
      ),
    )
    const carried = carriedRecord(await minutes(other))
    expect(carried && recheck(carried.extract, carried.head).problems).toMatchObject([
      { code: 'record/wrong-head' },
    ])
  })

  it('is judged by the command, in both languages', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'diem-cau-record-'))
    const run = async (bytes: Uint8Array, ...args: string[]) => {
      const path = join(folder, 'file.pdf')
      await writeFile(path, bytes)
      const program = join(import.meta.dirname, '../../scripts/verify.ts')
      return spawnSync(process.execPath, [program, '--record', path, ...args], { encoding: 'utf8' })
    }
    const whole = await run(pdf)
    expect(whole.stdout).toContain(`NHẬT KÝ NGUYÊN VẸN.\n${rows.length} sự kiện`)
    expect(whole.stdout).toContain('THE LOG IS WHOLE.')
    expect(whole.status).toBe(0)
    const altered = await run(await minutes(extract.replace('Nhóm vấn đề', 'Nhóm vấn dề')))
    expect(altered.stdout).toMatch(/Nội dung của sự kiện số \d+ đã bị sửa\./)
    expect(altered.status).toBe(1)
    const none = await run(await minutes('', { draft: true, attachments: [] }), '--json')
    expect([none.stdout.trim(), none.status]).toEqual(['null', 2])
    expect((await run(Buffer.from('not a PDF'))).status).toBe(1)
    await rm(folder, { recursive: true })
  })

  it('is none in a draft', async () => {
    expect(carriedRecord(await minutes('', { draft: true, attachments: [] }))).toBeNull()
  })
})
