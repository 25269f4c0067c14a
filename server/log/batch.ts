import { mayCommand } from '../../domain/authority.ts'
import type { Command } from '../../domain/commands.ts'
import { isRefused, type Refused, refuse } from '../../domain/refusal.ts'
import { decide } from '../../domain/rules.ts'
import type { Clock } from '../clock.ts'
import type { Sql } from '../database/pool.ts'
import type { Entropy } from '../entropy.ts'
import { AppError } from '../errors.ts'
import type { ConferenceLog, Step } from './conference-log.ts'
import {
  actorKey,
  type CommandJob,
  type CommandResult,
  type Job,
  type ProseJob,
  type ProseResult,
  storedResult,
} from './job.ts'
import { mayWrite } from './prose-rights.ts'
import * as proseStore from './prose-store.ts'
import * as store from './store.ts'
import type { ProseUpdate, TextStage, TextWrite, WrittenUpdate } from './text-stage.ts'
import { documentsTouched } from './touched.ts'

/** Completes a command with facts that only the open transaction can give: a text's digest, a reserved number. */
export type Gather = (
  sql: Sql,
  log: ConferenceLog,
  command: Command,
) => Promise<Command | Refused> | Command | Refused

/** The texts that the server writes because of what was decided. */
export type WriteTexts = (log: ConferenceLog, steps: readonly Step[]) => Promise<readonly TextWrite[]>

/** What else is stored with a decision, in the same transaction. */
export type Accompany = (
  sql: Sql,
  log: ConferenceLog,
  command: Command,
  steps: readonly Step[],
) => Promise<void>

export interface BatchParts {
  readonly node: string
  readonly clock: Clock
  readonly entropy: Entropy
  readonly texts: TextStage
  readonly gather: Gather
  readonly writeTexts: WriteTexts
  readonly accompany: Accompany
  readonly logOf: (conference: string) => ConferenceLog
  /** The epoch in which this node owns the conference; null when it does not. */
  readonly epochOf: (conference: string) => number | null
}

export interface BatchResult {
  /** One for each job. */
  readonly results: readonly (CommandResult | ProseResult)[]
  /** What the server itself wrote. */
  readonly written: readonly WrittenUpdate[]
}

/** The database's head, or a text, is not the one in memory: another batch or node wrote it. */
export class StaleHead extends Error {}

/**
 * Decides and stores one batch inside an open transaction: heads and documents are locked in the order of their
 * ids, each job is decided on what the jobs before it left, and everything is stored. Nothing of it is true
 * before the commit.
 * @throws StaleHead, AppError `node/not-owner`, and what the database throws
 */
export async function runBatch(sql: Sql, jobs: readonly Job[], parts: BatchParts): Promise<BatchResult> {
  const conferences = [...new Set(jobs.map((job) => job.conference))].sort()
  await lockHeadsAsOwner(sql, conferences, parts)
  await lockTextsAsKnown(
    sql,
    documentsTouched(jobs, (conference) => parts.logOf(conference).state),
    parts.texts,
  )

  const commands = jobs.filter((job) => job.kind === 'command')
  const updates = jobs.filter((job) => job.kind === 'prose').map((job) => job.update)
  const decided = new Map(
    (await store.readCommands(sql, commands)).map((row) => [`${row.conference} ${row.id}`, row]),
  )
  const stored = new Map(
    (await proseStore.readUpdates(sql, updates)).map((row) => [
      updateKey(row),
      { seq: row.seq, at: row.at.getTime() },
    ]),
  )
  const newCommands: store.CommandRow[] = []
  const newUpdates: proseStore.UpdateRow[] = []
  const late: ProseUpdate[] = []
  const results: (CommandResult | ProseResult)[] = []
  const written: WrittenUpdate[] = []

  for (const job of jobs) {
    if (job.kind === 'command') {
      const key = `${job.conference} ${job.id}`
      const known = decided.get(key)
      if (known) {
        results.push(storedResult(known, job.actor))
        continue
      }
      const result = await decideJob(sql, job, parts, written)
      const row = { conference: job.conference, id: job.id, actor: actorKey(job.actor), result }
      decided.set(key, row)
      newCommands.push(row)
      results.push(result)
    } else {
      const known = stored.get(updateKey(job.update))
      const result = known ? ({ kind: 'stored', ...known } as const) : stageProse(job, parts)
      results.push(result)
      if (known) continue
      if (result.kind === 'stored') {
        newUpdates.push({ ...job.update, seq: result.seq, at: result.at })
        stored.set(updateKey(job.update), result)
      } else if (result.code === 'prose/sealed' || result.code === 'prose/closed') late.push(job.update)
    }
  }

  for (const conference of conferences) {
    const log = parts.logOf(conference)
    if (log.proposedRows.length === 0) continue
    await store.insertEvents(sql, log.proposedRows)
    await store.moveHead(sql, conference, log.proposedHead)
  }
  await store.insertCommands(sql, newCommands)
  await proseStore.insertTextWriters(sql, written)
  const at = parts.clock.now()
  await proseStore.insertUpdates(sql, [...newUpdates, ...written.map((update) => ({ ...update, at }))])
  await proseStore.insertLateUpdates(sql, late)
  return { results, written }
}

