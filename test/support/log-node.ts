import { randomUUID } from 'node:crypto'
import * as Y from 'yjs'
import type { PublicCommand } from '../../domain/commands.ts'
import type { DocumentId } from '../../domain/prose.ts'
import type { Actor } from '../../domain/rights.ts'
import { systemClock } from '../../server/clock.ts'
import { gatherText } from '../../server/contributions/gather-text.ts'
import { textWrites } from '../../server/contributions/text-writes.ts'
import { openTexts, type Texts } from '../../server/contributions/texts.ts'
import { type Database, openDatabase } from '../../server/database/pool.ts'
import { systemEntropy } from '../../server/entropy.ts'
import type { Gather } from '../../server/log/batch.ts'
import { Conferences, type ConferencesParts } from '../../server/log/conferences.ts'
import type { CommandResult, ProseResult } from '../../server/log/job.ts'
import { nodeIdentity } from '../../server/log/node.ts'
import type { ProseUpdate } from '../../server/log/text-stage.ts'
import { gatherSeal } from '../../server/minutes/seal.ts'
import { personCalled } from './prepared-conference.ts'
import { Typist } from './typist.ts'

/** A server without pages: the log, its writer, the texts. */
export class LogNode {
  readonly database: Database
  readonly texts: Texts
  readonly conferences: Conferences

  private constructor(database: Database, texts: Texts, conferences: Conferences) {
    this.database = database
    this.texts = texts
    this.conferences = conferences
  }

  /** `gather` comes before the server's own; `port` tells the seats of two nodes apart. */
  static async open(
    url: string,
    options: Partial<Pick<ConferencesParts, 'accompany' | 'clock' | 'proseStored' | 'patienceMs' | 'log'>> & {
      readonly gather?: Gather
      readonly port?: number
    } = {},
  ): Promise<LogNode> {
    const database = await openDatabase(url)
    const texts = openTexts(database)
    const { port = 1, gather, ...parts } = options
    const conferences = await Conferences.open({
      database,
      node: nodeIdentity(`http://localhost:${port}`, 'localhost', port),
      clock: systemClock,
      entropy: systemEntropy,
      texts,
      gather: async (sql, log, command) => {
        if (command.type === 'minutes/seal') return gatherSeal(sql, log, texts, command)
        return gather ? gather(sql, log, command) : gatherText(log, texts, command)
      },
      writeTexts: (log, steps) => textWrites(log, texts, texts, steps),
      proseStored: () => {},
      log: () => {},
      ...parts,
    })
    conferences.onRoleChange((conference) => texts.forget(conference))
    return new LogNode(database, texts, conferences)
  }

  command(
    conference: string,
    by: string | Actor,
    command: PublicCommand,
    id: string = randomUUID(),
    options: { readonly urgent?: boolean } = {},
  ): Promise<CommandResult> {
    const actor = typeof by === 'string' ? personCalled(by) : by
    return this.conferences.command(conference, id, command, actor, options)
  }

  /** Somebody who has a text open. */
  async typist(conference: string, document: DocumentId, author: string): Promise<Typist> {
    const stateVector = Y.encodeStateVector(new Y.Doc())
    const { client, update } = await this.texts.open(conference, document, { author, stateVector })
    if (client === null) throw new Error('no client id')
    return new Typist(author, client, update)
  }

  /** Hands in what the typist has written since the last time. */
  type(
    conference: string,
    document: DocumentId,
    by: Typist,
    updateId: string = randomUUID(),
    update: Uint8Array = by.take(),
  ): Promise<ProseResult> {
    const written: ProseUpdate = { conference, document, updateId, author: by.author, update }
    return this.conferences.prose(written, personCalled(by.author))
  }

  async close(): Promise<void> {
    await this.conferences.close()
    await this.texts.close()
    await this.database.close()
  }
}
