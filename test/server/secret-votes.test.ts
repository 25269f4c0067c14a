import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PublicCommand } from '../../domain/commands.ts'
import { type Choice, voteOf } from '../../domain/votes.ts'
import { BallotBoxes } from '../../server/votes/ballot-box.ts'
import { openTally, sealTally } from '../../server/votes/sealed-tally.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { LogNode } from '../support/log-node.ts'
import { bridges, central, prepareConference } from '../support/prepared-conference.ts'

let fresh: FreshDatabase
let owner: pg.Client
let conference: string
let node: LogNode
const secret = randomBytes(32)

beforeAll(async () => {
  fresh = await freshDatabase()
  owner = new pg.Client({ connectionString: fresh.url })
  await owner.connect()
  node = await nodeWith(secret)
})
beforeEach(async () => {
  conference = `hn-${randomUUID().slice(0, 8)}`
  await prepareConference(node.conferences, node.database, conference)
  await must(node, chair, { type: 'conference/open' })
})
afterAll(async () => {
  await node.close()
  await owner.end()
  await fresh.close()
})

const chair = `${central}-chair`
const voters = bridges.slice(1)

function nodeWith(key: Uint8Array, port = 1): Promise<LogNode> {
  const boxes = new BallotBoxes(key)
  return LogNode.open(fresh.url, {
    port,
    gather: (sql, log, command) => boxes.gather(sql, log, command),
    accompany: (...decided) => boxes.accompany(...decided),
  })
}

async function must(by: LogNode, who: string, command: PublicCommand): Promise<number> {
  const result = await by.command(conference, who, command)
  if (result.kind === 'refused') throw new Error(`${command.type}: ${result.code}`)
  return result.first ?? 0
}

const held = (vote: number) => voteOf(node.conferences.loaded(conference).state, vote)
const question = { type: 'vote/open', question: 'Tán thành dự thảo?', topic: null } as const
const cast = (vote: number, bridge: string, choice: Choice) =>
  ({ type: 'vote/cast', vote, bridge, choice }) as const

test('a secret vote is counted, and nothing in the database says who voted what', async () => {
  const vote = await must(node, chair, { ...question, electorate: 'bridges', secret: true })
  const choices: Choice[] = ['for', 'against', 'for']
  for (const [index, bridge] of voters.entries())
    await must(node, `${bridge}-chair`, cast(vote, bridge, choices[index] ?? 'other'))
  const whole = await everything()
  // Each choice would be found by its name, as JSON or as text, in any row of any table.
  const ofVoters = whole.filter((row) =>
    voters.some((bridge) => row.includes(`"${bridge}"`) || row.includes(bridge)),
  )
  expect(ofVoters.filter((row) => row.includes('ballot-cast')).length).toBe(voters.length)
  for (const row of ofVoters.filter((each) => each.includes('ballot-cast')))
    expect(row).toMatch(/"cast\\*":null/)
  await must(node, chair, { type: 'vote/close', vote })
  expect(held(vote)?.state).toMatchObject({
    kind: 'closed',
    tally: { for: 2, against: 1, other: 0 },
    voters: 3,
  })
  const { rows } = await owner.query('SELECT 1 FROM ballot_box WHERE conference = $1', [conference])
  expect(rows).toEqual([])
})

test('nobody votes twice in secret, and the box is not counted up for it', async () => {
  const vote = await must(node, chair, { ...question, electorate: 'bridges', secret: true })
  await must(node, 'son-la-chair', cast(vote, 'son-la', 'for'))
  for (const by of ['son-la-chair', 'son-la-secretary'])
    expect(await node.command(conference, by, cast(vote, 'son-la', 'against'))).toMatchObject({
      code: 'vote/already-cast',
    })
  await must(node, chair, { type: 'vote/close', vote })
  expect(held(vote)?.state).toMatchObject({ tally: { for: 1, against: 0, other: 0 } })
})

test('a retried ballot counts once', async () => {
  const vote = await must(node, chair, { ...question, electorate: 'delegates', secret: true })
  const id = randomUUID()
  const ballot = cast(vote, 'ha-noi', 'other')
  const answers = await Promise.all(
    [1, 2, 3].map(() => node.command(conference, 'ha-noi-delegate', ballot, id)),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  await must(node, chair, { type: 'vote/close', vote })
  expect(held(vote)?.state).toMatchObject({ tally: { for: 0, against: 0, other: 1 }, voters: 1 })
})

test('ballots of many at once are all counted', async () => {
  const vote = await must(node, chair, { ...question, electorate: 'delegates', secret: true })
  const people = voters.flatMap((bridge) =>
    [`${bridge}-delegate`, `${bridge}-chair`].map((who) => ({ bridge, who })),
  )
  await Promise.all(people.map(({ bridge, who }) => must(node, who, cast(vote, bridge, 'for'))))
  await must(node, chair, { type: 'vote/close', vote })
  expect(held(vote)?.state).toMatchObject({ tally: { for: people.length }, voters: people.length })
})

test('a server with another secret takes no ballot and counts none, but can cancel', async () => {
  const vote = await must(node, chair, { ...question, electorate: 'bridges', secret: true })
  await must(node, 'son-la-chair', cast(vote, 'son-la', 'for'))
  await node.close()
  const other = await nodeWith(randomBytes(32), 2)
  try {
    await other.conferences.enter(conference)
    for (const command of [cast(vote, 'ha-noi', 'for'), { type: 'vote/close', vote } as const]) {
      const by = command.type === 'vote/cast' ? 'ha-noi-chair' : chair
      expect(await other.command(conference, by, command)).toMatchObject({ code: 'vote/box-unreadable' })
    }
    await must(other, chair, { type: 'vote/cancel', vote, reason: 'Hòm phiếu không mở được' })
  } finally {
    await other.close()
    node = await nodeWith(secret)
  }
})

test('a box is always as long, and opens only under its own name', () => {
  const [salt, name] = [randomBytes(32), { conference: 'hn', vote: 7 }]
  const tallies = [
    { for: 0, against: 0, other: 0 },
    { for: 4_000_000_000, against: 1, other: 99 },
  ]
  const sealed = tallies.map((tally) => sealTally(secret, salt, name, tally))
  expect(new Set(sealed.map((box) => box.length)).size).toBe(1)
  expect(sealed.map((box) => openTally(secret, salt, name, box))).toEqual(tallies)
  expect(openTally(secret, salt, { ...name, vote: 8 }, sealed[0] as Buffer)).toBeNull()
  expect(openTally(secret, salt, name, Buffer.alloc(3))).toBeNull()
})

/** Every row of every table as text. */
async function everything(): Promise<readonly string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  )
  const all: string[] = []
  for (const { name } of tables) {
    const { rows } = await owner.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM ${name} t`)
    all.push(...rows.map(({ row }) => row))
  }
  return all
}
