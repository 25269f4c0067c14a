import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PublicCommand } from '../../domain/commands.ts'
import { contributionDocument, plainText } from '../../domain/prose.ts'
import type { Gather } from '../../server/log/batch.ts'
import { GENESIS } from '../../server/log/chain.ts'
import { findBreak } from '../../server/log/entry.ts'
import { readEvents } from '../../server/log/store.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { DatabaseLine } from '../support/database-line.ts'
import { LogNode } from '../support/log-node.ts'
import { central, prepareConference } from '../support/prepared-conference.ts'

let fresh: FreshDatabase
let line: DatabaseLine
/** Somebody with every right, on a connection that nothing cuts. */
let owner: pg.Client
let node: LogNode
let conference: string
/** What the test puts in the way of a command, inside the open transaction. */
let hurdle: Gather

beforeAll(async () => {
  fresh = await freshDatabase()
  line = await DatabaseLine.to(fresh.url)
  owner = new pg.Client({ connectionString: fresh.url })
  await owner.connect()
})
beforeEach(async () => {
  hurdle = (_sql, _log, command) => command
  node = await LogNode.open(line.url, { gather: (...asked) => hurdle(...asked) })
  conference = `hn-${randomUUID().slice(0, 8)}`
  await prepareConference(node.conferences, node.database, conference)
  await node.command(conference, `${central}-chair`, { type: 'conference/open' })
})
afterEach(() => node.close())
afterAll(async () => {
  await line.cut()
  await owner.end()
  await fresh.close()
})

const chair = `${central}-chair`
const file = (name = 'Nguyễn Văn A'): PublicCommand => ({
  type: 'contribution/file',
  bridge: 'son-la',
  speaker: { name, title: null },
  topics: [],
})
const isNamed = (command: object, name: string) => JSON.stringify(command).includes(name)
const state = () => node.conferences.loaded(conference).state
const rows = () => readEvents(node.database, conference, 0)

/** Memory and disk say the same, and the chain holds. */
async function expectWhole(): Promise<void> {
  const stored = await rows()
  expect(findBreak(stored, { seq: 0, at: 0, hash: GENESIS })).toBeNull()
  expect(node.conferences.loaded(conference).head.seq).toBe(stored.at(-1)?.seq)
  expect(node.conferences.loaded(conference).entries.map((entry) => entry.seq)).toEqual(
    stored.map((row) => row.seq),
  )
}

/** A filed contribution, and somebody who has its text open. */
async function openText() {
  const filed = await node.command(conference, 'son-la-secretary', file())
  const document = contributionDocument(filed.kind === 'accepted' ? (filed.first ?? 0) : 0)
  return { document, typist: await node.typist(conference, document, 'son-la-secretary') }
}

describe('a batch that fails', () => {
  test('is decided again one by one: only what fails for itself is given back', async () => {
    hurdle = (_sql, _log, command) => {
      if (isNamed(command, 'Hỏng')) throw new Error('a fact could not be gathered')
      return command
    }
    const head = node.conferences.loaded(conference).head.seq
    const names = ['Một', 'Hai', 'Hỏng', 'Ba', 'Bốn']
    const asked = names.map((name) => node.command(conference, 'son-la-secretary', file(name)))
    const settled = await Promise.allSettled(asked)
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
    expect(state().contributions.map((held) => held.speaker.name)).toEqual(['Một', 'Hai', 'Ba', 'Bốn'])
    expect(node.conferences.loaded(conference).head.seq).toBe(head + 4)
    await expectWhole()
  })

  test('leaves nothing of what it had speculated, and the same id may be tried again', async () => {
    let broken = true
    hurdle = (_sql, _log, command) => {
      if (broken) throw new Error('a fact could not be gathered')
      return command
    }
    const before = state()
    const id = randomUUID()
    await expect(node.command(conference, 'son-la-secretary', file(), id)).rejects.toThrow('gathered')
    expect(state()).toBe(before)
    expect(node.conferences.loaded(conference).proposedState).toBe(before)
    broken = false
    expect(await node.command(conference, 'son-la-secretary', file(), id)).toMatchObject({ kind: 'accepted' })
    await expectWhole()
  })

  test('because a statement failed and was passed over is not taken for stored', async () => {
    hurdle = async (sql, _log, command) => {
      if (isNamed(command, 'Hỏng')) await sql.query('SELECT 1/0').catch(() => {})
      return command
    }
    const asked = ['Một', 'Hỏng', 'Hai'].map((name) =>
      node.command(conference, 'son-la-secretary', file(name)),
    )
    const settled = await Promise.allSettled(asked)
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(state().contributions.map((held) => held.speaker.name)).toEqual(['Một', 'Hai'])
    await expectWhole()
  })

  test('drops the texts that were staged in it', async () => {
    const { document, typist } = await openText()
    let failures = 1
    hurdle = (_sql, _log, command) => {
      if (isNamed(command, 'Hỏng') && failures-- > 0) throw new Error('a fact could not be gathered')
      return command
    }
    const typed = node.type(conference, document, typist.paragraph('Nhất trí với dự thảo'))
    const asked = node.command(conference, 'son-la-secretary', file('Hỏng'))
    expect(await typed).toMatchObject({ kind: 'stored', seq: 1 })
    await asked
    expect(plainText(await node.texts.json(conference, document))).toBe('Nhất trí với dự thảo')
    expect(await node.type(conference, document, typist.type(', có góp ý'))).toMatchObject({ seq: 2 })
  })
})

