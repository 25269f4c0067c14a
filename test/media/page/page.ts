import { io } from 'socket.io-client'
import { type CaptureState, type DeviceSource, HallMedia } from '../../../client/media/index.ts'
import type { MediaAnswer, MediaNotice, MediaRequest } from '../../../domain/media-messages.ts'

/** What the test can ask of the page. */
export interface HallPage {
  readonly hall: HallMedia
  level(): number
  /** The state of each device, or what is wrong with it. */
  captures(): Record<DeviceSource, string>
  peers(): Record<string, SeenPeer>
  inboundAudio(): Promise<{ packets: number; energy: number }>
}

export interface SeenPeer {
  readonly hasAudio: boolean
  readonly layer: number | null
  /** Width of the picture that is painted, 0 before the first. */
  readonly width: number
  readonly frames: number
}

declare global {
  interface Window {
    page: HallPage
  }
}

const query = new URLSearchParams(location.search)
const socket = io({ query: { peer: query.get('peer') ?? '' } })
const sources = (query.get('sources') ?? 'camera,microphone').split(',').filter(Boolean) as DeviceSource[]

const hall = new HallMedia({
  send: (request: MediaRequest) =>
    new Promise<MediaAnswer>((resolve) => socket.emit('media', request, resolve)),
  subscribe: (listener: (notice: MediaNotice) => void) => {
    socket.on('media', listener)
    return () => void socket.off('media', listener)
  },
  sources,
})

const videos = new Map<string, HTMLVideoElement>()
const audios = new Map<string, HTMLAudioElement>()

hall.subscribe(() => {
  const { peers } = hall.getSnapshot()
  for (const id of new Set([...videos.keys(), ...peers.keys()])) {
    play(videos, 'video', id, peers.get(id)?.video ?? null)
    play(audios, 'audio', id, peers.get(id)?.audio ?? null)
  }
})

function play<T extends HTMLMediaElement>(
  elements: Map<string, T>,
  tag: 'video' | 'audio',
  id: string,
  stream: MediaStream | null,
): void {
  let element = elements.get(id)
  if (!element) {
    element = document.body.appendChild(document.createElement(tag)) as HTMLMediaElement as T
    element.autoplay = true
    element.muted = tag === 'video'
    elements.set(id, element)
  }
  if (element.srcObject !== stream) element.srcObject = stream
}

window.page = {
  hall,
  level: () => hall.level.getSnapshot(),
  captures: () => {
    const { camera, microphone } = hall.getSnapshot()
    const name = (state: CaptureState) => (state.kind === 'failed' ? state.problem : state.kind)
    return { camera: name(camera), microphone: name(microphone) }
  },
  peers: () =>
    Object.fromEntries(
      [...hall.getSnapshot().peers].map(([id, { audio, layer }]) => {
        const video = videos.get(id)
        const frames = video?.getVideoPlaybackQuality().totalVideoFrames ?? 0
        return [id, { hasAudio: audio !== null, layer, width: video?.videoWidth ?? 0, frames }]
      }),
    ),
  inboundAudio: async () => {
    let packets = 0
    let energy = 0
    for (const report of await hall.getStats()) {
      report.forEach((stat) => {
        if (stat.type !== 'inbound-rtp' || stat.kind !== 'audio') return
        packets += stat.packetsReceived
        energy += stat.totalAudioEnergy
      })
    }
    return { packets, energy }
  },
}

hall.start()
socket.io.on('reconnect', () => hall.rejoin())
