/**
 * Pulls devices out of this page, since no browser lets a program do it: what is unplugged is not listed, is not
 * opened, and what it gave has ended. All other devices are the browser's own.
 */
export function makePlugs() {
  const unplugged = new Set<string>()
  const opened: MediaStreamTrack[] = []
  const { mediaDevices } = navigator
  const list = mediaDevices.enumerateDevices.bind(mediaDevices)
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.enumerateDevices = async () =>
    (await list()).filter(({ deviceId }) => !unplugged.has(deviceId))
  mediaDevices.getUserMedia = async (constraints = {}) => {
    if (demands(constraints, unplugged)) throw new OverconstrainedError('deviceId')
    const stream = await open(constraints)
    opened.push(...stream.getTracks())
    return stream
  }
  const told = () => mediaDevices.dispatchEvent(new Event('devicechange'))
  return {
    unplug: (id: string) => {
      unplugged.add(id)
      for (const track of opened.filter((one) => one.getSettings().deviceId === id)) {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
      told()
    },
    plugIn: (id: string) => {
      unplugged.delete(id)
      told()
    },
  }
}

function demands({ audio, video }: MediaStreamConstraints, devices: ReadonlySet<string>): boolean {
  return [audio, video].some((wanted) => {
    const exact = typeof wanted === 'object' && (wanted.deviceId as { exact?: string } | undefined)?.exact
    return typeof exact === 'string' && devices.has(exact)
  })
}
