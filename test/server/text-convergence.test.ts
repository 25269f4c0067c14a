import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { insertUpdates } from '../../server/log/prose-store.ts'
import type { ProseUpdate } from '../../server/log/text-stage.ts'
import { textDesk } from '../support/texts.ts'
import type { Typist } from '../support/typist.ts'

const desk = textDesk()

test('Whatever three authors write, in whatever batches, and whichever batches fail: the text is what was kept', async () => {
  const step = fc.record({
    who: fc.nat(2),
    edit: fc.oneof(
      fc.record({
        kind: fc.constant('type' as const),
        text: fc.string({ unit: 'grapheme', maxLength: 8 }),
        at: fc.nat(40),
      }),
      fc.record({
        kind: fc.constant('erase' as const),
        at: fc.nat(40),
        length: fc.integer({ min: 1, max: 6 }),
      }),
      fc.record({
        kind: fc.constant('paragraph' as const),
        text: fc.string({ maxLength: 8 }),
        at: fc.nat(3),
      }),
    ),
    /** What ends the batch after this step, if anything. */
    ends: fc.constantFrom('more', 'keep', 'keep', 'drop'),
    /** Whether this author hears afterwards what the others have written. */
    hears: fc.boolean(),
  })
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const document = `c${++run}`
      const authors = ['an', 'binh', 'chi']
      const people: Typist[] = []
      for (const author of authors) people.push(await desk.typist(author, document))
      const unsent = new Map(people.map((one) => [one, [] as ProseUpdate[]]))
      const kept = new Y.Doc({ gc: false })
      let staged: { by: Typist; update: ProseUpdate }[] = []
      for (const { who, edit, ends, hears } of steps) {
        const by = people[who] as Typist
        editAt(by, edit)
        const mine = unsent.get(by) as ProseUpdate[]
        const made = by.take()
        if (made.length > 2) mine.push(desk.update(by, document, made))
        await desk.texts.load(desk.conference, document)
        for (const update of mine.splice(0)) {
          expect(desk.texts.stage(update)).toMatchObject({ kind: 'staged' })
          staged.push({ by, update })
        }
        if (ends === 'keep') {
          await desk.database.transaction(async (sql) => {
            const from = desk.texts.digest(desk.conference, document).seq - staged.length
            await insertUpdates(
              sql,
              staged.map(({ update }, index) => ({ ...update, seq: from + index + 1, at: 0 })),
            )
          })
          desk.texts.keep()
          for (const { update } of staged) Y.applyUpdate(kept, update.update)
          staged = []
        }
        if (ends === 'drop') {
          desk.texts.drop()
          // As pages do: what was not acknowledged is sent again, in order, before anything newer.
          for (const one of people)
            unsent.get(one)?.unshift(...staged.filter((held) => held.by === one).map((held) => held.update))
          staged = []
        }
        if (hears) by.receive(Y.encodeStateAsUpdate(kept))
      }
      desk.texts.drop()
      await desk.texts.load(desk.conference, document)
      expect(await desk.texts.json(desk.conference, document)).toEqual(
        await desk.texts.json(desk.conference, document, desk.texts.digest(desk.conference, document).seq),
      )
      const copy = await desk.typist('an', document)
      expect(copy.fragment.toString()).toBe(kept.getXmlFragment('prose').toString())
    }),
    { numRuns: 60 },
  )
})

type Edit =
  | { kind: 'type'; text: string; at: number }
  | { kind: 'erase'; at: number; length: number }
  | { kind: 'paragraph'; text: string; at: number }

function editAt(by: Typist, edit: Edit): void {
  if (by.fragment.length === 0 && edit.kind !== 'paragraph') return
  if (edit.kind === 'paragraph') by.paragraph(edit.text, Math.min(edit.at, by.fragment.length))
  else {
    const { length } = textOf(by)
    const at = Math.min(edit.at, length)
    if (edit.kind === 'type') by.type(edit.text, 0, at)
    else by.erase(0, at, Math.min(edit.length, length - at))
  }
}

function textOf(by: Typist): Y.XmlText {
  return (by.fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText
}
