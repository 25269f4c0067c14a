import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { contributionDocument, type ProseNode, plainText } from '../../domain/prose.ts'
import { openTexts } from '../../server/contributions/texts.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { request, signIn } from '../support/page.ts'
import {
  central,
  personCalled,
  prepareConference,
  type Tokens,
  type Who,
} from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { Typist } from '../support/typist.ts'

const conference = 'hoi-nghi'
const author = `${central}-secretary`
let fresh: FreshDatabase
let server: RunningServer
let tokens: Tokens
let documents: readonly string[]

interface Given {
  readonly texts: readonly { readonly document: string; readonly seq: number; readonly prose: ProseNode }[]
  readonly more: boolean
}

beforeAll(async () => {
  fresh = await freshDatabase()
  server = await startServer(fresh.url)
  tokens = await prepareConference(server.conferences, server.database, conference)
  documents = [await written('son-la', ['Một', 'Hai']), await written('ha-noi', ['Ba'])]
})
afterAll(async () => {
  await server.close()
  await fresh.close()
})

/** A written opinion of the bridge with these paragraphs, each an update of its own; answers its document. */
async function written(bridge: string, paragraphs: readonly string[]): Promise<string> {
  const speaker = { name: 'Nguyễn Văn A', title: null }
  const filed = await server.conferences.command(
    conference,
    randomUUID(),
    { type: 'contribution/file', bridge, speaker, topics: [] },
    personCalled(author),
  )
  if (filed.kind === 'refused') throw new Error(filed.code)
  const document = contributionDocument(filed.first ?? 0)
  const texts = openTexts(server.database)
  const { client } = await texts.open(conference, document, {
    author,
    stateVector: Y.encodeStateVector(new Y.Doc()),
  })
  await texts.close()
  const typist = new Typist(author, client ?? 0)
  for (const paragraph of paragraphs) {
    const update = typist.paragraph(paragraph).take()
    const sent = { conference, document, updateId: randomUUID(), author, update }
    expect(await server.conferences.prose(sent, personCalled(author))).toMatchObject({ kind: 'stored' })
  }
  return document
}

async function read(who: Who, asked: readonly string[]): Promise<readonly string[]> {
  const sign = await signIn(server.origin, tokens[who])
  const path = `/api/conferences/${conference}/texts?documents=${asked.join(',')}`
  const response = await request(server.origin, sign, path)
  expect(response.status).toBe(200)
  const { texts, more } = (await response.json()) as Given
  expect(more).toBe(false)
  return texts.map(({ document, seq, prose }) => `${document}.${seq} ${plainText(prose)}`)
}

describe('texts that are only read', () => {
  test('are given many at once, as they stand on disk', async () => {
    const [first, second] = documents
    expect((await read('organiser', [...documents, 'opening'])).toSorted()).toEqual(
      [`${first}.2 Một\nHai`, `${second}.1 Ba`, 'opening.0 '].toSorted(),
    )
  })

  test('are given again only when they went on', async () => {
    const [first, second] = documents
    expect(await read('organiser', [`${first}.2`, `${second}.1`])).toEqual([])
    expect(await read('organiser', [`${first}.1`, `${second}.1`])).toEqual([`${first}.2 Một\nHai`])
  })

  test('are left out for whoever has no right to them', async () => {
    const [first] = documents
    expect(await read('son-la-secretary', [...documents, 'opening'])).toEqual([`${first}.2 Một\nHai`])
    expect(await read('dien-bien-chair', documents)).toEqual([])
  })

  test('are asked for by names of texts only', async () => {
    const sign = await signIn(server.origin, tokens.organiser)
    for (const asked of ['', 'c0', "c1';--", 'c1,,c2', 'c1.x']) {
      const path = `/api/conferences/${conference}/texts?documents=${encodeURIComponent(asked)}`
      expect((await request(server.origin, sign, path)).status, asked).toBe(400)
    }
  })
})