describe('while the database is away', () => {
  test('commands and texts wait, and are stored once when it is back', async () => {
    const { document, typist } = await openText()
    await line.cut()
    const asked = [1, 2, 3].map(() => node.command(conference, 'son-la-secretary', file('Chờ')))
    const typed = node.type(conference, document, typist.paragraph('Viết lúc mất kết nối'))
    await sleep(1000)
    await line.restore()
    for (const result of await Promise.all(asked)) expect(result).toMatchObject({ kind: 'accepted' })
    expect(await typed).toMatchObject({ kind: 'stored', seq: 1 })
    expect(state().contributions.filter((held) => held.speaker.name === 'Chờ')).toHaveLength(3)
    await expectWhole()
  })

  test('after the patience they are given back by name, all but the urgent one', async () => {
    await node.close()
    node = await LogNode.open(line.url, { patienceMs: 1000 })
    await node.conferences.enter(conference)
    const { document, typist } = await openText()
    await line.cut()
    const asked = node.command(conference, 'son-la-secretary', file())
    const typed = node.type(conference, document, typist.paragraph('Viết lúc mất kết nối'))
    const given = Promise.allSettled([asked, typed])
    let cut = 'waits'
    const cutting = node
      .command(conference, chair, { type: 'floor/cut' }, randomUUID(), { urgent: true })
      .then((result) => {
        cut = result.kind
        return result
      })
    for (const settled of await given) {
      expect(settled.status).toBe('rejected')
      expect(settled).toMatchObject({ reason: { code: 'database/unavailable' } })
    }
    expect(cut).toBe('waits')
    await line.restore()
    expect(await cutting).toMatchObject({ kind: 'accepted' })
    expect(state().floor.cut).toBe(true)
    expect(state().contributions.map((held) => held.speaker.name)).not.toContain('Chờ')
    await expectWhole()
  })

  test('closing gives back what waits, also what is urgent', async () => {
    await line.cut()
    const asked = node.command(conference, chair, { type: 'floor/cut' }, randomUUID(), { urgent: true })
    const given = Promise.allSettled([asked])
    await sleep(300)
    const closed = node.close()
    expect(await given).toMatchObject([{ reason: { code: 'database/unavailable' } }])
    await closed
    await line.restore()
    const closing = node
    node = await LogNode.open(line.url)
    await expect(closing.command(conference, chair, { type: 'floor/cut' })).rejects.toMatchObject({
      code: 'server/closing',
    })
  })

  test('connections that die under way lose nothing and double nothing', async () => {
    let deaths = 0
    const murder = (async () => {
      while (deaths < 12) {
        await sleep(50 + Math.random() * 200)
        const { rowCount } = await owner.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid() AND query NOT LIKE 'LISTEN%'`,
        )
        if (rowCount) deaths += 1
      }
    })()
    const results = []
    while (deaths < 12) {
      const asked = Array.from({ length: 5 }, () => node.command(conference, 'son-la-secretary', file()))
      results.push(...(await Promise.all(asked)))
    }
    await murder
    for (const result of results) expect(result).toMatchObject({ kind: 'accepted' })
    expect(state().contributions).toHaveLength(results.length)
    await expectWhole()
  })

  test('a transaction whose connection dies between two statements is tried again', async () => {
    let deaths = 2
    hurdle = async (sql, _log, command) => {
      if (deaths-- > 0) {
        const { rows } = await sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
        await owner.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
        await sleep(100)
      }
      return command
    }
    expect(await node.command(conference, 'son-la-secretary', file())).toMatchObject({ kind: 'accepted' })
    await expectWhole()
  })

  test('a connection that the database lets in and ends in one breath is tried again', async () => {
    await line.cut()
    await line.restore()
    line.endAfterSignIn(3)
    expect(await node.command(conference, 'son-la-secretary', file())).toMatchObject({ kind: 'accepted' })
    await expectWhole()
  })

  test('updates alone, the answer to whose storing was lost, are acknowledged with what was stored', async () => {
    const { document, typist } = await openText()
    line.loseAnswersOfCommits(3)
    const typed = ['Một', 'Hai', 'Ba'].map((words) =>
      node.type(conference, document, typist.paragraph(words)),
    )
    expect(await Promise.all(typed)).toMatchObject([{ seq: 1 }, { seq: 2 }, { seq: 3 }])
    expect(plainText(await node.texts.json(conference, document))).toBe('Một\nHai\nBa')
    const { rows } = await owner.query(
      'SELECT seq FROM document_update WHERE conference = $1 AND document = $2',
      [conference, document],
    )
    expect(rows).toHaveLength(3)
  })

  test('a commit whose answer was lost is acknowledged with what it stored', async () => {
    const { document, typist } = await openText()
    for (let round = 0; round < 2; round++) {
      line.loseAnswersOfCommits(2)
      const asked = Array.from({ length: 5 }, () => node.command(conference, 'son-la-secretary', file()))
      const typed = node.type(conference, document, typist.paragraph(`Đoạn ${round}`))
      const heads = (await Promise.all(asked)).map((result) => result.kind === 'accepted' && result.first)
      expect(new Set(heads).size).toBe(5)
      expect(await typed).toMatchObject({ kind: 'stored', seq: round + 1 })
    }
    expect(state().contributions).toHaveLength(11)
    expect(plainText(await node.texts.json(conference, document)).trim()).toBe(
      [0, 1].map((round) => `Đoạn ${round}`).join('\n'),
    )
    await expectWhole()
  })
})
