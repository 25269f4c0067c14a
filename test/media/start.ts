import { type MediaOptions, type MediaTrouble, openMedia } from '../../media/index.ts'
import { workerBinary } from '../../media/worker/binary.ts'

/** Path of the media worker that tests run. */
export const workerPath = () => process.env.MEDIASOUP_WORKER_BIN ?? workerBinary()

/** Real workers on free loopback ports. */
export async function startMedia(workers = 1, options: Partial<MediaOptions> = {}) {
  const troubles: MediaTrouble[] = []
  const media = await openMedia({
    workerBinary: workerPath(),
    listenIp: '127.0.0.1',
    firstPort: 0,
    workers,
    onTrouble: (trouble) => troubles.push(trouble),
    ...options,
  })
  return { media, troubles }
}

export const nothing = { stage: [], gallery: [], audio: [] }
