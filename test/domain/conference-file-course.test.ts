import { describe, expect, it } from 'vitest'
import example from '../../docs/example-conference.json' with { type: 'json' }
import { ConferenceFile, isConferenceFile, planOf, problemsOf } from '../../domain/conference-file.ts'
import { schemaProblems } from '../../domain/schema-problems.ts'

/** What is wrong with the example once something in it is changed, as `path: message`. */
function problemsWith(change: (file: ReturnType<typeof changeable>) => unknown): readonly string[] {
  const file = changeable()
  change(file)
  return problemsOf(file).map(({ path, message }) => `${path}: ${message}`)
}

/** The example with fields that may be anything. */
// biome-ignore lint/suspicious/noExplicitAny: a file before it is checked
const changeable = (): Record<string, any> => structuredClone(example)

describe('the course of a conference in its file', () => {
  it('is told by the example, which shows each field once and says that it is invented', () => {
    expect(problemsOf(example)).toEqual([])
    expect(example.note).toMatch(/invented/)
    const used = new Set<string>()
    const look = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      if (!Array.isArray(value)) for (const key of Object.keys(value)) used.add(key)
      for (const each of Object.values(value)) look(each)
    }
    look(example)
    const allowed = fieldsOf(ConferenceFile)
    expect([...allowed].filter((field) => !used.has(field))).toEqual([])
  })

  it('is not part of what is known when the conference is prepared', () => {
    if (!isConferenceFile(example)) throw new Error('the example has problems')
    const { plan, topics, bridges } = planOf(example)
    const planned = JSON.stringify([plan, topics, bridges])
    for (const said of ['Lê Văn Mận', 'Họp lại vào cuối quý', 'Lập dự toán', 'mất điện'])
      expect(planned).not.toContain(said)
  })

  it('lists everybody once, with reasons and proxies only where they mean something', () => {
    expect(
      problemsWith(({ bridges }) => {
        bridges[1].attendees[3] = {
          name: 'Lê Văn Mận ',
          title: 'Trưởng thôn Một',
          mark: 'present',
          reason: 'x',
        }
        bridges[1].attendees[1].proxy = { name: 'A' }
      }),
    ).toEqual([
      'bridges[1].attendees[1].proxy: chỉ dùng khi mark là "absent"',
      'bridges[1].attendees[3]: trùng với bridges[1].attendees[1]',
      'bridges[1].attendees[3].reason: chỉ dùng khi mark là "left" hoặc "absent"',
    ])
    expect(problemsWith(({ bridges }) => (bridges[0].present = -1))).toEqual([
      'bridges[0].present: phải là số nguyên từ 0 đến 100000, không phải -1',
    ])
  })

  it('declines a correction with a reason, and does not both accept one and leave its text unconfirmed', () => {
    expect(
      problemsWith(({ contributions }) => {
        delete contributions[2].correction.reason
        contributions[1].correction.reason = 'vì'
        contributions[1].confirm = false
        contributions[0].confirm = 'có'
      }),
    ).toEqual([
      'contributions[0].confirm: phải là true hoặc false, không phải chuỗi "có"',
      'contributions[1].correction.reason: chỉ dùng khi outcome là "declined"',
      'contributions[1].confirm: đề nghị sửa được chấp nhận là văn bản đã được xác nhận; bỏ false',
      'contributions[2].correction.reason: thiếu; không chấp nhận đề nghị sửa thì phải nêu lý do',
    ])
  })

  it('answers only what stands under a topic, and files only what is written', () => {
    expect(
      problemsWith(({ contributions }) => {
        contributions[2].topics = []
        contributions[2].filed = 'after'
        contributions[3].classifiedAs = 'praise'
      }),
    ).toEqual([
      'contributions[3].classifiedAs: "praise" không hợp lệ; cần một trong: comment, agreement, proposal, question, paper',
      'contributions[2].filed: chỉ dùng khi kind là "written"',
      'contributions[2].answer: trả lời theo từng nhóm vấn đề, nhưng topics để trống',
    ])
  })

  it('takes no written opinion after its deadline, by the lengths of the turns', () => {
    const late = (until: string) => problemsWith((file) => (file.opinionsUntil = until))
    // Seven minutes of turns.
    expect(late('2026-03-12T08:07:00+07:00')).toEqual([])
    expect(late('2026-03-12T08:06:59+07:00')).toEqual([
      'contributions[3].kind: được gửi sau hạn opinionsUntil "2026-03-12T08:06:59+07:00"',
    ])
    expect(late('2026-03-12T07:59:59+07:00')).toHaveLength(2)
  })

  it('votes at bridges that there are, once each, with hands or with ballots', () => {
    expect(
      problemsWith(({ votes }) => {
        votes[0].ballots[1].bridge = 'trung-tam'
        votes[0].ballots[2].bridge = 'dinh-nui'
        votes[1].topic = 'dieu-9'
        votes[2].secret = true
        votes[2].ballots = []
        votes[2].hands[1].bridge = 'suoi-mo'
      }),
    ).toEqual([
      'votes[0].ballots[2].bridge: không có điểm cầu "dinh-nui"',
      'votes[0].ballots[1].bridge: điểm cầu "trung-tam" đã có ở votes[0].ballots[0]',
      'votes[1].topic: không có nhóm vấn đề "dieu-9"',
      'votes[2].hands[1].bridge: điểm cầu "suoi-mo" đã có ở votes[2].hands[0]',
      'votes[2].ballots: không dùng khi electorate là "hands"',
      'votes[2].secret: giơ tay thì ai cũng thấy; không biểu quyết kín được',
    ])
    expect(problemsWith(({ votes }) => delete votes[0].ballots)).toEqual([
      'votes[0].ballots: thiếu; electorate là "bridges"',
    ])
  })

  it('declares no opinion for bridges below, on topics at the top', () => {
    expect(
      problemsWith((file) => {
        file.noOpinion = [
          { bridge: 'trung-tam' },
          { bridge: 'ben-suong', topics: ['khoan-1-1', 'dieu-9'] },
          { bridge: 'ben-suong' },
          { bridge: 'dinh-nui' },
        ]
      }),
    ).toEqual([
      'noOpinion[0].bridge: điểm cầu Trung ương lấy ý kiến, không báo không có ý kiến',
      'noOpinion[1].topics[0]: "khoan-1-1" nằm dưới mục khác; chỉ báo theo mục ở cấp cao nhất',
      'noOpinion[1].topics[1]: không có nhóm vấn đề "dieu-9"',
      'noOpinion[3].bridge: không có điểm cầu "dinh-nui"',
      'noOpinion[2].bridge: điểm cầu "ben-suong" đã có ở noOpinion[1]',
    ])
  })

  it('gives tasks days of the calendar', () => {
    expect(problemsWith(({ tasks }) => (tasks[0].due = '2026-02-29'))).toEqual([
      'tasks[0].due: không có ngày "2026-02-29"; cần một ngày có thật trong lịch',
    ])
    expect(problemsWith(({ tasks }) => (tasks[0].due = 'mai'))).toEqual([
      'tasks[0].due: "mai" không đúng dạng; cần ngày dạng năm-tháng-ngày, như "2018-03-08"',
    ])
  })

  it('is answered without failing whatever stands in its place', () => {
    const odd = [null, 7, 'x', [], {}, [null], [7], [[]], [{}], { length: 3 }, [{ bridge: {}, topics: [{}] }]]
    for (const value of odd)
      for (const key of ['votes', 'noOpinion', 'tasks', 'contributions', 'bridges'])
        for (const nested of ['attendees', 'ballots', 'hands', 'correction', 'topics']) {
          const file = { ...changeable(), [key]: [{ [nested]: value }], opinionsUntil: value }
          expect(problemsOf(file)).not.toEqual([])
          problemsOf({ ...changeable(), [key]: value })
        }
    expect(schemaProblems(ConferenceFile, {})).not.toEqual([])
  })
})

/** The names of every field that a schema allows, at any depth. */
function fieldsOf(schema: unknown): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return new Set()
  const { properties, items, anyOf } = schema as {
    properties?: object
    items?: unknown
    anyOf?: readonly unknown[]
  }
  return new Set([
    ...Object.keys(properties ?? {}),
    ...[...Object.values(properties ?? {}), items, ...(anyOf ?? [])].flatMap((each) => [...fieldsOf(each)]),
  ])
}
