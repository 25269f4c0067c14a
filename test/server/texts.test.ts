import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { plainText } from '../../domain/prose.ts'
import { insertUpdates } from '../../server/log/prose-store.ts'
import { textDesk } from '../support/texts.ts'
import { block, Typist, words } from '../support/typist.ts'
import { until } from '../support/until.ts'

const emptyDocument = { type: 'doc', content: [{ type: 'paragraph' }] }
const desk = textDesk()

describe('A text', () => {
  test('that nobody has written is one empty paragraph, update 0', async () => {
    await desk.texts.load(desk.conference, 'opening')
    const sha256 = createHash('sha256')
      .update(canonicalize(emptyDocument) as string)
      .digest('hex')
    expect(desk.texts.digest(desk.conference, 'opening')).toEqual({ seq: 0, sha256, empty: true })
    expect(await desk.texts.json(desk.conference, 'opening')).toEqual(emptyDocument)
    expect(await desk.texts.json(desk.conference, 'c99')).toEqual(emptyDocument)
  })

  test('is what was committed, for whoever opens it next and after a restart', async () => {
    const an = await desk.typist('an')
    an.paragraph('Nhất trí với dự thảo.').paragraph('Đề nghị bổ sung khoản 2.')
    expect(await desk.commit([desk.update(an)])).toEqual([{ kind: 'staged', seq: 1 }])

    const binh = await desk.typist('binh')
    expect(binh.fragment.length).toBe(2)
    binh.type(' Đồng ý.', 1)
    expect(await desk.commit([desk.update(binh)])).toEqual([{ kind: 'staged', seq: 2 }])

    const expected = 'Nhất trí với dự thảo.\nĐề nghị bổ sung khoản 2. Đồng ý.'
    expect(await desk.words()).toBe(expected)
    expect(await desk.words('c1', desk.open())).toBe(expected)
  })

  test('can be read as it stood after each of its updates', async () => {
    const an = await desk.typist('an')
    const stages = ['Một', 'Một hai', 'Một hai ba']
    an.paragraph('Một')
    await desk.commit([desk.update(an)])
    await desk.commit([desk.update(an.type(' hai'))])
    await desk.commit([desk.update(an.type(' ba'))])
    for (const [index, expected] of stages.entries())
      expect(plainText(await desk.texts.json(desk.conference, 'c1', index + 1))).toBe(expected)
    expect(await desk.texts.json(desk.conference, 'c1', 0)).toEqual(emptyDocument)
  })

  test('has the same digest however it came about', async () => {
    const an = await desk.typist('an')
    await desk.commit([desk.update(an.paragraph('Phân công rõ trách nhiệm'))])
    const binh = await desk.typist('binh', 'c2')
    binh.paragraph('Phân công')
    binh.type(' trách nhiệm')
    binh.type(' rõ', 0, 'Phân công'.length)
    await desk.commit([desk.update(binh, 'c2', binh.take())])
    const first = desk.texts.digest(desk.conference, 'c1')
    expect(desk.texts.digest(desk.conference, 'c2')).toEqual(first)
    expect(first.empty).toBe(false)

    const again = desk.open()
    await again.loadAll(desk.conference, ['c1', 'c2'])
    expect(again.digest(desk.conference, 'c1')).toEqual(first)
    await desk.commit([desk.update(an.type('.'))])
    expect(desk.texts.digest(desk.conference, 'c1').sha256).not.toBe(first.sha256)
  })

  test('keeps bold, italic, lists and quotations', async () => {
    const an = await desk.typist('an')
    an.paragraph('Điều 5')
    an.doc.transact(() => {
      const text = (an.fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText
      text.format(0, 4, { strong: {} })
      text.format(5, 1, { em: {}, strong: {} })
      an.fragment.insert(1, [
        block('bullet_list', [block('list_item', [block('paragraph', [words('mục')])])]),
        block('blockquote', [block('paragraph', [words('trích'), block('hard_break', [])])]),
      ])
    })
    expect(await desk.commit([desk.update(an)])).toEqual([{ kind: 'staged', seq: 1 }])
    const bold = { type: 'strong' }
    expect(await desk.texts.json(desk.conference, 'c1')).toEqual({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Điều', marks: [bold] },
            { type: 'text', text: ' ' },
            { type: 'text', text: '5', marks: [{ type: 'em' }, bold] },
          ],
        },
        {
          type: 'bullet_list',
          content: [
            {
              type: 'list_item',
              content: [{ type: 'paragraph', content: [{ type: 'text', text: 'mục' }] }],
            },
          ],
        },
        {
          type: 'blockquote',
          content: [
            { type: 'paragraph', content: [{ type: 'text', text: 'trích' }, { type: 'hard_break' }] },
          ],
        },
      ],
    })
  })

  test('that two people emptied by half each loses the empty quotation, not the right to be written', async () => {
    const an = await desk.typist('an')
    an.fragment.insert(0, [
      block('blockquote', [block('paragraph', [words('một')]), block('paragraph', [words('hai')])]),
    ])
    await desk.commit([desk.update(an.paragraph('Còn lại'))])
    const binh = await desk.typist('binh')
    const quote = (by: Typist) => by.fragment.get(0) as Y.XmlElement
    quote(an).delete(0, 1)
    quote(binh).delete(1, 1)
    expect(await desk.commit([desk.update(an), desk.update(binh)])).toMatchObject([
      { kind: 'staged' },
      { kind: 'staged' },
    ])
    expect(await desk.texts.json(desk.conference, 'c1')).toEqual({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Còn lại' }] }],
    })
  })
})

