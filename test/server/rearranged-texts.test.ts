import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PublicCommand } from '../../domain/commands.ts'
import { contributionsInOrder } from '../../domain/contribution-source.ts'
import { contributionDocument, type DocumentId, plainText } from '../../domain/prose.ts'
import { openTexts } from '../../server/contributions/texts.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { LogNode } from '../support/log-node.ts'
import { central, prepareConference } from '../support/prepared-conference.ts'
import { block, type Typist, words } from '../support/typist.ts'

let fresh: FreshDatabase
let node: LogNode
let conference: string
let told: { readonly document: string; readonly update: Uint8Array }[]

beforeAll(async () => {
  fresh = await freshDatabase()
})
beforeEach(async () => {
  told = []
  node = await LogNode.open(fresh.url, { proseStored: (update) => void told.push(update) })
  conference = `hn-${randomUUID().slice(0, 8)}`
  await prepareConference(node.conferences, node.database, conference)
  await must(`${central}-chair`, { type: 'conference/open' })
})
afterEach(() => node.close())
afterAll(() => fresh.close())

const desk = `${central}-secretary`
const bridgeChair = 'son-la-chair'
const state = () => node.conferences.loaded(conference).state

async function must(by: string, command: PublicCommand): Promise<number> {
  const result = await node.command(conference, by, command)
  if (result.kind === 'refused') throw new Error(`${command.type}: ${result.code}`)
  return result.first ?? 0
}

/** A written opinion of Sơn La with these paragraphs; `last` is the typist's, `seq` its last update. */
async function written(paragraphs: readonly string[]): Promise<{ id: number; seq: number; typist: Typist }> {
  const speaker = { name: 'Nguyễn Văn A', title: null }
  const id = await must(desk, { type: 'contribution/file', bridge: 'son-la', speaker, topics: ['ty-le'] })
  const typist = await node.typist(conference, contributionDocument(id), desk)
  for (const paragraph of paragraphs) typist.paragraph(paragraph)
  const stored = await node.type(conference, contributionDocument(id), typist)
  if (stored.kind !== 'stored') throw new Error('not stored')
  return { id, seq: stored.seq, typist }
}

const read = async (document: DocumentId) => plainText(await node.texts.json(conference, document))
const readAll = () =>
  Promise.all(contributionsInOrder(state()).map((held) => read(contributionDocument(held.id))))

/** The text as a server that knows nothing would read it. */
async function onDisk(document: DocumentId): Promise<string> {
  const anew = openTexts(node.database)
  try {
    return plainText(await anew.json(conference, document))
  } finally {
    await anew.close()
  }
}

describe('splitting and merging', () => {
  test('give every paragraph to exactly one text, with its form, and are on disk', async () => {
    const { id, seq, typist } = await written(['Một', 'Hai', 'Ba'])
    typist.fragment.insert(3, [
      block('bullet_list', [block('list_item', [block('paragraph', [words('Bốn')])])]),
    ])
    await node.type(conference, contributionDocument(id), typist)
    const cuts = [{ block: 1, topics: ['co-che'] }]
    await must(desk, { type: 'contribution/split', contribution: id, docSeq: seq + 1, cuts })
    expect(await readAll()).toEqual(['Một', 'Hai\nBa\nBốn'])
    const [first, second] = contributionsInOrder(state())
    expect([first?.topics, second?.topics]).toEqual([['ty-le'], ['co-che']])
    expect(await onDisk(contributionDocument(second?.id ?? 0))).toBe('Hai\nBa\nBốn')

    const contributions = [second, first].map((held) => ({ contribution: held?.id ?? 0, docSeq: 1 }))
    const merged = await must(desk, { type: 'contribution/merge', contributions })
    expect(await readAll()).toEqual(['Hai\nBa\nBốn\nMột'])
    const { content } = await node.texts.json(conference, contributionDocument(merged))
    expect(content?.map(({ type }) => type)).toEqual(['paragraph', 'paragraph', 'bullet_list', 'paragraph'])
  })

  test('are refused when somebody has written meanwhile, and nothing has changed', async () => {
    const { id, seq, typist } = await written(['Một', 'Hai'])
    await node.type(conference, contributionDocument(id), typist.paragraph('Ba'))
    const cuts = [{ block: 1, topics: [] }]
    const split = { type: 'contribution/split', contribution: id, docSeq: seq, cuts } as const
    expect(await node.command(conference, desk, split)).toMatchObject({
      code: 'contribution/changed-meanwhile',
    })
    expect(await readAll()).toEqual(['Một\nHai\nBa'])
  })

  test('close the text that was split: what comes late is refused and kept', async () => {
    const { id, seq, typist } = await written(['Một', 'Hai'])
    const cuts = [{ block: 1, topics: [] }]
    await must(desk, { type: 'contribution/split', contribution: id, docSeq: seq, cuts })
    const late = await node.type(
      conference,
      contributionDocument(id),
      typist.paragraph('Muộn'),
      'late-update',
    )
    expect(late).toEqual({ kind: 'refused', code: 'prose/closed' })
    const { rows } = await node.database.query('SELECT update_id FROM late_update WHERE conference = $1', [
      conference,
    ])
    expect(rows).toEqual([{ update_id: 'late-update' }])
  })

  test('leave texts that anybody can go on writing in', async () => {
    const { id, seq } = await written(['Một', 'Hai'])
    const cuts = [{ block: 1, topics: [] }]
    await must(desk, { type: 'contribution/split', contribution: id, docSeq: seq, cuts })
    const part = contributionDocument(contributionsInOrder(state())[1]?.id ?? 0)
    const typist = await node.typist(conference, part, 'son-la-secretary')
    await node.type(conference, part, typist.type(' nữa'))
    expect(await read(part)).toBe('Hai nữa')
  })
})

