import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ProseNode, plainText } from '../../domain/prose.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { request, signIn } from '../support/page.ts'
import { prepareConference, type Tokens, type Who } from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { writtenOpinion } from '../support/written-opinion.ts'

const conference = 'hoi-nghi'
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
  const opinions = [
    await writtenOpinion(server, conference, 'son-la', [], ['Một', 'Hai']),
    await writtenOpinion(server, conference, 'ha-noi', [], ['Ba']),
  ]
  documents = opinions.map(({ document }) => document)
})
afterAll(async () => {
  await server.close()
  await fresh.close()
})

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