describe('What is staged', () => {
  test('is ahead of the text until it is kept', async () => {
    const an = await desk.typist('an')
    const before = desk.texts.digest(desk.conference, 'c1')
    const update = desk.update(an.paragraph('chưa ghi'))
    expect(desk.texts.stage(update)).toEqual({ kind: 'staged', seq: 1 })
    expect(desk.texts.digest(desk.conference, 'c1')).toMatchObject({ seq: 1, empty: false })
    expect(await desk.words()).toBe('')
    desk.texts.drop()
    await desk.texts.load(desk.conference, 'c1')
    expect(desk.texts.digest(desk.conference, 'c1')).toEqual(before)
    expect(await desk.commit([update])).toEqual([{ kind: 'staged', seq: 1 }])
    expect(await desk.words()).toBe('chưa ghi')
  })

  test('is gone after a failed batch, and the text is as committed', async () => {
    const an = await desk.typist('an')
    await desk.commit([desk.update(an.paragraph('đã ghi'))])
    const digest = desk.texts.digest(desk.conference, 'c1')
    const failing = desk.update(an.type(' và chưa ghi'))
    await expect(
      desk.database.transaction(async (sql) => {
        expect(desk.texts.stage(failing)).toEqual({ kind: 'staged', seq: 2 })
        await insertUpdates(sql, [{ ...failing, seq: 2, at: 0 }])
        await sql.query('SELECT 1 / 0')
      }),
    ).rejects.toThrow(/division/)
    desk.texts.drop()
    await desk.texts.load(desk.conference, 'c1')
    expect(desk.texts.digest(desk.conference, 'c1')).toEqual(digest)
    expect(await desk.words()).toBe('đã ghi')
  })

  test('is found again when the commit succeeded though its answer was lost', async () => {
    const an = await desk.typist('an')
    const update = desk.update(an.paragraph('không rõ'))
    await desk.database.transaction(async (sql) => {
      desk.texts.stage(update)
      await insertUpdates(sql, [{ ...update, seq: 1, at: 0 }])
    })
    desk.texts.drop()
    await desk.texts.load(desk.conference, 'c1')
    expect(desk.texts.digest(desk.conference, 'c1').seq).toBe(1)
    expect(await desk.words()).toBe('không rõ')
  })

  test('changes nothing when it repeats what is there', async () => {
    const an = await desk.typist('an')
    const update = an.paragraph('một lần').take()
    await desk.commit([desk.update(an, 'c1', update)])
    const { sha256 } = desk.texts.digest(desk.conference, 'c1')
    expect(await desk.commit([desk.update(an, 'c1', update), desk.update(an, 'c1', update)])).toEqual([
      { kind: 'staged', seq: 2 },
      { kind: 'staged', seq: 3 },
    ])
    expect(desk.texts.digest(desk.conference, 'c1').sha256).toBe(sha256)
  })
})

