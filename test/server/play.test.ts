import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ConferenceFile } from '../../domain/conference-file.ts'
import type { DomainEvent } from '../../domain/events.ts'
import { extractsOf, takenOut } from '../../scripts/play/take-out.ts'
import { freshDatabase } from '../support/database.ts'
import { type PlayRun, playGround } from '../support/play.ts'
import { bodyText, squeezed } from '../templates/read-pdf.ts'

const root = join(import.meta.dirname, '../..')
const realFile = join(root, 'server/demo/conference-132.json')
const real = JSON.parse(readFileSync(realFile, 'utf8')) as ConferenceFile
const written = [
  'demo-root.pem',
  'log.jsonl',
  'minutes-unsigned.pdf',
  'minutes.pdf',
  ...takenOut,
  ...extractsOf(real).map(({ name }) => name),
].sort()
const ground = playGround()

interface Line {
  readonly conference: string
  readonly seq: number
  readonly at: string
  readonly type: string
  readonly version: number
  readonly commitment: string
  readonly hash: string
  readonly salt: string
  readonly payload: string
}

function linesOf(folder: string): readonly Line[] {
  const text = ground.read(folder, 'log.jsonl').toString('utf8')
  expect(text.endsWith('\n')).toBe(true)
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

/** Each entry's event with its time and who did it. */
function entriesOf(folder: string) {
  return linesOf(folder).map(({ seq, at, payload }) => {
    const { actor, event } = JSON.parse(payload) as {
      actor: { kind: string; name?: string }
      event: DomainEvent
    }
    return { seq, at: Date.parse(at), actor, event }
  })
}

function write(name: string, content: unknown): string {
  writeFileSync(ground.path(name), typeof content === 'string' ? content : JSON.stringify(content))
  return name
}

function verify(folder: string): { code: number; verdict: string } {
  const { status, output } = spawnJudge(process.execPath, [
    join(root, 'scripts/verify.ts'),
    ground.path(folder, 'minutes.pdf'),
    '--trust',
    ground.path(folder, 'demo-root.pem'),
    '--json',
  ])
  return { code: status, verdict: (JSON.parse(output) as { verdict: string }).verdict }
}

function spawnJudge(program: string, args: readonly string[]): { status: number; output: string } {
  try {
    return { status: 0, output: execFileSync(program, args, { encoding: 'utf8', maxBuffer: 256e6 }) }
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string }
    return { status, output: stdout }
  }
}

function expectSigned(folder: string): void {
  const { output } = spawnJudge('pdfsig', [ground.path(folder, 'minutes.pdf')])
  expect(output.match(/Signature is Valid/g)).toHaveLength(2)
  expect(output).toContain('Thư ký (minh họa)')
  expect(output).toContain('Chủ trì (minh họa)')
  expect(output.match(/Total document signed/g)).toHaveLength(1)
  expect(verify(folder)).toEqual({ code: 0, verdict: 'valid' })
}

/** Every text and name of the file stands in the minutes. */
function expectLegible(folder: string, file: ConferenceFile): void {
  const body = bodyText(ground.read(folder, 'minutes.pdf'))
  const texts = [
    ...file.bridges.flatMap(({ name, unit, chair }) => [name, unit, ...(chair ? [chair.name] : [])]),
    ...file.contributions.flatMap(({ text, speaker }) => [
      ...text.split('\n'),
      ...(speaker ? [speaker.name] : []),
    ]),
    ...file.topics.map(({ title }) => title),
    ...(file.opening ?? '').split('\n'),
    ...file.conclusion.split('\n'),
    file.title,
  ]
  expect(texts.map(squeezed).filter((text) => !body.includes(text))).toEqual([])
}

