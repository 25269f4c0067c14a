import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import type { Connection } from '../../client/connection/connection.ts'
import { base64Of } from '../../domain/base64.ts'
import type { PublicCommand } from '../../domain/commands.ts'
import type { ProseOpened, ProseStored } from '../../domain/prose-messages.ts'
import { viewOf } from '../support/participant.ts'
import { Typist } from '../support/typist.ts'

/** What the server has acknowledged: it must be there for ever, once. */
export class Ledger {
  readonly commands: { readonly name: string; readonly first: number; readonly last: number }[] = []
  readonly updates: {
    readonly document: string
    readonly id: string
    readonly seq: number
    readonly word: string
  }[] = []
}

/** Asks for the floor and takes it back, again and again, each time under a new name. */
export async function askForFloor(
  page: Connection,
  bridge: string,
  ledger: Ledger,
  over: () => boolean,
): Promise<void> {
  for (let count = 0; !over(); count++) {
    const name = `${bridge} lần ${count}`
    const speaker = { name, title: null }
    const answer = await done(page, { type: 'floor/request', bridge, speaker, topics: [] })
    if (!answer) continue
    ledger.commands.push({ name, ...answer })
    const back = await done(page, { type: 'floor/withdraw', request: answer.first })
    if (back) ledger.commands.push({ name: `rút ${answer.first}`, ...back })
    await sleep(20)
  }
}

/** What a command led to; null when it was not accepted (which says nothing that must hold). */
async function done(
  page: Connection,
  command: PublicCommand,
): Promise<{ first: number; last: number } | null> {
  const answer = await page.command(command)
  if (
    !answer.ok &&
    !['page/not-sent', 'floor/already-waiting', 'floor/unknown-request'].includes(answer.code)
  )
    throw new Error(`${command.type}: ${answer.code}`)
  if (!answer.ok) await takeBack(page, command)
  return answer.ok && answer.value.first !== null && answer.value.last !== null
    ? { first: answer.value.first, last: answer.value.last }
    : null
}

/** A request whose answer never came may stand in the queue: it is taken out of the way. */
async function takeBack(page: Connection, command: PublicCommand): Promise<void> {
  if (command.type !== 'floor/request') return
  const held = page.view().state?.floor.queue.find((request) => request.bridge === command.bridge)
  if (held) await page.command({ type: 'floor/withdraw', request: held.id })
}

/** Types one word after the other; each is sent until the server has it, under one id. */
export async function write(
  page: Connection,
  document: string,
  author: string,
  ledger: Ledger,
  over: () => boolean,
): Promise<void> {
  let typist: Typist | null = null
  let opened = -1
  for (let count = 0; !over(); count++) {
    const word = `${author}.${count}`
    let update: Uint8Array | null = null
    const id = randomUUID()
    for (;;) {
      const { joining } = await viewOf(page, `${author} live`, (view) => view.status === 'live')
      if (typist === null || joining !== opened) {
        const again = await open(page, document, author, typist)
        if (!again) continue
        typist = again
        opened = joining
      }
      // Written once, however often it is sent.
      update ??= typist.paragraph(word).take()
      const stored = await page
        .ask<ProseStored>('prose:update', { document, updateId: id, update: base64Of(update) })
        .catch(() => null)
      if (stored?.kind === 'refused') throw new Error(`${word}: ${stored.code}`)
      if (stored?.kind !== 'stored') {
        await sleep(100)
        continue
      }
      ledger.updates.push({ document, id, seq: stored.seq, word })
      break
    }
    await sleep(10)
  }
}

async function open(
  page: Connection,
  document: string,
  author: string,
  known: Typist | null,
): Promise<Typist | null> {
  const stateVector = Y.encodeStateVector(known?.doc ?? new Y.Doc())
  const client = known ? { client: known.doc.clientID } : {}
  const answer = await page
    .ask<ProseOpened>('prose:open', { document, stateVector, ...client })
    .catch(() => null)
  if (answer?.kind !== 'opened' || answer.client === null) {
    await sleep(100)
    return null
  }
  if (!known) return new Typist(author, answer.client, new Uint8Array(answer.update))
  if (answer.client !== known.doc.clientID) throw new Error('the client id was taken away')
  known.receive(new Uint8Array(answer.update))
  return known
}
