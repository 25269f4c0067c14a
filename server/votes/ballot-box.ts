import { randomBytes } from 'node:crypto'
import type { Command } from '../../domain/commands.ts'
import { type Refused, refuse } from '../../domain/refusal.ts'
import { type Choice, type Tally, voteOf } from '../../domain/votes.ts'
import type { Sql } from '../database/pool.ts'
import type { ConferenceLog, Step } from '../log/conference-log.ts'
import { openTally, SECRET_BYTES, sealTally } from './sealed-tally.ts'

const EMPTY: Tally = { for: 0, against: 0, other: 0 }

interface BoxRow {
  readonly salt: Buffer
  readonly sealed: Buffer
}

/**
 * The boxes of secret votes. The log holds who voted; what they voted is only ever in a box, as counts, sealed under
 * a secret that is not in the database. A ballot goes into its box in the transaction that logs its voter.
 */
export class BallotBoxes {
  readonly #secret: Uint8Array

  constructor(secret: Uint8Array) {
    this.#secret = secret
  }

  /** Completes what needs the box: a close with its counts. Refuses what a box that does not open would spoil. */
  async gather(sql: Sql, log: ConferenceLog, command: Command): Promise<Command | Refused> {
    if (command.type !== 'vote/close' && command.type !== 'vote/cast') return command
    const vote = voteOf(log.proposedState, command.vote)
    if (!vote) return refuse('vote/unknown')
    const closing = command.type === 'vote/close'
    if (!vote.secret || vote.state.kind !== 'open')
      return closing ? { type: 'vote/counted', vote: vote.id, box: null } : command
    const box = await this.#read(sql, log.id, vote.id)
    if (!box) return refuse('vote/box-unreadable')
    return closing ? { type: 'vote/counted', vote: vote.id, box } : command
  }

  /** What a decision does to the boxes, in its own transaction. */
  async accompany(sql: Sql, log: ConferenceLog, command: Command, steps: readonly Step[]): Promise<void> {
    for (const { before, entry } of steps) {
      const { event, seq } = entry
      if (event.type === 'vote-opened' && event.secret) await this.#open(sql, log.id, seq)
      if (event.type === 'ballot-cast' && command.type === 'vote/cast' && voteOf(before, event.vote)?.secret)
        await this.#add(sql, log.id, event.vote, command.choice)
      if (event.type === 'vote-closed' || event.type === 'vote-cancelled')
        await sql.query('DELETE FROM ballot_box WHERE conference = $1 AND vote = $2', [log.id, event.vote])
    }
  }

  async #open(sql: Sql, conference: string, vote: number): Promise<void> {
    const salt = randomBytes(SECRET_BYTES)
    const sealed = sealTally(this.#secret, salt, { conference, vote }, EMPTY)
    await sql.query('INSERT INTO ballot_box (conference, vote, salt, sealed) VALUES ($1, $2, $3, $4)', [
      conference,
      vote,
      salt,
      sealed,
    ])
  }

  async #add(sql: Sql, conference: string, vote: number, choice: Choice): Promise<void> {
    const row = await this.#row(sql, conference, vote)
    const held = row && openTally(this.#secret, row.salt, { conference, vote }, row.sealed)
    if (!held) throw new Error(`the box of vote ${vote} of ${conference} does not open`)
    const tally = { ...held, [choice]: held[choice] + 1 }
    const sealed = sealTally(this.#secret, row.salt, { conference, vote }, tally)
    await sql.query('UPDATE ballot_box SET sealed = $3 WHERE conference = $1 AND vote = $2', [
      conference,
      vote,
      sealed,
    ])
  }

  async #read(sql: Sql, conference: string, vote: number): Promise<Tally | null> {
    const row = await this.#row(sql, conference, vote)
    return row ? openTally(this.#secret, row.salt, { conference, vote }, row.sealed) : null
  }

  async #row(sql: Sql, conference: string, vote: number): Promise<BoxRow | undefined> {
    const { rows } = await sql.query<BoxRow>(
      'SELECT salt, sealed FROM ballot_box WHERE conference = $1 AND vote = $2 FOR UPDATE',
      [conference, vote],
    )
    return rows[0]
  }
}
