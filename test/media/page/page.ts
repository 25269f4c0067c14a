import { io } from 'socket.io-client'
import {
  type CaptureState,
  type DeviceList,
  type DeviceSource,
  HallMedia,
  listDevices,
} from '../../../client/media/index.ts'
import type { LineReport } from '../../../domain/line-report.ts'
import type { MediaAnswer, MediaNotice, MediaRequest } from '../../../domain/media-messages.ts'
import { makePlugs } from './plugs.ts'

/** What the test can ask of the page. */
export interface HallPage {
  readonly hall: HallMedia
  level(): number
  /** The state of each device, or what is wrong with it. */
  captures(): Record<DeviceSource, string>
  peers(): Record<string, SeenPeer>
  inboundAudio(): Promise<{ packets: number; energy: number }>
  /** Packets sent so far of each layer of the camera, the smallest first. */
  sentCamera(): Promise<number[]>
  /** Loudness of each voice that is evened out (LUFS), null before it was heard. */
  voices(): Record<string, number | null>
  readonly reports: LineReport[]
  devices(): Promise<DeviceList>
  unplug(device: string): void
  plugIn(device: string): void
  screens(): Record<string, { readonly width: number; readonly frames: number }>
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

const plugs = makePlugs()
const query = new URLSearchParams(location.search)
const socket = io({ query: { peer: query.get('peer') ?? '' } })
const sources = (query.get('sources') ?? 'camera,microphone').split(',').filter(Boolean) as DeviceSource[]

const reports: LineReport[] = []
const hall = new HallMedia({
  send: (request: MediaRequest) =>
    new Promise<MediaAnswer>((resolve) => socket.emit('media', request, resolve)),
  subscribe: (listener: (notice: MediaNotice) => void) => {
    socket.on('media', listener)
    return () => void socket.off('media', listener)
  },
  sources,
  plays: query.has('plays'),
  report: (report) => reports.push(report),
})

const videos = new Map<string, HTMLVideoElement>()
const screens = new Map<string, HTMLVideoElement>()
const audios = new Map<string, HTMLAudioElement>()

let soundBefore = ''

hall.subscribe(() => {
  const { peers, sound } = hall.getSnapshot()
  // A test that asks a page anything has pressed it, as far as the browser knows.
  if (sound.kind !== soundBefore) console.info('sound', sound.kind)
  soundBefore = sound.kind
  for (const id of new Set([...videos.keys(), ...screens.keys(), ...peers.keys()])) {
    play(videos, 'video', id, peers.get(id)?.video ?? null)
    play(screens, 'video', id, peers.get(id)?.screen ?? null)
    if (!query.has('plays')) play(audios, 'audio', id, peers.get(id)?.audio ?? null)
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
  sentCamera: async () => {
    const sent = new Map<string, number>()
    for (const report of await hall.getStats()) {
      report.forEach((stat) => {
        if (stat.type === 'outbound-rtp' && stat.rid) sent.set(stat.rid, stat.packetsSent)
      })
    }
    return [...sent].sort(([a], [b]) => a.localeCompare(b)).map(([, packets]) => packets)
  },
  voices: () => Object.fromEntries([...hall.voices].map(([peer, { voice }]) => [peer, voice])),
  reports,
  devices: listDevices,
  ...plugs,
  screens: () =>
    Object.fromEntries(
      [...screens].map(([id, video]) => [
        id,
        { width: video.videoWidth, frames: video.getVideoPlaybackQuality().totalVideoFrames },
      ]),
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

document.body.append(
  button('share', () => void hall.shareScreen()),
  button('sound', () => {
    const { sound } = hall.getSnapshot()
    if (sound.kind === 'blocked') sound.allow()
  }),
)

function button(id: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.id = id
  made.textContent = id
  made.addEventListener('click', press)
  return made
}

hall.start()
socket.io.on('reconnect', () => hall.rejoin())
