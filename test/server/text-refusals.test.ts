import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { MAX_UPDATE_BYTES } from '../../domain/prose.ts'
import type { ProseUpdate, TextDigest } from '../../server/log/text-stage.ts'
import { textDesk } from '../support/texts.ts'
import { block, Typist, words } from '../support/typist.ts'

const desk = textDesk()

describe('Refused, with the text left as it was, is', () => {
  let an: Typist
  let before: TextDigest

  beforeEach(async () => {
    an = await desk.typist('an')
    await desk.commit([desk.update(an.paragraph('Nguyên vẹn'))])
    before = desk.texts.digest(desk.conference, 'c1')
  })

  async function expectRefusal(update: ProseUpdate, code: string): Promise<void> {
    expect(desk.texts.stage(update)).toEqual({ kind: 'refused', code })
    expect(desk.texts.digest(desk.conference, 'c1')).toEqual(before)
    // The next honest update is not in its way.
    const honest = await desk.typist('honest')
    expect(await desk.commit([desk.update(honest.type('!'))])).toEqual([
      { kind: 'staged', seq: before.seq + 1 },
    ])
    expect(await desk.words()).toBe('Nguyên vẹn!')
  }

  test('what bears the client id of somebody else', async () => {
    const binh = new Typist('binh', an.doc.clientID, Y.encodeStateAsUpdate(an.doc))
    await expectRefusal(desk.update(binh.type(' giả mạo')), 'prose/not-yours')
  })

  test('what bears a client id that was never issued, or was for another text', async () => {
    const invented = new Typist('an', 12345, Y.encodeStateAsUpdate(an.doc))
    expect(desk.texts.stage(desk.update(invented.type('x')))).toEqual({
      kind: 'refused',
      code: 'prose/not-yours',
    })
    const elsewhere = new Typist('an', await desk.texts.issueClient(desk.conference, 'c2', 'an'))
    elsewhere.receive(Y.encodeStateAsUpdate(an.doc))
    await expectRefusal(desk.update(elsewhere.type('x')), 'prose/not-yours')
  })

  test("one's own words together with words put into another's mouth", async () => {
    const binh = await desk.typist('binh')
    const forged = new Typist('binh', an.doc.clientID, Y.encodeStateAsUpdate(an.doc))
    const update = Y.mergeUpdates([binh.type(' thật').take(), forged.type(' giả').take()])
    await expectRefusal(desk.update(binh, 'c1', update), 'prose/not-yours')
  })

  test('garbage, whatever its bytes', async () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (update) => {
        const staged = desk.texts.stage(desk.update(an, 'c1', update))
        if (staged.kind === 'refused') return
        // What decodes may only have been empty.
        expect(desk.texts.digest(desk.conference, 'c1').sha256).toBe(before.sha256)
      }),
      { numRuns: 300 },
    )
    desk.texts.drop()
    await desk.texts.load(desk.conference, 'c1')
    await expectRefusal(desk.update(an, 'c1', new Uint8Array([255, 255, 255, 255, 255])), 'prose/malformed')
  })

  test('an honest update with any of its bytes changed, unless what it then says is sound', async () => {
    const update = an.type(' và thêm một đoạn').paragraph('mới').take()
    fc.assert(
      fc.property(fc.nat(update.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const damaged = Uint8Array.from(update)
        damaged[index] = (damaged[index] ?? 0) ^ change
        const staged = desk.texts.stage(desk.update(an, 'c1', damaged))
        const after = desk.texts.digest(desk.conference, 'c1')
        if (staged.kind === 'refused') expect(after).toEqual(before)
        else before = after
      }),
      { numRuns: 300 },
    )
  })

  test('what builds on an update that is not there', async () => {
    an.type(' một').take()
    await expectRefusal(desk.update(an.type(' hai')), 'prose/pending')
  })

  test('a deletion of what is not there', async () => {
    const other = new Typist('an', 999, Y.encodeStateAsUpdate(an.doc))
    other.type('khác').take()
    await expectRefusal(desk.update(other.erase(0, 'Nguyên vẹn'.length, 4)), 'prose/pending')
  })

  test.each<[string, (by: Typist) => void]>([
    ['an unknown element', (by) => by.fragment.insert(0, [new Y.XmlElement('script')])],
    [
      'an element called as what objects inherit',
      (by) => by.fragment.insert(0, [new Y.XmlElement('constructor')]),
    ],
    ['a document inside the document', (by) => by.fragment.insert(0, [new Y.XmlElement('doc')])],
    ['words outside a paragraph', (by) => by.fragment.insert(0, [new Y.XmlText('trần')])],
    [
      'a paragraph in a paragraph',
      (by) => by.fragment.insert(0, [block('paragraph', [block('paragraph', [])])]),
    ],
    ['an attribute', (by) => (by.fragment.get(0) as Y.XmlElement).setAttribute('style', 'color: red')],
    ['another root', (by) => by.doc.getText('hidden').insert(0, 'giấu')],
    ['a hook', (by) => by.fragment.insert(0, [new Y.XmlHook('x') as unknown as Y.XmlElement])],
    ['an unknown mark', (by) => textOf(by).format(0, 3, { link: { href: 'javascript:0' } })],
    ['a mark with attributes', (by) => textOf(by).format(0, 3, { strong: { title: 'x' } })],
    ['an embedded object', (by) => textOf(by).insertEmbed(0, { image: 'x' })],
    ['a list that never ends', (by) => by.fragment.insert(0, [nested(200)])],
  ])('%s', async (_, edit) => {
    edit(an)
    await expectRefusal(desk.update(an), 'prose/schema')
  })

  test.each([
    ['a NUL', 'a\u0000b'],
    ['an escape', '\u001b[31m'],
    ['a C1 control character', 'a\u0085b'],
  ])('%s', async (_, text) => {
    await expectRefusal(desk.update(an.type(text)), 'prose/malformed')
  })

  test('an update that is too large', async () => {
    const update = an.type('x'.repeat(MAX_UPDATE_BYTES)).take()
    await expectRefusal(desk.update(an, 'c1', update), 'prose/too-large')
  })

  test('what makes the text too long, while deleting makes room again', async () => {
    const long = await desk.typist('an', 'c2')
    const send = (by: Typist) => desk.commit([desk.update(by, 'c2', by.take())])
    expect(await send(long.paragraph('x'.repeat(390_000)))).toEqual([{ kind: 'staged', seq: 1 }])
    const binh = await desk.typist('binh', 'c2')
    expect(await send(binh.type('y'.repeat(20_000)))).toEqual([{ kind: 'refused', code: 'prose/too-large' }])
    expect(await send(long.erase(0, 0, 300_000))).toEqual([{ kind: 'staged', seq: 2 }])
    expect(await send(long.type('z'.repeat(20_000)))).toEqual([{ kind: 'staged', seq: 3 }])
  })

  test("not the deletion of another's words", async () => {
    const binh = await desk.typist('binh')
    expect(await desk.commit([desk.update(binh.erase(0, 0, 'Nguyên '.length))])).toEqual([
      { kind: 'staged', seq: 2 },
    ])
    expect(await desk.words()).toBe('vẹn')
  })
})

function textOf(by: Typist): Y.XmlText {
  return (by.fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText
}

function nested(depth: number): Y.XmlElement {
  let inner = block('paragraph', [words('sâu')])
  for (let level = 0; level < depth; level += 1)
    inner = block('bullet_list', [block('list_item', [block('paragraph', []), inner])])
  return inner
}
