import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { contributionDocument, type DocumentId, type ProseNode, plainText } from '../../domain/prose.ts'
import { openTexts } from '../../server/contributions/texts.ts'
import { canonicalText } from '../../server/log/chain.ts'
import type { ProseResult } from '../../server/log/job.ts'
import { readEvents } from '../../server/log/store.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { LogNode } from '../support/log-node.ts'
import { central, prepareConference } from '../support/prepared-conference.ts'
import type { Typist } from '../support/typist.ts'

let fresh: FreshDatabase
let owner: pg.Client
let node: LogNode
let conference: string

beforeAll(async () => {
  fresh = await freshDatabase()
  owner = new pg.Client({ connectionString: fresh.url })
  await owner.connect()
})
beforeEach(async () => {
  node = await LogNode.open(fresh.url)
  conference = `hn-${randomUUID().slice(0, 8)}`
  await prepareConference(node.conferences, node.database, conference)
  await node.command(conference, chair, { type: 'conference/open' })
})
afterEach(() => node.close())
afterAll(async () => {
  await owner.end()
  await fresh.close()
})

const chair = `${central}-chair`
const state = () => node.conferences.loaded(conference).state
const sha256 = (text: ProseNode) => createHash('sha256').update(canonicalText(text)).digest('hex')

async function file(bridge: string): Promise<DocumentId> {
  const speaker = { name: 'Nguyễn Văn A', title: null }
  const by = `${bridge}-secretary`
  const filed = await node.command(conference, by, { type: 'contribution/file', bridge, speaker, topics: [] })
  return contributionDocument(filed.kind === 'accepted' ? (filed.first ?? 0) : 0)
}

/** Types letter after letter, each on its way before the last is stored, until the seal refuses one. */
async function writeUntilSealed(document: DocumentId, typist: Typist) {
  const sent: { readonly word: string; readonly id: string; readonly result: ProseResult }[] = []
  typist.paragraph('')
  for (let count = 0; count < 400; count++) {
    const word = `chữ${count} `
    const id = randomUUID()
    const result = await node.type(conference, document, typist.type(word), id)
    sent.push({ word, id, result })
    if (result.kind === 'refused') return sent
  }
  throw new Error('never sealed')
}

test('holds exactly what was acknowledged before it, and the rest is kept to be offered', async () => {
  const documents = [await file('son-la'), await file('ha-noi'), 'conclusion', 'opening'] as const
  const authors = ['son-la-secretary', 'ha-noi-secretary', `${central}-secretary`, `${central}-secretary`]
  const typists = await Promise.all(
    documents.map((document, index) => node.typist(conference, document, authors[index] ?? '')),
  )
  const writing = documents.map((document, index) => writeUntilSealed(document, typists[index] as Typist))
  const before = await Promise.all([
    node.command(conference, chair, { type: 'conference/conclude' }),
    new Promise((resolve) => setTimeout(resolve, 150)),
  ])
  expect(before[0]).toMatchObject({ kind: 'accepted' })
  const sealed = await node.command(conference, chair, { type: 'minutes/seal', gapReason: 'Thử niêm phong' })
  expect(sealed).toMatchObject({ kind: 'accepted' })
  const written = await Promise.all(writing)

  const { minutes } = state()
  if (minutes.kind !== 'sealed') throw new Error('not sealed')
  expect(minutes.docs.map((doc) => doc.id).sort()).toEqual([...documents].sort())
  const anew = openTexts(node.database)
  const { rows: late } = await node.database.query<{ update_id: string }>(
    'SELECT update_id FROM late_update WHERE conference = $1',
    [conference],
  )
  for (const [index, document] of documents.entries()) {
    const sent = written[index] ?? []
    const stored = sent.filter(({ result }) => result.kind === 'stored')
    const refused = sent.filter(({ result }) => result.kind === 'refused')
    expect(stored.length).toBeGreaterThan(0)
    expect(refused.map(({ result }) => result)).toEqual([{ kind: 'refused', code: 'prose/sealed' }])
    expect(late.map((row) => row.update_id)).toEqual(expect.arrayContaining(refused.map(({ id }) => id)))
    const doc = minutes.docs.find((held) => held.id === document)
    const text = await anew.json(conference, document)
    expect(doc).toEqual({ id: document, seq: stored.length, sha256: sha256(text) })
    expect(plainText(text)).toBe(stored.map(({ word }) => word).join(''))
  }
  expect(late).toHaveLength(documents.length)
  await anew.close()
})

