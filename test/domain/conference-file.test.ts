import fc from 'fast-check'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { BridgeFacts, ConferencePlan } from '../../domain/conference.ts'
import {
  ConferenceFile,
  isConferenceFile,
  planOf,
  problemsOf,
  speakerOf,
  symbolOf,
} from '../../domain/conference-file.ts'
import { Named } from '../../domain/named.ts'
import { Topic } from '../../domain/topics.ts'
import real from '../../server/demo/conference-132.json' with { type: 'json' }

/** What is wrong with the real file once these places hold something else (undefined: nothing), as `path: message`. */
function problemsWith(changes: Readonly<Record<string, unknown>>): string[] {
  const file: object = structuredClone(real)
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(/[.[\]]+/).filter((key) => key !== '')
    const last = keys.pop() ?? ''
    const place: object = keys.reduce((held, key) => Reflect.get(held, key), file)
    if (value === undefined) Reflect.deleteProperty(place, last)
    else Reflect.set(place, last, value)
  }
  return problemsOf(file).map(({ path, message }) => `${path}: ${message}`)
}

const oneLine = /^[^\p{Cc}\u2028\u2029]+$/u

describe('the file of a conference', () => {
  it('has no problems when it is the real conference of 30 May 2023', () => {
    expect(problemsOf(real)).toEqual([])
    expect(Check(ConferenceFile, real)).toBe(true)
  })

  it('names a field that the format does not have', () => {
    expect(problemsWith({ 'bridges[2].capital': true })).toEqual([
      'bridges[2].capital: không có trong định dạng; các trường được dùng: id, name, unit, level, parent, delegates, chair, attendees, present',
    ])
    expect(problemsWith({ 'một hai\n': 1 })[0]).toMatch(/^\["một hai\\n"\]: /)
  })

  it('names fields that programs would take for inherited ones', () => {
    const file = JSON.parse(
      `{"__proto__": {"title": "x"}, "constructor": 1, ${JSON.stringify(real).slice(1)}`,
    )
    expect(problemsOf(file).map(({ path }) => path)).toEqual(['__proto__', 'constructor'])
    const bare = JSON.parse('{"__proto__": {"title": "x", "bridges": []}}')
    expect(problemsOf(bare).map(({ path }) => path)).toContain('title')
  })

  it('names a missing field', () => {
    expect(problemsWith({ 'contributions[0].text': undefined })).toEqual([
      'contributions[0].text: thiếu; đây là trường bắt buộc',
    ])
  })

  it('says what it found where it expected something else', () => {
    expect(problemsWith({ title: 7 })).toEqual(['title: phải là chuỗi ký tự, không phải số 7'])
    expect(problemsWith({ topics: {} })[0]).toBe(
      'topics: phải là một danh sách […], không phải một đối tượng',
    )
    expect(problemsWith({ 'bridges[1].delegates': 1.5 })).toEqual([
      'bridges[1].delegates: phải là số nguyên từ 0 đến 100000, không phải 1.5',
    ])
    expect(problemsOf(null)).toEqual([{ path: 'tệp', message: 'phải là một đối tượng {…}, không phải null' }])
  })

  it('knows three profiles', () => {
    expect(problemsWith({ profile: 'nd-30' })).toEqual([
      'profile: "nd-30" không hợp lệ; cần một trong: party-hd36-2018, party-hd05-2026, nd30',
    ])
  })

  it('has texts that can be read', () => {
    expect(problemsWith({ conclusion: ' \n' })).toEqual(['conclusion: để trống; cần có chữ'])
    expect(problemsWith({ 'contributions[4].text': 'a\u0000b' })).toEqual([
      'contributions[4].text: có ký tự không đọc được (U+0000, vị trí 2); hãy bỏ đi',
    ])
    expect(problemsWith({ organiser: 'Ban \ud800' })).toEqual([
      'organiser: có ký tự không đọc được (U+D800, vị trí 5); hãy bỏ đi',
    ])
    expect(problemsWith({ 'bridges[0].unit': 'Ban\nTổ chức' })).toEqual([
      'bridges[0].unit: phải nằm trên một dòng, nhưng có U+000A ở vị trí 4',
    ])
    expect(problemsWith({ submittedTo: '\u200b' })).toEqual(['submittedTo: chỉ có ký tự ẩn; cần có chữ'])
    expect(problemsWith({ 'contributions[0].text': 'a'.repeat(400_001) })).toEqual([
      'contributions[0].text: dài 400001 ký tự, nhiều nhất là 400000',
    ])
  })

  it('takes any readable text as it is', () => {
    const texts = ['e\u0302\u0301', '<b>&"', '👩‍👧 🇻🇳', 'a\r\n\tb', 'x'.repeat(400_000)]
    expect(
      problemsWith(Object.fromEntries(texts.map((text, index) => [`contributions[${index}].text`, text]))),
    ).toEqual([])
    expect(problemsWith({ 'contributions[0].speaker': { name: 'Đ'.repeat(300) } })).toEqual([])
  })

  it('starts and was decided on days that the calendar has', () => {
    const impossible = [
      '2023-02-29T08:00:00+07:00',
      '2023-02-30T08:00:00+07:00',
      '2023-04-31T08:00:00+07:00',
      '2023-13-01T08:00:00+07:00',
      '2023-05-30T24:00:00+07:00',
      '2023-05-30T08:60:00+07:00',
      '2023-05-30T08:00:00+15:00',
      '1900-01-01T08:00:00+07:00',
      '0075-01-01T08:00:00+07:00',
      '9999-01-01T08:00:00+07:00',
    ]
    for (const startsAt of impossible)
      expect(problemsWith({ startsAt: startsAt })).toEqual([
        `startsAt: không có thời điểm "${startsAt}"; cần ngày giờ có thật từ năm 1970 đến năm 2999`,
      ])
    expect(problemsWith({ startsAt: '2023-05-30T08:00:00' })).toEqual([
      'startsAt: "2023-05-30T08:00:00" không đúng dạng; cần ngày giờ ISO 8601 có múi giờ, như "2023-05-30T08:00:00+07:00"',
    ])
    expect(problemsWith({ 'document.issuedOn': '2018-02-30' })).toEqual([
      'document.issuedOn: không có ngày "2018-02-30"; cần một ngày có thật trong lịch',
    ])
    expect(problemsWith({ startsAt: '2024-02-29T23:59Z' })).toEqual([])
    expect(problemsWith({ opinionsUntil: '2023-06-31T17:00:00+07:00' })).toEqual([
      'opinionsUntil: không có thời điểm "2023-06-31T17:00:00+07:00"; cần ngày giờ có thật từ năm 1970 đến năm 2999',
    ])
  })

  it('has one central bridge at the top of one tree', () => {
    expect(problemsWith({ 'bridges[1].level': 'central' })).toContain(
      'bridges[1].level: chỉ được có một điểm cầu level "central", đã có bridges[0]',
    )
    expect(problemsWith({ 'bridges[0].level': 'province' })).toContain(
      'bridges: không có điểm cầu Trung ương; cần đúng một điểm cầu level "central"',
    )
    expect(problemsWith({ 'bridges[1].parent': 'hue' })).toEqual([
      'bridges[1].parent: không có điểm cầu "hue"',
    ])
    expect(problemsWith({ 'bridges[1].parent': null })).toEqual([
      'bridges[1].parent: chỉ điểm cầu Trung ương mới có parent null; cần mã điểm cầu cấp trên',
    ])
    expect(
      problemsWith({
        'bridges[1].parent': 'ba-ria-vung-tau',
        'bridges[2].parent': 'bac-lieu',
        'bridges[3].parent': 'an-giang',
        'bridges[4].parent': 'an-giang',
        'bridges[5].parent': 'bac-kan',
      }),
    ).toEqual([
      'bridges[1].parent: các điểm cầu là cấp trên của nhau theo vòng: an-giang → ba-ria-vung-tau → bac-lieu → an-giang',
      'bridges[5].parent: các điểm cầu là cấp trên của nhau theo vòng: bac-kan → bac-kan',
    ])
  })

  it('uses each id once and only ids that it has', () => {
    expect(problemsWith({ 'topics[3].id': 'ket-qua' })).toContain(
      'topics[3].id: "ket-qua" đã dùng ở topics[0]; mỗi mã chỉ dùng một lần',
    )
    expect(problemsWith({ 'bridges[64]': real.bridges[7] })).toEqual([
      `bridges[64].id: "${real.bridges[7]?.id}" đã dùng ở bridges[7]; mỗi mã chỉ dùng một lần`,
    ])
    expect(problemsWith({ 'contributions[3].topics[0]': 'ty-lee' })).toEqual([
      'contributions[3].topics[0]: không có nhóm vấn đề "ty-lee"',
    ])
    expect(problemsWith({ 'contributions[3].bridge': 'constructor' })).toEqual([
      'contributions[3].bridge: không có điểm cầu "constructor"',
    ])
    expect(problemsWith({ 'contributions[3].topics': ['ket-qua', 'ket-qua'] })).toEqual([
      'contributions[3].topics[1]: trùng với contributions[3].topics[0]',
    ])
  })

  it('lets the central bridge write but not wait for the floor', () => {
    const central = (kind: string) =>
      problemsWith({ 'contributions[0].bridge': 'trung-uong', 'contributions[0].kind': kind })
    expect(central('written')).toEqual([])
    expect(central('spoken')).toEqual([
      'contributions[0].bridge: điểm cầu Trung ương không đăng ký phát biểu; cần điểm cầu khác, hoặc kind "written", hoặc opening',
    ])
  })

  it('bounds how long a turn lasts and how much there is', () => {
    const turn = 'phải là số nguyên từ 10 đến 14400, không phải'
    expect(problemsWith({ 'contributions[0].seconds': 9 })).toEqual([`contributions[0].seconds: ${turn} 9`])
    expect(problemsWith({ 'contributions[0].seconds': 14_401 })).toHaveLength(1)
    expect(problemsWith({ 'contributions[0].seconds': '60' })).toEqual([
      `contributions[0].seconds: ${turn} chuỗi "60"`,
    ])
    expect(problemsWith({ contributions: Array(5001).fill(real.contributions[0]) })).toEqual([
      'contributions: nhiều nhất 5000 mục, nhưng có tới 5001',
    ])
    expect(problemsWith({ bridges: [] })).toContain('bridges: cần ít nhất 1 mục, chỉ có 0')
  })

  it('is answered on one line per problem whatever JSON it is', () => {
    const piece = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '__proto__',
        'trung-uong',
        'central',
        'toString',
        '2023-02-30T08:00:00+07:00',
        -0,
        Number.POSITIVE_INFINITY,
      ),
    )
    const rows = fc.array(
      fc.dictionary(
        fc.constantFrom('id', 'parent', 'level', 'bridge', 'topics', 'attendees', 'due', 'x'),
        piece,
      ),
    )
    const keys = [...Object.keys(real), 'opinionsUntil', 'votes', 'noOpinion', 'tasks']
    const file = fc.oneof(
      piece,
      fc.dictionary(fc.constantFrom(...keys, '__proto__', 'extra'), fc.oneof(piece, rows)),
      fc
        .tuple(fc.constantFrom(...keys), fc.oneof(piece, rows))
        .map(([key, value]) => ({ ...real, [key]: value })),
    )
    fc.assert(
      fc.property(file, (any) => {
        const problems = problemsOf(any)
        for (const { path, message } of problems) expect(`${path}: ${message}`).toMatch(oneLine)
        if (!Check(ConferenceFile, any)) expect(problems).not.toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('the plan of a conference file', () => {
  it('is what the rules need to create the conference', () => {
    if (!isConferenceFile(real)) throw new Error('the real file has problems')
    const { plan, topics, bridges } = planOf(real)
    expect(plan).toMatchObject({
      organiserSymbol: 'BTCTW',
      startsAt: Date.parse('2023-05-30T08:00:00+07:00'),
      demonstration: true,
      superior: null,
    })
    expect(Check(ConferencePlan, plan)).toBe(true)
    expect(topics.every((topic) => Check(Topic, topic))).toBe(true)
    expect(bridges.every((bridge) => Check(BridgeFacts, bridge))).toBe(true)
    expect(bridges).toHaveLength(64)
    const { note: _, ...record } = real
    if (!isConferenceFile(record)) throw new Error('a note is not needed')
    expect(planOf(record).plan).toMatchObject({ demonstration: false, note: null })
  })

  it('forms the organiser’s symbol from its words', () => {
    expect(
      [
        'Ban Tổ chức Trung ương',
        'Văn phòng Trung ương Đảng',
        'Tỉnh ủy Điện Biên',
        'Ủy ban nhân dân tỉnh Sơn La'.normalize('NFD'),
        'Sư đoàn 316',
        'Ministry of Home Affairs',
        '日本 – ①',
      ].map(symbolOf),
    ).toEqual(['BTCTW', 'VPTWĐ', 'TUĐB', 'UBNDTSL', 'SĐ316', 'MOHA', 'DC'])
  })

  it('forms a symbol that the rules accept from any organiser', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (organiser) => {
        expect(Check(ConferencePlan.properties.organiserSymbol, symbolOf(organiser))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('names whoever gives a contribution, else the bridge', () => {
    const bridge = { name: 'Điểm cầu Sơn La' }
    expect(speakerOf({}, bridge)).toEqual({ name: 'Đại diện Điểm cầu Sơn La', title: null })
    expect(speakerOf({ speaker: { name: 'A', title: 'B' } }, bridge)).toEqual({ name: 'A', title: 'B' })
    expect(Check(Named, speakerOf({}, { name: 'x'.repeat(480) }))).toBe(true)
  })
})

it('takes written opinions until the instant that the file names, or without an end', () => {
  const file = real as unknown as Parameters<typeof planOf>[0]
  expect(planOf({ ...file, opinionsUntil: '2023-06-02T17:00:00+07:00' }).plan.opinionsUntil).toBe(
    Date.parse('2023-06-02T10:00:00Z'),
  )
  expect(planOf(file).plan).not.toHaveProperty('opinionsUntil')
})