async function lockHeadsAsOwner(sql: Sql, conferences: readonly string[], parts: BatchParts): Promise<void> {
  const heads = new Map((await store.lockHeads(sql, conferences)).map((head) => [head.id, head]))
  for (const conference of conferences) {
    const head = heads.get(conference)
    if (!head) throw new AppError('conference/unknown', { conference })
    if (head.owner !== parts.node || head.epoch !== parts.epochOf(conference))
      throw new AppError('node/not-owner', { conference })
    if (head.seq !== parts.logOf(conference).head.seq) throw new StaleHead()
  }
}

/** A commit whose answer was lost may have added to a text what memory does not know; a seal must not miss it. */
async function lockTextsAsKnown(
  sql: Sql,
  keys: readonly store.DocumentKey[],
  texts: TextStage,
): Promise<void> {
  const locked = await store.lockDocuments(sql, keys)
  const stale = locked.filter(({ conference, document, seq }) => !texts.isAt(conference, document, seq))
  if (stale.length > 0) throw new StaleHead()
}

async function decideJob(
  sql: Sql,
  job: CommandJob,
  parts: BatchParts,
  written: WrittenUpdate[],
): Promise<CommandResult> {
  const log = parts.logOf(job.conference)
  // Rights come before facts are gathered: a stranger must not reserve a number.
  if (log.proposedState.facts && !mayCommand(log.proposedState, job.actor, job.command))
    return refuse('access/not-allowed', { command: job.command.type })
  const gathered = await parts.gather(sql, log, job.command)
  if (isRefused(gathered)) return gathered
  const decision = decide(log.proposedState, gathered, {
    actor: job.actor,
    clock: parts.clock.kind,
    now: parts.clock.now(),
  })
  if (decision.kind === 'refused') return decision
  const before = log.proposedHead.seq
  const steps = log.propose(decision.events, job.actor, parts.clock.now(), parts.entropy)
  for (const write of await parts.writeTexts(log, steps)) written.push(parts.texts.write(log.id, write))
  await parts.accompany(sql, log, job.command, steps)
  const last = log.proposedHead.seq
  return last === before
    ? { kind: 'accepted', first: null, last: null }
    : { kind: 'accepted', first: before + 1, last }
}

function stageProse(job: ProseJob, parts: BatchParts): ProseResult {
  const state = parts.logOf(job.conference).proposedState
  const refusal = mayWrite(state, job.actor, job.update.document, parts.clock.now())
  if (refusal) return { kind: 'refused', code: refusal }
  const staged = parts.texts.stage(job.update)
  return staged.kind === 'staged' ? { kind: 'stored', seq: staged.seq, at: parts.clock.now() } : staged
}

function updateKey(update: { conference: string; document: string; updateId: string }): string {
  return `${update.conference} ${update.document} ${update.updateId}`
}