test('names the entry before it by number and hash, and its number of the register once', async () => {
  await node.command(conference, chair, { type: 'conference/conclude' })
  const seals = await Promise.all(
    Array.from({ length: 5 }, () =>
      node.command(conference, chair, { type: 'minutes/seal', gapReason: 'Thử niêm phong' }),
    ),
  )
  expect(seals.filter((result) => result.kind === 'accepted')).toHaveLength(1)
  const { minutes } = state()
  if (minutes.kind !== 'sealed') throw new Error('not sealed')
  const rows = await readEvents(node.database, conference, 0)
  const before = rows.at(-2)
  expect(minutes.logHead).toEqual({ seq: before?.seq, hash: before?.hash.toString('hex') })
  const { rows: numbers } = await node.database.query('SELECT number FROM register WHERE conference = $1', [
    conference,
  ])
  expect(numbers).toEqual([{ number: minutes.number.number }])
})

test('conferences of one body get numbers one after the other, each its own', async () => {
  const others = await Promise.all(
    [1, 2, 3].map(async () => {
      const id = `hn-${randomUUID().slice(0, 8)}`
      await prepareConference(node.conferences, node.database, id)
      await node.command(id, chair, { type: 'conference/open' })
      await node.command(id, chair, { type: 'conference/conclude' })
      return id
    }),
  )
  await Promise.all(
    others.map((id) => node.command(id, chair, { type: 'minutes/seal', gapReason: 'Thử niêm phong' })),
  )
  const numbers = others.map((id) => {
    const { minutes } = node.conferences.loaded(id).state
    return minutes.kind === 'sealed' ? minutes.number.number : 0
  })
  const sorted = numbers.toSorted((a, b) => a - b)
  expect(sorted).toEqual([0, 1, 2].map((step) => (sorted[0] ?? 0) + step))
})

test('a number is not used up by whoever may not seal, nor by a seal that is refused', async () => {
  const count = async () =>
    (await node.database.query<{ n: number }>('SELECT count(*)::int AS n FROM register')).rows[0]?.n
  const before = await count()
  expect(
    await node.command(conference, chair, { type: 'minutes/seal', gapReason: 'Thử niêm phong' }),
  ).toMatchObject({
    code: 'conference/not-concluded',
  })
  await node.command(conference, chair, { type: 'conference/conclude' })
  for (const by of ['son-la-chair', `${central}-secretary`, 'organiser', 'ai-do'])
    expect(
      await node.command(conference, by, { type: 'minutes/seal', gapReason: 'Thử niêm phong' }),
    ).toMatchObject({
      code: 'access/not-allowed',
    })
  expect(await count()).toBe(before)
})

test('reads what the disk holds, also where another hand has written behind the memory of this node', async () => {
  const document = await file('son-la')
  const typist = await node.typist(conference, document, 'son-la-secretary')
  await node.type(conference, document, typist.paragraph('Điều đã biết.'))
  await node.command(conference, chair, { type: 'conference/conclude' })
  // As when the answer to a commit is lost on a broken line while the database still carries it out.
  await owner.query(
    `INSERT INTO document_update (conference, document, seq, update_id, author, update, at)
     VALUES ($1, $2, 2, $3, 'son-la-secretary', $4, now())`,
    [conference, document, randomUUID(), Buffer.from(typist.paragraph('Điều chưa biết.').take())],
  )
  await owner.query('UPDATE document SET seq = 2 WHERE conference = $1 AND id = $2', [conference, document])
  expect(
    await node.command(conference, chair, { type: 'minutes/seal', gapReason: 'Thử niêm phong' }),
  ).toMatchObject({ kind: 'accepted' })
  const { minutes } = state()
  const doc = minutes.kind === 'sealed' && minutes.docs.find((held) => held.id === document)
  expect(doc).toMatchObject({ seq: 2, sha256: sha256(await node.texts.json(conference, document, 2)) })
})
