import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ConferenceFile } from '../../domain/conference-file.ts'
import type { DomainEvent } from '../../domain/events.ts'
import { citedTopic } from '../../templates/cited-topic.ts'
import { attributionsOf, type LoggedEvent } from '../support/attributions.ts'
import { playGround } from '../support/play.ts'
import { bodyText, squeezed } from '../templates/read-pdf.ts'

const path = join(import.meta.dirname, '../../docs/example-conference.json')
const example = JSON.parse(readFileSync(path, 'utf8')) as ConferenceFile
const ground = playGround()
let log: readonly (LoggedEvent & { readonly actor: { readonly kind: string; readonly name?: string } })[]

/** Everything that happened of these kinds, in order. */
function happened<T extends DomainEvent['type']>(...types: readonly T[]) {
  return log.filter((entry): entry is (typeof log)[number] & { event: Extract<DomainEvent, { type: T }> } =>
    (types as readonly string[]).includes(entry.event.type),
  )
}

beforeAll(async () => {
  // At once: neither may be in the other's way.
  const runs = await Promise.all(['first', 'second'].map((folder) => ground.run([path, folder])))
  for (const run of runs) expect(run).toMatchObject({ code: 0, stderr: '' })
  log = ground
    .read('first', 'log.jsonl')
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { seq, at, payload } = JSON.parse(line) as { seq: number; at: string; payload: string }
      return { seq, at: Date.parse(at), ...JSON.parse(payload) }
    })
})

