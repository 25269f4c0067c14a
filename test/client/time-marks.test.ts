import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { plainText } from '../../domain/prose.ts'
import { LoadedText } from '../../server/contributions/loaded-text.ts'
import { proseJson } from '../../server/contributions/prose-document.ts'
import { proseParagraphs } from '../../templates/prose.ts'
import { block, Typist, words } from '../support/typist.ts'

const AT = 1_685_414_392_000

describe('A time mark', () => {
  let text: LoadedText
  let an: Typist

  beforeEach(() => {
    text = new LoadedText({ snapshot: null, updates: [], clients: [{ client: 7, author: 'an' }] })
    an = new Typist('an', 7)
  })

  function stage(update = an.take()) {
    const staged = text.stage({ conference: 'c', document: 'c1', updateId: 'x', author: 'an', update })
    text.keep()
    return staged.kind === 'staged' ? 'staged' : staged.code
  }

  function marked(at: unknown): Y.XmlElement {
    const mark = new Y.XmlElement('time_mark')
    mark.setAttribute('at', at as string)
    an.fragment.insert(0, [block('paragraph', [words('Không nên'), mark, words(' mặc nhiên')])])
    return mark
  }

  it('is stored with its moment, and is no word of the text', () => {
    marked(AT)
    expect(stage()).toBe('staged')
    const json = proseJson(text.prose())
    expect(json.content?.[0]?.content?.[1]).toEqual({ type: 'time_mark', attrs: { at: AT } })
    expect(plainText(json)).toBe('Không nên mặc nhiên')
    expect(proseParagraphs(json)[0]?.spans.map((span) => span.text)).toEqual(['Không nên', ' mặc nhiên'])
  })

  it('alone leaves a text without a word', () => {
    const mark = new Y.XmlElement('time_mark')
    mark.setAttribute('at', AT as never)
    an.fragment.insert(0, [block('paragraph', [mark])])
    expect(stage()).toBe('staged')
    expect(text.digest().empty).toBe(true)
  })

  it('comes back when its deletion is undone, and takes another moment', () => {
    const mark = marked(AT)
    stage()
    const undo = new Y.UndoManager(an.fragment)
    ;(an.fragment.get(0) as Y.XmlElement).delete(1, 1)
    expect(stage()).toBe('staged')
    undo.undo()
    expect(stage()).toBe('staged')
    expect(JSON.stringify(proseJson(text.prose()))).toContain(`{"at":${AT}}`)
    expect(mark.parent).not.toBeNull()
    const again = (an.fragment.get(0) as Y.XmlElement).get(1) as Y.XmlElement
    again.setAttribute('at', (AT + 1000) as never)
    expect(stage()).toBe('staged')
    expect(JSON.stringify(proseJson(text.prose()))).toContain(`{"at":${AT + 1000}}`)
  })

  it.each([
    ['a word', 'hôm qua'],
    ['a fraction', 1.5],
    ['nothing', 0],
    ['a list', [AT]],
    ['an object', { at: AT }],
  ])('has no moment that is %s', (_, at) => {
    marked(at)
    expect(stage()).toBe('prose/schema')
  })

  it('does not go without its moment, nor with anything beside it', () => {
    an.fragment.insert(0, [block('paragraph', [new Y.XmlElement('time_mark')])])
    expect(stage()).toBe('prose/schema')
    an = new Typist('an', 7)
    marked(AT).setAttribute('by', AT as never)
    expect(stage()).toBe('prose/schema')
  })

  it('is the only one to have an attribute', () => {
    an.paragraph('một')
    ;(an.fragment.get(0) as Y.XmlElement).setAttribute('at', AT as never)
    expect(stage()).toBe('prose/schema')
    an = new Typist('an', 7)
    an.paragraph('một')
    const inner = (an.fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText
    inner.setAttribute('at', AT as never)
    expect(stage()).toBe('prose/schema')
    an = new Typist('an', 7)
    an.paragraph('một')
    Y.XmlElement.prototype.setAttribute.call(an.fragment, 'at', AT as never)
    expect(stage()).toBe('prose/schema')
  })

  it('cannot hide a number among the letters of a text', () => {
    an.paragraph('một')
    stage()
    const inner = (an.fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText
    const last = inner._start as Y.Item
    an.doc.transact((transaction) => {
      const id = Y.createID(7, Y.getState(an.doc.store, 7))
      const hidden = new Y.Item(id, last, last.lastId, null, null, inner, null, new Y.ContentAny([AT]))
      hidden.integrate(transaction, 0)
    })
    expect(stage()).toBe('prose/schema')
    expect(plainText(proseJson(text.prose()))).toBe('một')
  })

  it('leaves the hash of a text that has none as it was', () => {
    an.paragraph('Một')
    stage()
    const canonical =
      '{"content":[{"content":[{"text":"Một","type":"text"}],"type":"paragraph"}],"type":"doc"}'
    expect(text.digest().sha256).toBe(createHash('sha256').update(canonical).digest('hex'))
  })
})