describe('voiding', () => {
  test('takes a text without a word, never one that says something', async () => {
    const { id } = await written(['Một'])
    const empty = await must(desk, {
      type: 'contribution/file',
      bridge: 'son-la',
      speaker: { name: 'B', title: null },
      topics: [],
    })
    const reason = 'Mở nhầm'
    await must(desk, { type: 'contribution/void', contribution: empty, reason })
    expect(
      await node.command(conference, desk, { type: 'contribution/void', contribution: id, reason }),
    ).toMatchObject({ code: 'contribution/not-empty' })
    expect(contributionsInOrder(state()).map((held) => held.id)).toEqual([id])
    await must(desk, { type: 'contribution/reinstate', contribution: empty })
    expect(contributionsInOrder(state())).toHaveLength(2)
  })
})

describe('a bridge’s own wording', () => {
  test('once accepted is the text, confirmed, and under the name of whoever proposed it', async () => {
    const { id, seq, typist } = await written(['Một', 'Hai sai', 'Ba'])
    const document = contributionDocument(id)
    const page = new Y.Doc({ gc: false })
    Y.applyUpdate(page, Y.encodeStateAsUpdate(typist.doc))
    const change = await must(bridgeChair, {
      type: 'confirmation/propose',
      contribution: id,
      docSeq: seq,
      text: 'Một\nHai đúng\nBa',
    })
    await must(desk, { type: 'confirmation/accept', change, docSeq: seq })
    expect(await read(document)).toBe('Một\nHai đúng\nBa')
    const { seq: docSeq, sha256 } = await digestOf(document)
    expect(state().contributions[0]?.confirmation).toMatchObject({ kind: 'confirmed', docSeq, sha256 })
    const { rows } = await node.database.query(
      'SELECT author FROM document_update WHERE conference = $1 AND document = $2 ORDER BY seq DESC LIMIT 1',
      [conference, document],
    )
    expect(rows).toEqual([{ author: bridgeChair }])

    // Whoever has the text open gets what was written, on top of what they have.
    for (const each of told.filter((update) => update.document === document)) Y.applyUpdate(page, each.update)
    expect(Y.encodeStateVector(page)).toEqual(Y.encodeStateVector(await loaded(document)))
  })

  test('is not taken over what was written since the secretary looked', async () => {
    const { id, seq, typist } = await written(['Một'])
    const change = await must(bridgeChair, {
      type: 'confirmation/propose',
      contribution: id,
      docSeq: seq,
      text: 'Hai',
    })
    await node.type(conference, contributionDocument(id), typist.type(' thêm'))
    const accept = { type: 'confirmation/accept', change, docSeq: seq } as const
    expect(await node.command(conference, desk, accept)).toMatchObject({
      code: 'contribution/changed-meanwhile',
    })
    await must(desk, { type: 'confirmation/decline', change, reason: 'Đã bổ sung' })
    expect(await read(contributionDocument(id))).toBe('Một thêm')
  })
})

describe('the record', () => {
  test('writes its opening and its closing from the log at the end, where nobody has', async () => {
    const typist = await node.typist(conference, 'opening', desk)
    await node.type(conference, 'opening', typist.paragraph('Thư ký đã ghi'))
    await must(`${central}-chair`, { type: 'conference/conclude' })
    expect(await read('opening')).toBe('Thư ký đã ghi')
    expect(await read('conclusion')).toBe(
      'Hội nghị đã nghe 0 lượt phát biểu của 0 điểm cầu; nhận 0 ý kiến bằng văn bản.',
    )
    expect(await onDisk('conclusion')).toBe(await read('conclusion'))
  })

  test('takes back an older state of a text as its newest, and loses nothing that came between', async () => {
    const { id, seq, typist } = await written(['Một', 'Hai'])
    const document = contributionDocument(id)
    await node.type(conference, document, typist.erase(0, 0, 3))
    expect(await read(document)).toBe('\nHai')
    await must(desk, { type: 'review/restore', document, fromSeq: seq, docSeq: seq + 1 })
    expect(await read(document)).toBe('Một\nHai')
    expect(plainText(await node.texts.json(conference, document, seq + 1))).toBe('\nHai')
  })

  test('lets only whoever keeps a text write in it, until that ends', async () => {
    const { id } = await written(['Một'])
    const document = contributionDocument(id)
    await must(desk, { type: 'review/lock', document, seconds: 60, takeOver: false })
    const other = await node.typist(conference, document, 'son-la-secretary')
    expect(await node.type(conference, document, other.type(' hai'), 'held-back')).toEqual({
      kind: 'refused',
      code: 'prose/locked',
    })
    await must('son-la-secretary', { type: 'review/lock', document, seconds: 60, takeOver: true })
    const again = await node.typist(conference, document, 'son-la-secretary')
    expect(await node.type(conference, document, again.type(' ba'))).toMatchObject({ kind: 'stored' })
    await must('son-la-secretary', { type: 'review/unlock', document })
    const after = await node.typist(conference, document, desk)
    expect(await node.type(conference, document, after.type('!'))).toMatchObject({ kind: 'stored' })
  })
})

async function digestOf(document: DocumentId) {
  await node.texts.load(conference, document)
  return node.texts.digest(conference, document)
}

async function loaded(document: DocumentId): Promise<Y.Doc> {
  const stateVector = Y.encodeStateVector(new Y.Doc())
  const { update } = await node.texts.open(conference, document, { author: null, stateVector })
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, update)
  return doc
}
