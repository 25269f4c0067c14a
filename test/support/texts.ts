import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import * as Y from 'yjs'
import { plainText } from '../../domain/prose.ts'
import { openTexts, type Texts, type TextsOptions } from '../../server/contributions/texts.ts'
import { type Database, openDatabase } from '../../server/database/pool.ts'
import { insertUpdates } from '../../server/log/prose-store.ts'
import { createHead } from '../../server/log/store.ts'
import type { ProseUpdate, Staged } from '../../server/log/text-stage.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { Typist } from './typist.ts'

/** The texts of a conference on a database, a new conference for each test of the file. */
export class TextDesk {
  database!: Database
  conference = ''
  /** As the server under test holds them. */
  texts!: Texts
  readonly #opened: Texts[] = []

  /** Texts as a server that has just started holds them. */
  open(options: TextsOptions = {}): Texts {
    const made = openTexts(this.database, options)
    this.#opened.push(made)
    return made
  }

  async typist(author: string, document = 'c1', from = this.texts): Promise<Typist> {
    const stateVector = Y.encodeStateVector(new Y.Doc())
    const { client, update } = await from.open(this.conference, document, { author, stateVector })
    if (client === null) throw new Error('no client id')
    return new Typist(author, client, update)
  }

  /** What `by` has written since the last time, under a new id. */
  update(by: Typist, document = 'c1', update = by.take()): ProseUpdate {
    return { conference: this.conference, document, updateId: randomUUID(), author: by.author, update }
  }

  /** Stages and stores in one transaction, as the log's writer does. */
  async commit(updates: readonly ProseUpdate[], into = this.texts): Promise<readonly Staged[]> {
    for (const update of updates) await into.load(update.conference, update.document)
    const staged = updates.map((update) => into.stage(update))
    await this.database.transaction((sql) =>
      insertUpdates(
        sql,
        updates.flatMap((update, index) => {
          const one = staged[index]
          return one?.kind === 'staged' ? [{ ...update, seq: one.seq, at: 0 }] : []
        }),
      ),
    )
    into.keep()
    return staged
  }

  async words(document = 'c1', from = this.texts): Promise<string> {
    return plainText(await from.json(this.conference, document))
  }

  async close(): Promise<void> {
    await Promise.all(this.#opened.map((one) => one.close()))
  }
}

/** A desk for every test of the file that calls it. */
export function textDesk(): TextDesk {
  const desk = new TextDesk()
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase()
    desk.database = await openDatabase(fresh.url)
  })
  beforeEach(async () => {
    desk.conference = `conference-${randomUUID().slice(0, 8)}`
    await createHead(desk.database, desk.conference, new Date(0))
    desk.texts = desk.open()
  })
  afterAll(async () => {
    await desk.close()
    await desk.database.close()
    await fresh.close()
  })
  return desk
}
