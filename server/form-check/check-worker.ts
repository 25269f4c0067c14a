import { parentPort, workerData } from 'node:worker_threads'
import type { DocumentKind } from '../../templates/document-kind.ts'
import type { Profile } from '../../templates/profiles/index.ts'
import { checkForm } from './index.ts'

/** What the thread is given; it answers with the findings and ends. */
export interface CheckJob {
  readonly pdf: Uint8Array
  readonly profile: Profile
  readonly document: DocumentKind
}

const { pdf, profile, document } = workerData as CheckJob
parentPort?.postMessage(checkForm(pdf, profile, document))