describe('A conference with a roll call, votes, corrections, answers and tasks', () => {
  test('gives the same bytes each time, secret ballots included', () => {
    const names = readdirSync(ground.path('first'))
    expect(readdirSync(ground.path('second'))).toEqual(names)
    for (const name of names)
      expect(ground.read('first', name).equals(ground.read('second', name)), name).toBe(true)
  })

  test('happens in its order, by nobody real', () => {
    const milestones = happened(
      'attendance-counted',
      'contribution-filed',
      'conference-opened',
      'floor-granted',
      'change-accepted',
      'change-declined',
      'vote-closed',
      'task-added',
      'conference-concluded',
      'no-opinion-declared',
      'opinions-answered',
      'minutes-sealed',
    ).map(({ event }) => event.type)
    expect(milestones.filter((type, index) => type !== milestones[index - 1])).toEqual([
      'attendance-counted',
      'contribution-filed',
      'conference-opened',
      'floor-granted',
      'change-accepted',
      'floor-granted',
      'change-declined',
      'vote-closed',
      'task-added',
      'conference-concluded',
      'contribution-filed',
      'no-opinion-declared',
      'opinions-answered',
      'minutes-sealed',
    ])
    for (const { actor } of log) if (actor.kind === 'person') expect(actor.name).toMatch(/ \(minh họa\)$/)
  })

  test('marks everybody when the roll is called, and whoever leaves when they leave', () => {
    const marks = happened('attendance-marked')
    expect(marks.map(({ event }) => event.mark)).toEqual([
      { kind: 'present' },
      { kind: 'present' },
      {
        kind: 'absent',
        reason: 'đi công tác',
        proxy: { name: 'Đỗ Văn Khế', title: 'Phó Trưởng thôn Hai' },
      },
      { kind: 'absent', reason: 'ốm', proxy: null },
      { kind: 'left', reason: 'có việc ở thôn' },
    ])
    expect(marks.at(-1)?.event.attendee).toBe(marks[1]?.event.attendee)
    expect((marks.at(-1)?.at ?? 0) - (marks[1]?.at ?? 0)).toBe(420_000)
  })

  test('keeps a secret ballot secret, and counts each vote as it was cast', () => {
    expect(happened('vote-closed').map(({ event }) => [event.tally, event.voters])).toEqual([
      [{ for: 3, against: 0, other: 1 }, 4],
      [{ for: 2, against: 1, other: 0 }, 3],
      [{ for: 8, against: 1, other: 1 }, 2],
    ])
    const [, secret] = happened('vote-opened')
    const cast = happened('ballot-cast').filter(({ event }) => event.vote === secret?.seq)
    expect(cast.map(({ event }) => event.cast)).toEqual([null, null, null])
    expect(new Set(cast.map(({ event }) => event.voter)).size).toBe(3)
  })

  test('confirms what is to be confirmed, an accepted correction by itself', () => {
    const own = happened('contribution-confirmed').map(({ event }) => event.contribution)
    const accepted = happened('change-accepted').map(({ event }) => event.contribution)
    const [before, spoken, declined, late] = attributionsOf(log).map(({ id }) => id)
    expect(own).toEqual([before, declined])
    expect(accepted).toEqual([spoken])
    const json = JSON.parse(ground.read('first', 'conference.json').toString('utf8'))
    expect(json.state.contributions.find(({ id }: { id: number }) => id === late).confirmation).toEqual({
      kind: 'none',
    })
  })

  test('has minutes that name the absent, the votes, the tasks and the gap', () => {
    const body = bodyText(ground.read('first', 'minutes.pdf'))
    const said = [
      'Phạm Thị Mơ, Trưởng thôn Hai (đi công tác; Đỗ Văn Khế, Phó Trưởng thôn Hai dự thay); Vũ Văn Ổi (ốm).',
      '1) “Trình Ủy ban nhân dân tỉnh dự thảo đã chỉnh lý?” (biểu quyết công khai',
      'tán thành 3 (75%); không tán thành 0 (0%); ý kiến khác 1 (25%); tổng số 4 phiếu của 4 điểm cầu.',
      '2) “Chọn tháng Tư để sửa chữa hằng năm?” (biểu quyết kín',
      '3) “Họp lại vào cuối quý?”',
      'Chỉnh lý dự thảo Quy chế theo các ý kiến được tiếp thu.',
      'Lập dự toán sửa chữa.',
      '27/3/2026',
      example.gapReason ?? '',
      '01 điểm cầu chưa có ý kiến nào và chưa báo không có ý kiến: Điểm cầu xã Nắng Sớm.',
      'Đề nghị mở cửa đến 22 giờ từ tháng Năm đến tháng Tám.',
      'Ai thay người quản lý khi người ấy vắng mặt?',
    ]
    expect(said.filter((text) => !body.includes(squeezed(text)))).toEqual([])
    const unsaid = ['Đề nghị mở cửa đến 22 giờ vào mùa hè.', 'Đề nghị xã được tự chọn người thay']
    expect(unsaid.filter((text) => body.includes(squeezed(text)))).toEqual([])
    const synthesis = execFileSync('pdftotext', [ground.path('first', 'synthesis.pdf'), '-'], {
      encoding: 'utf8',
    })
    for (const { answer } of example.contributions)
      if (answer) expect(synthesis.replaceAll(/\s+/g, '')).toContain(answer.text.replaceAll(/\s+/g, ''))
  })

  test('attributes every opinion in what is taken out as the log does', () => {
    const csv = ground.read('first', 'contributions.csv').toString('utf8')
    const topics = example.topics.map((topic) => ({ ...topic }))
    const shown = (instant: number | null | undefined) =>
      instant == null ? '' : new Date(instant + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
    const attributed = attributionsOf(log)
    expect(attributed).toHaveLength(example.contributions.length)
    for (const { id, bridge, speaker, topics: about, times, filedAt } of attributed) {
      const row = csv.split(/\r\n(?=\d+,\d+,)/).find((line) => line.split(',')[1] === String(id)) ?? ''
      expect(row).toContain(`,${bridge},`)
      expect(row).toContain(`,${speaker.name},${speaker.title ?? ''},`)
      expect(row).toContain(about.map((topic) => citedTopic(topics, topic)).join('\n'))
      expect(row).toContain(`,${[times[0]?.startedAt, times[0]?.endedAt, filedAt].map(shown).join(',')},`)
    }
  })
})