describe('The real conference', () => {
  let runs: readonly PlayRun[]
  beforeAll(async () => {
    // At once: neither may be in the other's way.
    runs = await Promise.all(['first', 'second'].map((folder) => ground.run([realFile, folder])))
  })

  test('is played to the end, leaving its files, no process and nothing temporary', () => {
    for (const run of runs) expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(readdirSync(ground.path('first')).sort()).toEqual(written)
    expect(ground.leftovers()).toEqual([])
    expect(ground.processes()).toEqual([])
    expect(runs[0]?.stdout.trimEnd().split('\n').at(-1)).toMatch(/^Đã ghi minutes\.pdf, .* giây$/)
  })

  test('gives minutes that hold every text, signed by two, valid to every judge', () => {
    expectSigned('first')
    expectLegible('first', real)
    const unsigned = ground.read('first', 'minutes-unsigned.pdf')
    expect(spawnJudge('pdfsig', [ground.path('first', 'minutes-unsigned.pdf')]).output).not.toContain(
      'Signature is Valid',
    )
    // Signatures are appended: the signed file begins with the unsigned one.
    expect(ground.read('first', 'minutes.pdf').subarray(0, unsigned.length).equals(unsigned)).toBe(true)
  })

  test('gives the same bytes each time it is played', () => {
    for (const name of written)
      expect(ground.read('first', name).equals(ground.read('second', name)), name).toBe(true)
  })

  test('gives a log whose chain can be recomputed', () => {
    let previous: Uint8Array = new Uint8Array(32)
    for (const [index, line] of linesOf('first').entries()) {
      const { conference, seq, at, type, version, commitment, hash, salt, payload } = line
      expect(seq).toBe(index + 1)
      expect(sha256(Buffer.from(salt, 'hex'), payload).toString('hex')).toBe(commitment)
      // RFC 8785: names in order, no spaces.
      const sealed = JSON.stringify({ at, commitment, conference, seq, type, version })
      expect(sha256(previous, sealed).toString('hex')).toBe(hash)
      previous = Buffer.from(hash, 'hex')
    }
  })

  test('takes as long as its turns, on a clock that says it is simulated', () => {
    const entries = entriesOf('first')
    const [created] = entries
    expect(created?.event).toMatchObject({ type: 'conference-created', clock: 'simulated' })
    expect(created?.at).toBe(Date.parse(real.startsAt))
    const turns = entries.filter(({ event }) => event.type === 'floor-granted')
    const spoken = real.contributions.filter(({ kind }) => kind === 'spoken')
    const lengths = turns.map(({ seq, at }) => {
      const end = entries.find(({ event }) => event.type === 'turn-ended' && event.turn === seq)
      return ((end?.at ?? 0) - at) / 1000
    })
    expect(lengths).toEqual(spoken.map(({ seconds }) => seconds ?? 180))
    const total = lengths.reduce((sum, seconds) => sum + seconds, 0)
    expect(entries.at(-1)?.at).toBe(Date.parse(real.startsAt) + total * 1000)
  })

  test('is acted by nobody real, each contribution filed, confirmed and in its order', () => {
    const entries = entriesOf('first')
    for (const { actor } of entries)
      if (actor.kind === 'person') expect(actor.name).toMatch(/ \(minh họa\)$/)
      else expect(actor.kind).toBe('system')
    const made = entries.flatMap(({ event }) =>
      event.type === 'contribution-opened' || event.type === 'contribution-filed' ? [event] : [],
    )
    expect(made.map(({ bridge }) => bridge)).toEqual(real.contributions.map(({ bridge }) => bridge))
    const names = new Map(real.bridges.map(({ id, name }) => [id, name]))
    expect(made.map(({ speaker }) => speaker.name)).toEqual(
      real.contributions.map(({ speaker, bridge }) => speaker?.name ?? `Đại diện ${names.get(bridge)}`),
    )
    const confirmed = entries.filter(({ event }) => event.type === 'contribution-confirmed')
    expect(confirmed).toHaveLength(real.contributions.length)
    const signed = entries.findLastIndex(({ event }) => event.type === 'minutes-signed')
    expect(entries[signed]?.event).toMatchObject({ field: 'chair' })
    const after = entries.slice(signed).filter(({ event }) => event.type === 'notice-numbered')
    expect(after.map(({ event }) => event)).toMatchObject([{ number: { kind: 'notice', number: 1 } }])
  })

  test('has another log under another seed, and works on the database that it is given, once', async () => {
    const { url, close } = await freshDatabase()
    try {
      const args = [realFile, 'third', '--seed', 'khác', '--database', url]
      expect(await ground.run(args)).toMatchObject({ code: 0, stderr: '' })
      const [first, third] = [linesOf('first'), linesOf('third')]
      expect(third.map(({ type }) => type)).toEqual(first.map(({ type }) => type))
      expect(third[0]?.salt).not.toBe(first[0]?.salt)
      expectSigned('third')

      const again = await ground.run([realFile, 'fourth', '--seed', 'khác'], { DATABASE_URL: url })
      expect(again.code).toBe(1)
      expect(again.stderr).toContain('đã có lần diễn này')
      expect(existsSync(ground.path('fourth'))).toBe(false)
    } finally {
      await close()
    }
  })
})

function sha256(first: Uint8Array, then: string): Buffer {
  return createHash('sha256').update(first).update(then, 'utf8').digest()
}

