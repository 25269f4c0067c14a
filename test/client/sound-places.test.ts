import { describe, expect, test } from 'vitest'
import { deviceOptions } from '../../client/hall/device-options.ts'
import { files, read } from '../architecture/source-files.ts'

describe('sound', () => {
  test('comes out of the media room alone, so that no page beside a hall can open it', () => {
    const opens = /new Audio\(|<audio|createElement\(['"]audio|destination\b.*connect|\.destination\b/
    const places = files
      .filter((file) => file.startsWith('client/') && /\.tsx?$/.test(file) && opens.test(read(file)))
      .sort()
    // The rehearsal measures and plays its tone in the hall itself.
    expect(places.filter((file) => !file.startsWith('client/rehearsal/'))).toEqual([
      'client/media/output.ts',
      'client/media/voices.ts',
      // A secretary who looks a turn up hears what was recorded of it, never what is said now.
      'client/recording/use-sound.ts',
    ])
  })
})

describe('the list of devices', () => {
  const usb = { id: 'usb', label: 'USB' }

  test('begins with the choice of the system, and does not show it twice', () => {
    const options = deviceOptions([{ id: 'default', label: 'Default - USB' }, usb], undefined)
    expect(options.map(({ id }) => id)).toEqual(['', 'usb'])
  })

  test('keeps the chosen one while it is unplugged', () => {
    expect(deviceOptions([usb], 'mixer').map(({ id }) => id)).toEqual(['', 'usb', 'mixer'])
    expect(deviceOptions([usb], 'usb').map(({ id }) => id)).toEqual(['', 'usb'])
  })

  test('names what the browser does not name', () => {
    expect(deviceOptions([{ id: 'a', label: '' }], undefined)[1]?.label).not.toBe('')
  })
})
