import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { type Quantiles, quantilesOf } from './latencies.ts'
import type { Writer } from './writer.ts'

/** A fast typist: keystrokes per second. */
export const KEYSTROKES = 6
/** How long what is under way may take after the last keystroke. */
const SETTLE_MS = 3000

export interface TypingFigures {
  readonly acknowledged: Quantiles
  /** Keystroke → in the text of another page, every other page counted. */
  readonly seen: Quantiles
  /** Keystrokes that were not acknowledged, and receptions that were missing, after everything had settled. */
  readonly unacknowledged: number
  readonly unseen: number
}

/** The first of the writers type at their own pace; all others look on. */
export async function measureTyping(
  writers: readonly Writer[],
  typing: number,
  seconds: number,
): Promise<TypingFigures> {
  const sentAt = new Map<string, number>()
  const acknowledged: number[] = []
  const seen: number[] = []
  const stops: (() => void)[] = []
  let keystrokes = 0
  for (const [index, writer] of writers.entries()) {
    const { doc } = writer
    const waiting: number[] = []
    let isTyping = false
    const heard = (update: Uint8Array) => {
      const now = performance.now()
      if (isTyping) return
      for (const { id, length } of Y.decodeUpdate(update).structs)
        for (let clock = id.clock; clock < id.clock + length; clock++) {
          const at = sentAt.get(`${id.client}:${clock}`)
          if (at !== undefined) seen.push(now - at)
        }
    }
    doc.on('update', heard)
    stops.push(() => doc.off('update', heard))
    if (index >= typing) continue
    const text = writer.paragraph(index)
    writer.acknowledged((count) => {
      const now = performance.now()
      for (const at of waiting.splice(0, count)) acknowledged.push(now - at)
    })
    const timer = setInterval(() => {
      const clock = Y.getState(doc.store, doc.clientID)
      const at = performance.now()
      sentAt.set(`${doc.clientID}:${clock}`, at)
      waiting.push(at)
      keystrokes += 1
      isTyping = true
      text.insert(text.length, 'a')
      isTyping = false
    }, 1000 / KEYSTROKES)
    stops.unshift(() => clearInterval(timer))
    // Nobody presses at the same moment.
    await sleep(1000 / KEYSTROKES / typing)
  }
  await sleep(seconds * 1000)
  for (const stop of stops.splice(0, typing)) stop()
  await sleep(SETTLE_MS)
  for (const stop of stops) stop()
  return {
    acknowledged: quantilesOf(acknowledged),
    seen: quantilesOf(seen),
    unacknowledged: keystrokes - acknowledged.length,
    unseen: keystrokes * (writers.length - 1) - seen.length,
  }
}

/**
 * Updates per second that are acknowledged when every page keeps some of them under way, and is told of all others'.
 * Pages that can read what they are told afterwards: else the pages would be measured, which share these cores.
 */
export async function measureSaturation(
  writers: readonly Writer[],
  seconds: number,
  inFlight = 2,
): Promise<number> {
  let acknowledged = 0
  let isOver = false
  for (const writer of writers) writer.lookAway?.(true)
  for (const [index, writer] of writers.entries()) {
    const text = writer.paragraph(index)
    const type = () => text.insert(text.length, 'a')
    writer.acknowledged((count) => {
      acknowledged += count
      for (let each = 0; each < count && !isOver; each++) type()
    })
    for (let each = 0; each < inFlight; each++) type()
  }
  // The first second is left out: everything warms up.
  await sleep(1000)
  const before = acknowledged
  const from = performance.now()
  await sleep(seconds * 1000)
  const rate = (acknowledged - before) / ((performance.now() - from) / 1000)
  isOver = true
  await sleep(SETTLE_MS)
  for (const writer of writers) writer.lookAway?.(false)
  return rate
}
