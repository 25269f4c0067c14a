import { describe, expect, test } from 'vitest'
import { MediaLine } from '../../client/conference/media-line.ts'
import type { MediaNotice } from '../../domain/media-messages.ts'
import type { Answer } from '../../domain/protocol.ts'
import { settled } from './memory-wire.ts'

const takenOver: MediaNotice = { type: 'closed', reason: 'taken-over' }

function start() {
  const asked: { event: string; answer: (answer: Answer<unknown>) => void }[] = []
  let push: (message: unknown) => void = () => undefined
  const line = new MediaLine({
    request: <T>(event: string) =>
      new Promise<Answer<T>>((answer) =>
        asked.push({ event, answer: answer as (given: Answer<unknown>) => void }),
      ),
    on: (_event, listener) => {
      push = listener
      return () => undefined
    },
  })
  const heard: MediaNotice[] = []
  line.subscribe((notice) => heard.push(notice))
  return { line, asked, heard, push: (notice: MediaNotice) => push(notice) }
}

describe('a page in the media room', () => {
  test('enters before it asks what the room can carry, and waits for no answer in between', async () => {
    const { line, asked } = start()
    const answer = line.send({ type: 'capabilities' })
    void line.send({ type: 'create-transport' })
    expect(asked.map(({ event }) => event)).toEqual(['media-enter', 'media', 'media'])
    asked[0]?.answer({ ok: true, value: {} })
    asked[1]?.answer({ ok: true, value: { rtpCapabilities: {} } })
    await expect(answer).resolves.toEqual({ rtpCapabilities: {} })
  })

  test('learns by code that it may not enter', async () => {
    const { line, asked } = start()
    const answer = line.send({ type: 'capabilities' })
    asked[0]?.answer({ ok: false, code: 'media/absent' })
    await expect(answer).resolves.toEqual({ error: 'media/absent' })
  })

  test('that enters again does not take itself for another window', () => {
    const { line, heard, push } = start()
    void line.send({ type: 'capabilities' })
    push(takenOver)
    expect(heard).toEqual([])
  })

  test('hears that another window has taken its place', async () => {
    const { line, asked, heard, push } = start()
    void line.send({ type: 'capabilities' })
    asked[0]?.answer({ ok: true, value: {} })
    await settled()
    push(takenOver)
    expect(heard).toEqual([takenOver])
  })
})
