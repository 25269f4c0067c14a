import { type MediaTrouble, openMedia } from '../../media/index.ts'
import { workerBinary } from '../../media/worker/binary.ts'

/** Real workers on free loopback ports. */
export async function startMedia(workers = 1) {
  const troubles: MediaTrouble[] = []
  const media = await openMedia({
    workerBinary: process.env.MEDIASOUP_WORKER_BIN ?? workerBinary(),
    listenIp: '127.0.0.1',
    firstPort: 0,
    workers,
    onTrouble: (trouble) => troubles.push(trouble),
  })
  return { media, troubles }
}

export const nothing = { stage: [], gallery: [], audio: [] }