describe('Whatever a file holds', () => {
  test('ends up legible: long, decomposed, marked up, with pictures', async () => {
    const pages = Array.from(
      { length: 300 },
      (_, index) =>
        `Đoạn ${index + 1}: đề nghị quy định rõ hơn trách nhiệm của người đứng đầu trong kiểm điểm, đánh giá và ` +
        `xếp loại chất lượng hằng năm, nhất là khi đơn vị để xảy ra vi phạm kéo dài.`,
    )
    const file: ConferenceFile = {
      ...real,
      startsAt: '1970-01-01T00:00:00Z',
      title: `${real.title} <b>&"</b>`,
      bridges: real.bridges.map((bridge, index) =>
        index === 1 ? { ...bridge, chair: { name: `Nguyễn ${'Văn '.repeat(73)}An` } } : bridge,
      ),
      contributions: [
        { bridge: 'dien-bien', topics: [], kind: 'spoken', seconds: 3600, text: pages.join('\n') },
        { bridge: 'son-la', topics: [], kind: 'written', text: 'Nhất trí với dự thảo ạ.'.normalize('NFD') },
        { bridge: 'ha-noi', topics: [], kind: 'spoken', text: '<b>&"</b> &amp; \\u0041 %s {x} 😀' },
        { bridge: real.bridges[0]?.id ?? '', topics: [], kind: 'written', text: '\n  Một.\r\n\tHai.\n\n' },
      ],
      opening: 'Khai mạc\nlúc nửa đêm.',
    }
    expect(await ground.run([write('hard.json', file), 'hard'])).toMatchObject({ code: 0, stderr: '' })
    expectSigned('hard')
    expectLegible('hard', file)
  })

  test('three hundred contributions included', async () => {
    const from = real.bridges.filter(({ level }) => level !== 'central')
    const file: ConferenceFile = {
      ...real,
      contributions: Array.from({ length: 300 }, (_, index) => ({
        bridge: from[index % from.length]?.id ?? '',
        topics: [],
        kind: index % 4 === 0 ? ('written' as const) : ('spoken' as const),
        text: `Ý kiến thứ ${index + 1} của hội nghị.\nĐề nghị tiếp thu điểm ${index + 1}.`,
      })),
    }
    const run = await ground.run([write('many.json', file), 'many'])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expectSigned('many')
    expectLegible('many', file)
  }, 400_000)
})

describe('A wrong file', () => {
  async function refusal(name: string, content: unknown): Promise<readonly string[]> {
    const run = await ground.run([write(name, content), 'refused'])
    expect(run.code).toBe(1)
    expect(existsSync(ground.path('refused'))).toBe(false)
    return run.stderr.trimEnd().split('\n')
  }

  test('gives one line per problem, its place first, and writes nothing', async () => {
    const contributions = real.contributions.map((made, index) =>
      index === 3 ? { ...made, topics: ['ty-lee'] } : made,
    )
    const lines = await refusal('problems.json', { ...real, contributions, startsAt: 'hôm qua', xin: 1 })
    expect(lines.map((line) => line.slice(0, line.indexOf(':'))).sort()).toEqual([
      'contributions[3].topics[0]',
      'startsAt',
      'xin',
    ])
  })

  test('is shown where it ceases to be JSON, or says something twice', async () => {
    expect(await refusal('comma.json', '{\n  "title": "Hội nghị",,\n}')).toEqual([
      expect.stringMatching(/^tệp: dòng 2, cột 23: /),
    ])
    expect(await refusal('short.json', '{"title": "Hội')).toEqual([
      expect.stringMatching(/^tệp: dòng 1, cột 15: /),
    ])
    expect(await refusal('empty.json', '')).toEqual([expect.stringMatching(/^tệp: dòng 1, cột 1: /)])
    expect(await refusal('twice.json', '{"topics": [{"id": "a", "id": "b"}]}')).toEqual([
      expect.stringMatching(/^topics\[0\]\.id: viết hai lần \(lần sau ở dòng 1, cột 25\)/),
    ])
  })

  test('is told the characters that no font has, by their place', async () => {
    const contributions = real.contributions.map((made, index) =>
      index === 2 ? { ...made, text: `${made.text} 中` } : made,
    )
    expect(await refusal('glyph.json', { ...real, contributions })).toEqual([
      'contributions[2].text: không in được ký tự “中” (U+4E2D)',
    ])
  })

  test('is told when it holds more than minutes can be drawn of', async () => {
    const contributions = real.contributions.map((made) => ({ ...made, text: 'a\n'.repeat(30_000) }))
    expect(await refusal('lines.json', { ...real, contributions })).toEqual([
      expect.stringMatching(/^tệp: các văn bản có cả thảy \d+ dòng; biên bản chỉ dựng được 300000$/),
    ])
    expect(await refusal('blank.json', { ...real, conclusion: `a${'\n'.repeat(399_999)}` })).toContainEqual(
      expect.stringMatching(/^conclusion: có 400000 dòng; /),
    )
  })

  test('is named when it is missing, from where npm was called', async () => {
    const env = { npm_lifecycle_event: 'play', INIT_CWD: ground.path('temporary') }
    write('comma.json', '{')
    const run = await ground.run(['comma.json', 'refused'], env)
    expect(run).toMatchObject({ code: 1, stderr: 'comma.json: không có tệp này\n' })
  })
})

describe('A play', () => {
  test('that cannot write its files says so before it begins', async () => {
    write('taken', 'x')
    const run = await ground.run([realFile, 'taken/below'])
    expect(run).toMatchObject({ code: 1, stderr: 'taken/below: nằm dưới một tệp; cần một thư mục\n' })
    expect((await ground.run([realFile])).stderr).toMatch(/^Cách dùng: /)
  })

  test('that is interrupted leaves nothing behind', async () => {
    const play = ground.start([realFile, 'interrupted'])
    await play.printed('Máy chủ đã chạy')
    play.signal('SIGINT')
    expect((await play.ended).code).toBe(130)
    expect(existsSync(ground.path('interrupted'))).toBe(false)
    expect(ground.leftovers()).toEqual([])
    expect(ground.processes()).toEqual([])
  })
})
