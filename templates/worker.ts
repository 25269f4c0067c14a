import { parentPort } from 'node:worker_threads'
import type { ExtractView } from './extract-view.ts'
import { renderMinutes } from './minutes.ts'
import type { MinutesView } from './minutes-view.ts'
import { MissingGlyphError, type Unprintable } from './missing-glyph.ts'
import type { OutFile } from './out-file.ts'
import type { RecordView } from './record-view.ts'
import { renderSignatureAppearance, type SignatureAppearance } from './signature-appearance.ts'
import { unprintable, unprintableIn } from './unprintable.ts'

/** What the thread is asked to do. */
export type Job =
  | { readonly kind: 'minutes'; readonly view: MinutesView }
  | { readonly kind: 'file'; readonly view: RecordView; readonly file: OutFile }
  | { readonly kind: 'extract'; readonly view: ExtractView }
  | { readonly kind: 'unprintable'; readonly view: MinutesView }
  | { readonly kind: 'unprintable-in'; readonly value: unknown }
  | { readonly kind: 'appearance'; readonly appearance: SignatureAppearance }

export type Request = Job & { readonly id: number }

export type Answer =
  | { readonly id: number; readonly kind: 'result'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'missing-glyph'; readonly unprintable: Unprintable }
  | { readonly id: number; readonly kind: 'failure'; readonly message: string }

async function work(job: Job): Promise<unknown> {
  switch (job.kind) {
    case 'minutes':
      return renderMinutes(job.view)
    case 'file': {
      // The writers of office files and XML are large, and the minutes alone need none of them.
      const { renderFile } = await import('./files.ts')
      return renderFile(job.view, job.file)
    }
    case 'extract': {
      const { renderExtract } = await import('./extract.ts')
      return renderExtract(job.view)
    }
    case 'unprintable':
      return unprintable(job.view)
    case 'unprintable-in':
      return unprintableIn(job.value)
    case 'appearance':
      return renderSignatureAppearance(job.appearance)
  }
}

async function answer(request: Request): Promise<Answer> {
  const { id } = request
  try {
    return { id, kind: 'result', value: await work(request) }
  } catch (error) {
    if (error instanceof MissingGlyphError) {
      const { character, codePoint, place } = error
      return { id, kind: 'missing-glyph', unprintable: { character, codePoint, place } }
    }
    return { id, kind: 'failure', message: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', async (request: Request) => {
  const answered = await answer(request)
  const bytes = answered.kind === 'result' && answered.value instanceof Uint8Array ? answered.value : null
  parentPort?.postMessage(answered, bytes ? [bytes.buffer as ArrayBuffer] : [])
})