describe('Opening', () => {
  test('issues each session its own client id, goes on under one that it holds, and under no stranger’s', async () => {
    const stateVector = Y.encodeStateVector(new Y.Doc())
    const ask = (author: string, client?: number) =>
      desk.texts.open(desk.conference, 'c1', { author, client, stateVector })
    const first = await ask('an')
    const second = await ask('an')
    expect(second.client).not.toBe(first.client)
    const held = first.client ?? 0
    expect((await ask('an', held)).client).toBe(held)
    expect((await ask('binh', held)).client).not.toBe(held)
    expect((await desk.texts.open(desk.conference, 'c1', { author: null, stateVector })).client).toBeNull()
  })

  test('accepts words under an id issued before a restart', async () => {
    const an = await desk.typist('an')
    const update = desk.update(an.paragraph('trước khi khởi động lại'))
    desk.texts = desk.open()
    expect(await desk.commit([update])).toEqual([{ kind: 'staged', seq: 1 }])
  })

  test('reads a text once for all who open it at once', async () => {
    const an = await desk.typist('an')
    await desk.commit([desk.update(an.paragraph('chung'))])
    const again = desk.open()
    const stateVector = Y.encodeStateVector(new Y.Doc())
    const pages = await Promise.all(
      ['an', 'binh', 'chi'].map((author) => again.open(desk.conference, 'c1', { author, stateVector })),
    )
    expect(new Set(pages.map((page) => page.client)).size).toBe(3)
    const writers = pages.map(
      (page, index) => new Typist(['an', 'binh', 'chi'][index] ?? '', page.client ?? 0, page.update),
    )
    // Had two of them read it, one would be refused as a stranger.
    expect(
      await desk.commit(
        writers.map((one) => desk.update(one.type('.'))),
        again,
      ),
    ).toMatchObject([
      { kind: 'staged', seq: 2 },
      { kind: 'staged', seq: 3 },
      { kind: 'staged', seq: 4 },
    ])
  })

  test('after being forgotten or let go, a text is what the database holds', async () => {
    const an = await desk.typist('an')
    await desk.commit([desk.update(an.paragraph('một'))])
    const elsewhere = desk.open()
    const binh = await desk.typist('binh', 'c1', elsewhere)
    await desk.commit([desk.update(binh.type(' hai'))], elsewhere)
    desk.texts.forget(desk.conference)
    expect((await desk.typist('chi')).fragment.toString()).toContain('một hai')
    const staged = desk.update(await desk.typist('an').then((by) => by.type(' ba')))
    desk.texts.stage(staged)
    desk.texts.evict(Number.POSITIVE_INFINITY)
    expect(desk.texts.digest(desk.conference, 'c1').seq).toBe(3)
  })
})

test('A long history is loaded from snapshots, and says the same', async () => {
  desk.texts = desk.open({ snapshotEvery: 5 })
  const an = await desk.typist('an')
  await desk.commit([desk.update(an.paragraph(''))])
  for (let index = 0; index < 40; index += 1) await desk.commit([desk.update(an.type(`${index} `))])
  const snapshots: number[] = []
  await until('some snapshots', async () => {
    const { rows } = await desk.database.query<{ seq: number }>(
      'SELECT seq FROM document_snapshot WHERE conference = $1 ORDER BY seq',
      [desk.conference],
    )
    snapshots.splice(0, Number.POSITIVE_INFINITY, ...rows.map((row) => row.seq))
    return snapshots.length >= 3
  })
  await desk.texts.close()
  const again = desk.open()
  await again.load(desk.conference, 'c1')
  expect(again.digest(desk.conference, 'c1')).toEqual(desk.texts.digest(desk.conference, 'c1'))
  for (const seq of [...snapshots, ...snapshots.map((one) => one + 1)]) {
    const expected = Array.from({ length: seq - 1 }, (_, index) => `${index} `).join('')
    expect(plainText(await again.json(desk.conference, 'c1', seq))).toBe(expected)
  }
})
