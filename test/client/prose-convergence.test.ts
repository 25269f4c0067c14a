import fc from 'fast-check'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { proseLine } from '../../client/prose/prose-line.ts'
import { ProseSession } from '../../client/prose/prose-session.ts'
import { PROSE_FRAGMENT, plainText } from '../../domain/prose.ts'
import { proseJson } from '../../server/contributions/prose-document.ts'
import { block, words } from '../support/typist.ts'
import { ManualTimers, type MemoryLine, MemoryStore, ProseHub, settled } from './prose-hub.ts'

const people = ['an', 'binh', 'chi'] as const

const step = fc.record({
  who: fc.nat(2),
  what: fc.constantFrom(
    'write',
    'write',
    'write',
    'erase',
    'down',
    'up',
    'reload',
    'reopen',
    'hold',
    'release',
    'wait',
    'turn',
    'away',
    'back',
  ),
  at: fc.nat(20),
})

/** One person's device: its line, what it keeps, and the page that is open on it. */
interface Device {
  line: MemoryLine
  readonly store: MemoryStore
  session: ProseSession
}

test('Whatever three people write through lost lines, reloads and an absent database: nothing is lost, nothing doubled, and all see the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 50 }), async (steps) => {
      const hub = new ProseHub()
      const timers = new ManualTimers()
      const open = (index: number, line: MemoryLine, store: MemoryStore): ProseSession => {
        const user = people[index] ?? ''
        const place = { user, conference: 'conference', document: 'conclusion' }
        return new ProseSession({ ...place, line: proseLine(line), store, timers })
      }
      const devices: Device[] = people.map((user, index) => {
        const line = hub.connect(user)
        const store = new MemoryStore()
        return { line, store, session: open(index, line, store) }
      })
      await settled()
      const written = new Set<string>()
      const erased = new Set<string>()
      let marks = 0

      for (const { who, what, at } of steps) {
        const device = devices[who] as Device
        const { doc, editable } = device.session.getSnapshot()
        const fragment = editable ? doc?.getXmlFragment(PROSE_FRAGMENT) : undefined
        if (what === 'write' && fragment) {
          const mark = `[${marks++}]`
          written.add(mark)
          fragment.insert(Math.min(at, fragment.length), [block('paragraph', [words(mark)])])
        } else if (what === 'erase' && fragment && fragment.length > 0) {
          const index = at % fragment.length
          erased.add(textOf(fragment.get(index)))
          fragment.delete(index, 1)
        } else if (what === 'down') device.line.down()
        else if (what === 'up') device.line.up()
        else if (what === 'hold') device.session.hold()
        else if (what === 'release') device.session.release()
        else if (what === 'wait') timers.pass(50)
        else if (what === 'turn') await settled()
        else if (what === 'away') hub.isAway = true
        else if (what === 'back') hub.isAway = false
        else if (what === 'reopen') {
          device.session.close()
          device.session = open(who, device.line, device.store)
        } else if (what === 'reload') {
          // As a page does when it goes: what was typed last is put on the device.
          device.session.flush()
          device.line.down()
          await settled()
          device.line = hub.connect(people[who] ?? '')
          device.session = open(who, device.line, device.store)
        }
      }

      hub.isAway = false
      for (const device of devices) {
        device.session.release()
        device.line.up()
      }
      for (let round = 0; round < 4; round += 1) {
        timers.pass(60_000)
        await settled()
      }
      const text = plainText(proseJson(hub.text.prose()))
      const lines = text.split('\n').filter((line) => line !== '')
      expect(new Set(lines)).toEqual(new Set([...written].filter((mark) => !erased.has(mark))))
      expect(lines.length).toBe(new Set(lines).size)
      for (const { session, store } of devices) {
        const { doc, status, seq } = session.getSnapshot()
        expect(status.kind).toBe('saved')
        expect(store.held).toEqual([])
        expect(seq).toBe(hub.text.seq)
        const blocks = doc?.getXmlFragment(PROSE_FRAGMENT).toArray() ?? []
        expect(blocks.map(textOf).join('\n')).toBe(lines.join('\n'))
      }
    }),
    { numRuns: 200 },
  )
})

function textOf(node: unknown): string {
  return ((node as Y.XmlElement).get(0) as Y.XmlText | undefined)?.toString() ?? ''
}
