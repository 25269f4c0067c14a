import { parentPort, workerData } from 'node:worker_threads'
import type { DocumentKind } from '../../templates/document-kind.ts'
import type { Profile } from '../../templates/profiles/index.ts'
import { checkForm } from '../form-check/index.ts'
import { type Verdict, verify } from './verify.ts'

/** What the thread is given; it answers with one Verdict and ends. */
export interface VerifyJob {
  readonly pdf: Uint8Array
  /** Trusted root certificates, PEM. */
  readonly roots: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
  /** The form that the file should have, where that is known. */
  readonly form?: { readonly profile: Profile; readonly document: DocumentKind } | undefined
}

parentPort?.postMessage(answer(workerData as VerifyJob))

function answer({ pdf, roots, now, form }: VerifyJob): Verdict {
  const verdict = verify(pdf, { roots, now })
  return form ? { ...verdict, form: checkForm(pdf, form.profile, form.document) } : verdict
}
