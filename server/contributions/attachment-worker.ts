import { parentPort, workerData } from 'node:worker_threads'
import { paragraphsOfDocx } from './attachment-docx.ts'
import type { AttachmentKind } from './attachment-kind.ts'
import { paragraphsOfPdf } from './attachment-pdf.ts'

/** What the thread is given; it answers with the paragraphs and ends. */
export interface ReadingJob {
  readonly kind: AttachmentKind
  readonly bytes: Uint8Array
}

/** Characters that no text may hold: controls other than the line end, and halves of surrogate pairs. */
const UNFIT = /[^\P{Cc}\n]|\p{Cs}/gu

const { kind, bytes } = workerData as ReadingJob
const paragraphs = kind === 'docx' ? paragraphsOfDocx(bytes) : await paragraphsOfPdf(bytes)
parentPort?.postMessage(
  paragraphs.map((text) => text.replace(UNFIT, '').trim()).filter((text) => text !== ''),
)
