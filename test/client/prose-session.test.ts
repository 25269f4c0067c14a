import { beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { proseLine } from '../../client/prose/prose-line.ts'
import { ProseSession, sendLeftovers } from '../../client/prose/prose-session.ts'
import type { ProseStatus } from '../../client/prose/prose-status.ts'
import { PROSE_FRAGMENT, plainText } from '../../domain/prose.ts'
import { proseJson } from '../../server/contributions/prose-document.ts'
import { block, words } from '../support/typist.ts'
import { ManualTimers, type MemoryLine, MemoryStore, ProseHub, settled } from './prose-hub.ts'

let hub: ProseHub
let timers: ManualTimers

beforeEach(() => {
  hub = new ProseHub()
  timers = new ManualTimers()
})

/** A page of a person with the text `conclusion` open. */
interface Page {
  readonly line: MemoryLine
  readonly store: MemoryStore
  readonly session: ProseSession
}

function page(user: string, { line = hub.connect(user), store = new MemoryStore() } = {}): Page {
  const options = { user, conference: 'conference', document: 'conclusion', store, timers }
  return { line, store, session: new ProseSession({ ...options, line: proseLine(line) }) }
}

async function openedPage(user: string, parts: Parameters<typeof page>[1] = {}): Promise<Page> {
  const made = page(user, parts)
  await settled()
  return made
}

function docOf({ session }: Page): Y.Doc {
  const { doc } = session.getSnapshot()
  if (!doc) throw new Error('the text is not open')
  return doc
}

function fragmentOf(one: Page): Y.XmlFragment {
  return docOf(one).getXmlFragment(PROSE_FRAGMENT)
}

/** Adds a paragraph, as the editor would. */
function write(one: Page, text: string): void {
  fragmentOf(one).push([block('paragraph', [words(text)])])
}

function shown(one: Page): string {
  return fragmentOf(one)
    .toArray()
    .map((node) => ((node as Y.XmlElement).get(0) as Y.XmlText | undefined)?.toString() ?? '')
    .join('\n')
}

function stored(): string {
  return plainText(proseJson(hub.text.prose()))
}

function statusOf({ session }: Page): ProseStatus {
  return session.getSnapshot().status
}

async function sent(): Promise<void> {
  timers.pass(50)
  await settled()
}

describe('What is written', () => {
  test('is saved only once the server has stored it, and then shown to the others', async () => {
    const an = await openedPage('an')
    const binh = await openedPage('binh')
    expect(statusOf(an)).toEqual({ kind: 'saved', at: null })
    hub.delay()
    write(an, 'Kết luận')
    expect(statusOf(an)).toEqual({ kind: 'saving' })
    await sent()
    expect(hub.received.length).toBe(1)
    expect(statusOf(an)).toEqual({ kind: 'saving' })
    expect(shown(binh)).toBe('')
    hub.letGo()
    await settled()
    expect(statusOf(an)).toEqual({ kind: 'saved', at: 1000 })
    expect(shown(binh)).toBe('Kết luận')
    expect(stored()).toBe('Kết luận')
  })

  test('is on the device before it is sent, and no longer once it is stored', async () => {
    const an = await openedPage('an')
    an.store.delay()
    write(an, 'giữ trước')
    await sent()
    expect(hub.received).toEqual([])
    an.store.letGo()
    await settled()
    expect(stored()).toBe('giữ trước')
    expect(an.store.held).toEqual([])
  })

  test('is sent even where the device can keep nothing', async () => {
    const store = new MemoryStore()
    store.isBroken = true
    const an = await openedPage('an', { store })
    write(an, 'vẫn gửi')
    await sent()
    expect(stored()).toBe('vẫn gửi')
    expect(statusOf(an).kind).toBe('saved')
  })

  test('within 50 ms, or while something is under way, goes as one', async () => {
    const an = await openedPage('an')
    hub.delay()
    for (const letter of 'abc') write(an, letter)
    await sent()
    for (const letter of 'defgh') {
      write(an, letter)
      await sent()
    }
    expect(hub.received.length).toBe(1)
    hub.letGo()
    await settled()
    expect(hub.received.length).toBe(2)
    expect(stored()).toBe([...'abcdefgh'].join('\n'))
  })

  test('is counted only together with all that came before it', async () => {
    const an = await openedPage('an')
    const binh = await openedPage('binh')
    binh.session.hold()
    write(an, 'một')
    await sent()
    write(binh, 'hai')
    await sent()
    expect(statusOf(binh)).toEqual({ kind: 'saved', at: 2000 })
    expect(binh.session.getSnapshot().seq).toBe(0)
    binh.session.release()
    expect(binh.session.getSnapshot().seq).toBe(2)
    expect(an.session.getSnapshot().seq).toBe(2)
  })
})

describe('When the line is lost', () => {
  test('writing goes on, and is sent when the line is back', async () => {
    const an = await openedPage('an')
    const binh = await openedPage('binh')
    an.line.down()
    write(an, 'một')
    await sent()
    write(an, 'hai')
    await sent()
    expect(statusOf(an)).toEqual({ kind: 'offline', unsent: 1 })
    expect(an.session.getSnapshot().editable).toBe(true)
    write(binh, 'ba')
    await sent()
    an.line.up()
    await settled()
    expect(statusOf(an)).toMatchObject({ kind: 'saved' })
    expect(new Set(stored().split('\n'))).toEqual(new Set(['một', 'hai', 'ba']))
    expect(shown(an)).toBe(stored())
    expect(shown(binh)).toBe(stored())
  })

  test('before an answer came, the same is sent again under the same id and stored once', async () => {
    const an = await openedPage('an')
    hub.delay()
    write(an, 'chỉ một lần')
    await sent()
    an.line.down()
    hub.letGo()
    await settled()
    expect(stored()).toBe('chỉ một lần')
    expect(statusOf(an)).toEqual({ kind: 'offline', unsent: 1 })
    an.line.up()
    await settled()
    expect(hub.received.length).toBe(2)
    expect(new Set(hub.received).size).toBe(1)
    expect(hub.text.seq).toBe(1)
    expect(statusOf(an)).toEqual({ kind: 'saved', at: 1000 })
  })

  test('the page goes on under the client id that it holds', async () => {
    const an = await openedPage('an')
    const { clientID } = docOf(an)
    write(an, 'một')
    await sent()
    an.line.down()
    an.line.up()
    await settled()
    expect(docOf(an).clientID).toBe(clientID)
    write(an, 'hai')
    await sent()
    expect(stored()).toBe('một\nhai')
  })
})

describe('After a reload', () => {
  test('what was unsent comes back, is shown and is sent', async () => {
    const before = await openedPage('an')
    write(before, 'đã lưu')
    await sent()
    before.line.down()
    write(before, 'chưa gửi')
    timers.pass(50)
    await settled()
    const after = page('an', { store: before.store })
    hub.delay()
    await settled()
    expect(shown(after)).toBe('đã lưu\nchưa gửi')
    expect(statusOf(after)).toEqual({ kind: 'saving' })
    hub.letGo()
    await settled()
    expect(stored()).toBe('đã lưu\nchưa gửi')
    expect(statusOf(after).kind).toBe('saved')
    expect(after.store.held).toEqual([])
    write(after, 'viết tiếp')
    await sent()
    expect(stored()).toBe('đã lưu\nchưa gửi\nviết tiếp')
  })

  test('what was sent but not acknowledged is stored once', async () => {
    const before = await openedPage('an')
    hub.delay()
    write(before, 'một lần')
    await sent()
    before.line.down()
    hub.letGo()
    await settled()
    const after = await openedPage('an', { store: before.store })
    expect(shown(after)).toBe('một lần')
    expect(hub.text.seq).toBe(1)
    expect(after.store.held).toEqual([])
  })

  test('another person on the same device neither sees nor sends it', async () => {
    const an = await openedPage('an')
    an.line.down()
    write(an, 'của An')
    timers.pass(50)
    await settled()
    const binh = await openedPage('binh', { store: an.store })
    expect(shown(binh)).toBe('')
    expect(stored()).toBe('')
    expect(an.store.held.length).toBe(1)
  })

  test('texts that are not opened again are sent all the same', async () => {
    const before = await openedPage('an')
    before.line.down()
    write(before, 'bỏ quên')
    timers.pass(50)
    await settled()
    const line = proseLine(hub.connect('an'))
    await sendLeftovers({ user: 'an', conference: 'conference', line, store: before.store, timers })
    await settled()
    expect(stored()).toBe('bỏ quên')
    expect(before.store.held).toEqual([])
  })
})

describe('Two windows of one person on one device', () => {
  test('lose nothing when the second sends what the first is still typing', async () => {
    const first = await openedPage('an')
    write(first, 'một')
    await settled()
    const second = await openedPage('an', { store: first.store })
    await settled()
    expect(stored()).toBe('một')
    write(first, 'hai')
    await sent()
    expect(stored()).toBe('một\nhai')
    expect(shown(second)).toBe('một\nhai')
    expect(first.store.held).toEqual([])
  })
})

describe('Leaving a text', () => {
  test('and coming back while the last words are on their way, counts every update', async () => {
    const an = await openedPage('an')
    hub.isAway = true
    write(an, 'một')
    await sent()
    write(an, 'hai')
    an.session.close()
    const back = await openedPage('an', an)
    write(back, 'ba')
    await sent()
    hub.isAway = false
    timers.pass(60_000)
    await settled()
    expect(stored()).toBe('một\nhai\nba')
    expect(back.session.getSnapshot().seq).toBe(hub.text.seq)
  })

  test('sends what was typed last, and then is seen by the others', async () => {
    const an = await openedPage('an')
    const binh = await openedPage('binh')
    expect(binh.session.getSnapshot().colleagues.length).toBe(1)
    write(an, 'chữ cuối')
    an.session.close()
    await settled()
    expect(stored()).toBe('chữ cuối')
    expect(an.store.held).toEqual([])
    expect(binh.session.getSnapshot().colleagues).toEqual([])
  })

  test('with the line away sends it when the line is back', async () => {
    const an = await openedPage('an')
    an.line.down()
    write(an, 'gửi sau')
    an.session.close()
    await settled()
    an.line.up()
    await settled()
    expect(stored()).toBe('gửi sau')
  })
})

describe('What the server does not take', () => {
  test('because the minutes are sealed, is kept to be offered as a correction', async () => {
    const an = await openedPage('an')
    write(an, 'trước khi niêm phong')
    await sent()
    hub.delay()
    write(an, 'đang gửi')
    await sent()
    write(an, 'đang gõ')
    hub.seal()
    hub.letGo()
    await settled()
    expect(an.session.getSnapshot()).toMatchObject({
      status: { kind: 'read-only', sealed: true },
      editable: false,
      late: 'đang gửi\nđang gõ',
    })
    expect(shown(an)).toBe('trước khi niêm phong')
    expect(stored()).toBe('trước khi niêm phong')
    expect(an.store.held).toEqual([])

    const reloaded = await openedPage('an', { store: an.store })
    expect(reloaded.session.getSnapshot().late).toBe('đang gửi\nđang gõ')
    reloaded.session.dismissLost()
    await settled()
    expect((await openedPage('an', { store: an.store })).session.getSnapshot().late).toBe('')
  })

  test('in one paragraph, is that paragraph', async () => {
    const an = await openedPage('an')
    for (const text of ['một', 'hai', 'ba']) write(an, text)
    await sent()
    hub.seal()
    const second = (fragmentOf(an).get(1) as Y.XmlElement).get(0) as Y.XmlText
    second.insert(3, ' rưỡi')
    await sent()
    expect(an.session.getSnapshot().late).toBe('hai rưỡi')
  })

  test('is named and kept, and writing goes on without it', async () => {
    const an = await openedPage('an')
    write(an, 'nguyên vẹn')
    await sent()
    write(an, 'ký tự lạ: \u0001')
    await sent()
    expect(statusOf(an)).toEqual({ kind: 'refused', code: 'prose/malformed', text: 'ký tự lạ: \u0001' })
    expect(shown(an)).toBe('nguyên vẹn')
    expect(an.session.getSnapshot().editable).toBe(true)
    write(an, 'viết tiếp')
    await sent()
    expect(stored()).toBe('nguyên vẹn\nviết tiếp')
    an.session.dismissLost()
    expect(statusOf(an).kind).toBe('saved')
  })

  test('for lack of a right stays on the device until the right is back', async () => {
    const an = await openedPage('an')
    write(an, 'đã lưu')
    await sent()
    an.line.down()
    write(an, 'ngoại tuyến')
    timers.pass(50)
    hub.grant('an', null)
    an.line.up()
    await settled()
    expect(an.session.getSnapshot()).toMatchObject({
      doc: null,
      editable: false,
      status: { kind: 'refused', code: 'access/not-allowed', text: 'ngoại tuyến' },
    })
    expect(an.store.held.length).toBe(1)
    hub.grant('an', { role: 'secretary', bridge: 'tw' })
    an.line.down()
    an.line.up()
    await settled()
    expect(stored()).toBe('đã lưu\nngoại tuyến')
    expect(statusOf(an).kind).toBe('saved')
  })

  test('while it cannot store anything, is tried again', async () => {
    const an = await openedPage('an')
    hub.isAway = true
    write(an, 'chờ')
    await sent()
    expect(statusOf(an)).toEqual({ kind: 'offline', unsent: 1 })
    timers.pass(60_000)
    await settled()
    hub.isAway = false
    timers.pass(60_000)
    await settled()
    expect(stored()).toBe('chờ')
    expect(statusOf(an).kind).toBe('saved')
    expect(new Set(hub.received).size).toBe(1)
  })
})

describe('Whoever', () => {
  test('may only read sees what is written and cannot write', async () => {
    hub.grant('chu-tri', { role: 'chair', bridge: 'tw' })
    const chair = await openedPage('chu-tri')
    const an = await openedPage('an')
    write(an, 'xem được')
    await sent()
    expect(shown(chair)).toBe('xem được')
    expect(chair.session.getSnapshot()).toMatchObject({
      editable: false,
      status: { kind: 'read-only', sealed: false },
    })
  })

  test('loses the right to read no longer has the text', async () => {
    const an = await openedPage('an')
    hub.grant('an', null)
    await settled()
    expect(an.session.getSnapshot()).toMatchObject({
      doc: null,
      status: { kind: 'refused', code: 'access/not-allowed', text: '' },
    })
  })

  test('sees the sealing of an idle text at once', async () => {
    const an = await openedPage('an')
    hub.seal()
    hub.announce()
    await settled()
    expect(an.session.getSnapshot()).toMatchObject({
      editable: false,
      late: '',
      status: { kind: 'read-only', sealed: true },
    })
  })
})

describe('While the editor composes', () => {
  test('nothing that others write changes the text, and what is written here is sent', async () => {
    const an = await openedPage('an')
    const binh = await openedPage('binh')
    an.session.hold()
    write(binh, 'từ Bình')
    await sent()
    write(an, 'từ An')
    await sent()
    expect(shown(an)).toBe('từ An')
    expect(shown(binh)).toContain('từ An')
    an.session.release()
    expect(shown(an)).toBe(stored())
    expect(shown(an)).toContain('từ Bình')
  })
})

describe('Colleagues', () => {
  const caret = (one: Page) => {
    const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(fragmentOf(one), 0))
    return { anchor: structuredClone(place), head: structuredClone(place) }
  }

  test('are seen with the name that the server knows and where their caret is', async () => {
    const an = await openedPage('an')
    const binh = await openedPage('binh')
    expect(an.session.getSnapshot().colleagues).toMatchObject([{ name: 'Đồng chí binh', cursor: null }])
    write(binh, 'x')
    const cursor = caret(binh)
    binh.session.moveCursor(cursor)
    await settled()
    expect(an.session.getSnapshot().colleagues).toMatchObject([{ cursor }])
    const chi = await openedPage('chi')
    expect(chi.session.getSnapshot().colleagues.length).toBe(2)
    expect(chi.session.getSnapshot().colleagues).toContainEqual(expect.objectContaining({ cursor }))
  })

  test('hear of a caret that moves fast only where it ended', async () => {
    const an = await openedPage('an')
    const binh = await openedPage('binh')
    const moves: unknown[] = []
    an.session.subscribe(() => moves.push(an.session.getSnapshot().colleagues))
    const cursor = caret(binh)
    for (let index = 0; index < 20; index += 1) binh.session.moveCursor(index % 2 ? cursor : null)
    await settled()
    timers.pass(100)
    await settled()
    expect(an.session.getSnapshot().colleagues).toMatchObject([{ cursor }])
    expect(moves.length).toBe(2)
  })

  test('are gone with the line, theirs or ours, and come back with it', async () => {
    const an = await openedPage('an')
    const binh = await openedPage('binh')
    binh.line.down()
    await settled()
    expect(an.session.getSnapshot().colleagues).toEqual([])
    binh.line.up()
    await settled()
    expect(an.session.getSnapshot().colleagues.length).toBe(1)
    an.line.down()
    expect(an.session.getSnapshot().colleagues).toEqual([])
    an.line.up()
    await settled()
    expect(an.session.getSnapshot().colleagues.length).toBe(1)
  })
})
