import { describe, expect, it } from 'vitest'
import { TextReader, type TextsGiven } from '../../client/synthesis/text-reader.ts'
import type { Answer } from '../../domain/protocol.ts'
import { ManualTimers, settled } from './prose-hub.ts'

const prose = (text: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})

/** A server with these texts, which gives two at a time. */
class Shelf {
  readonly texts = new Map<string, { seq: number; text: string }>()
  readonly asked: (readonly string[])[] = []
  isDown = false

  readonly read = async (documents: readonly string[]): Promise<Answer<TextsGiven>> => {
    this.asked.push(documents)
    if (this.isDown) return { ok: false, code: 'page/offline' }
    const changed = documents.flatMap((each) => {
      const [document = '', known] = each.split('.')
      const held = this.texts.get(document) ?? { seq: 0, text: '' }
      return held.seq > Number(known ?? -1) ? [{ document, seq: held.seq, prose: prose(held.text) }] : []
    })
    return { ok: true, value: { texts: changed.slice(0, 2), more: changed.length > 2 } }
  }
}

function open() {
  const shelf = new Shelf()
  const timers = new ManualTimers()
  let isSeen = true
  const reader = new TextReader({ read: shelf.read, timers, isSeen: () => isSeen })
  return { shelf, timers, reader, look: (seen: boolean) => (isSeen = seen) }
}

describe('reading many texts', () => {
  it('takes all of them at first, in as many answers as it needs', async () => {
    const { shelf, reader } = open()
    for (const id of [1, 2, 3]) shelf.texts.set(`c${id}`, { seq: id, text: `Ý kiến ${id}` })
    reader.want(['c1', 'c2', 'c3', 'c4'])
    await settled()
    expect(shelf.asked).toEqual([
      ['c1', 'c2', 'c3', 'c4'],
      ['c1.1', 'c2.2', 'c3', 'c4'],
    ])
    expect(reader.text('c3')).toMatchObject({ seq: 3, bare: 'y kien 3' })
    expect(reader.text('c4')).toMatchObject({ seq: 0, bare: '' })
    reader.close()
  })

  it('then only what went on, and tells of nothing else', async () => {
    const { shelf, timers, reader } = open()
    shelf.texts.set('c1', { seq: 1, text: 'Một' })
    reader.want(['c1', 'c2'])
    await settled()
    const [before, version] = [reader.text('c2'), reader.version()]
    timers.pass(2_000)
    await settled()
    expect(reader.version()).toBe(version)
    shelf.texts.set('c1', { seq: 2, text: 'Hai' })
    timers.pass(2_000)
    await settled()
    expect(reader.text('c1')?.bare).toBe('hai')
    expect(reader.text('c2')).toBe(before)
    reader.close()
  })

  it('says that it cannot read, keeps what it has and goes on by itself', async () => {
    const { shelf, timers, reader } = open()
    shelf.texts.set('c1', { seq: 1, text: 'Một' })
    reader.want(['c1'])
    await settled()
    shelf.isDown = true
    timers.pass(2_000)
    await settled()
    expect(reader.isFailing()).toBe(true)
    expect(reader.text('c1')?.bare).toBe('mot')
    shelf.isDown = false
    timers.pass(2_000)
    await settled()
    expect(reader.isFailing()).toBe(false)
    reader.close()
  })

  it('asks nothing while nobody looks, and reads at once what is new', async () => {
    const { shelf, timers, reader, look } = open()
    reader.want(['c1'])
    await settled()
    look(false)
    timers.pass(10_000)
    await settled()
    expect(shelf.asked).toHaveLength(1)
    reader.want(['c1', 'c2'])
    await settled()
    expect(shelf.asked.at(-1)).toEqual(['c1.0', 'c2'])
    reader.close()
  })
})
