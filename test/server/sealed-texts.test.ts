import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { SealedDocument } from '../../domain/minutes.ts'
import { hashOfText } from '../../server/contributions/text-hash.ts'
import { TextHashThread } from '../../server/contributions/text-hash-thread.ts'
import type { UpdateLine } from '../../server/dossier/rows.ts'
import { differingTexts, HeavyText, type TextHasher } from '../../server/dossier/text-check.ts'

const updates = history(['Đề nghị giữ tỷ lệ.', 'Bổ sung lộ trình.', 'Hết.'])
const threads: TextHashThread[] = []
afterEach(() => {
  for (const thread of threads.splice(0)) thread.close()
})

function thread(deadline?: number): TextHashThread {
  const opened = new TextHashThread(deadline)
  threads.push(opened)
  return opened
}

/** The updates of a text that gets one paragraph after the other. */
function history(paragraphs: readonly string[]): readonly Uint8Array[] {
  const text = new Y.Doc()
  const made: Uint8Array[] = []
  text.on('update', (update: Uint8Array) => made.push(update))
  for (const words of paragraphs) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(words)])
    const prose = text.getXmlFragment('prose')
    prose.insert(prose.length, [paragraph])
  }
  return made
}

async function* lines(document: string, of: readonly Uint8Array[]): AsyncGenerator<UpdateLine> {
  for (const [index, update] of of.entries()) {
    const at = new Date(index).toISOString()
    const bytes = Buffer.from(update).toString('base64')
    yield { document, seq: index + 1, updateId: `${index}`, author: 'a', at, update: bytes }
  }
}

const sealed = (id: string, seq: number, sha256: string) => ({ id, seq, sha256 }) as unknown as SealedDocument
const hashAt = (seq: number) => hashOfText(updates.slice(0, seq))

describe('the texts that were sealed', () => {
  test('follow from their histories, each at its own number', async () => {
    const rightly = [2, 3].map((seq) => sealed('c1', seq, hashAt(seq)))
    expect(await differingTexts(lines('c1', updates), rightly, thread())).toEqual([])
    const wrongly = [sealed('c1', 2, hashAt(3)), sealed('c2', 1, hashAt(1)), sealed('c1', 9, hashAt(3))]
    expect(await differingTexts(lines('c1', updates), wrongly, thread())).toEqual(['c1', 'c2'])
  })

  test('are made once, however often the log mentions them, and two things said of one are never right', async () => {
    const asked: (readonly number[])[] = []
    const worker = thread()
    const counting: TextHasher = {
      hashes: (held, seqs) => {
        asked.push(seqs)
        return worker.hashes(held, seqs)
      },
      close: () => {},
    }
    const often = Array.from({ length: 1000 }, () => sealed('c1', 3, hashAt(3)))
    expect(await differingTexts(lines('c1', updates), often, counting)).toEqual([])
    expect(asked).toEqual([[3]])
    const split = [sealed('c1', 3, hashAt(2)), ...often]
    expect(await differingTexts(lines('c1', updates), split, thread())).toEqual(['c1'])
  })

  test('are refused when a history is larger than any, or takes longer than it may', async () => {
    const huge = Array.from({ length: 5 }, () => new Uint8Array(16 * 1024 * 1024))
    const wanted = [sealed('c1', 1, hashAt(1))]
    await expect(differingTexts(lines('c1', huge), wanted, thread())).rejects.toThrow(HeavyText)
    const many = history(Array.from({ length: 1500 }, (_, index) => `Đoạn ${index}.`))
    const all = many.map((_, index) => sealed('c1', index + 1, hashAt(1)))
    await expect(differingTexts(lines('c1', many), all, thread(50))).rejects.toThrow(HeavyText)
  })
})
