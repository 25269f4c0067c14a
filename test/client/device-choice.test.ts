import { describe, expect, test } from 'vitest'
import {
  changedChoice,
  choiceOf,
  isProcessed,
  readChoice,
  storeChoice,
} from '../../client/media/device-choice.ts'

function memory(stored: string | null = null) {
  let kept = stored
  return {
    getItem: () => kept,
    setItem: (_key: string, value: string) => {
      kept = value
    },
  }
}

const nothing = readChoice(memory())

describe('the devices that were chosen on this computer', () => {
  test('are remembered', () => {
    const storage = memory()
    storeChoice(storage, changedChoice(nothing, { camera: 'c1', microphone: 'm1', loudspeaker: 's1' }))
    expect(choiceOf(readChoice(storage))).toEqual({
      camera: 'c1',
      microphone: 'm1',
      loudspeaker: 's1',
      speechProcessing: true,
    })
  })

  test.each(['', 'null', '7', '{"camera":7,"mixers":[1,null,"m1"]}', '[]', '{"mixers":"m1"}'])(
    'are begun anew where somebody has written %j',
    (stored) => {
      const choice = choiceOf(readChoice(memory(stored)))
      expect(choice.camera).toBeUndefined()
      expect(choice.speechProcessing).toBe(true)
    },
  )

  test('may be forgotten where nothing can be stored', () => {
    const full = {
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    expect(() => storeChoice(full, nothing)).not.toThrow()
  })
})

describe('speech processing', () => {
  test('belongs to each microphone: a mixer keeps its own, and another one has it', () => {
    const mixer = changedChoice(nothing, { microphone: 'mixer', speechProcessing: false })
    const table = changedChoice(mixer, { microphone: 'table' })
    expect(choiceOf(table).speechProcessing).toBe(true)
    const again = changedChoice(table, { microphone: 'mixer' })
    expect(choiceOf(again).speechProcessing).toBe(false)
    expect(choiceOf(changedChoice(again, { speechProcessing: true })).speechProcessing).toBe(true)
  })

  test('is on for whatever stands in for a mixer', () => {
    const mixer = changedChoice(nothing, { microphone: 'mixer', speechProcessing: false })
    expect(isProcessed(mixer, 'built-in')).toBe(true)
    expect(isProcessed(mixer, 'mixer')).toBe(false)
  })

  test('can be off where nobody has chosen a microphone', () => {
    const first = changedChoice(nothing, { speechProcessing: false })
    expect(choiceOf(first).speechProcessing).toBe(false)
    expect(choiceOf(changedChoice(first, { microphone: 'table' })).speechProcessing).toBe(true)
  })
})
