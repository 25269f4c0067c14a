import { TextHashThread } from '../server/contributions/text-hash-thread.ts'
import type { CheckParts } from '../server/dossier/check.ts'
import { checkDetached } from '../server/signing/detached.ts'
import { verify } from '../server/signing/verify.ts'

/** How a dossier's signatures and texts are checked outside of a server. @param roots trusted certificates, PEM */
export function dossierChecks(roots: readonly string[]): CheckParts {
  return {
    signature: (bytes, signature, at) => checkDetached(bytes, signature, roots, at),
    pdf: (pdf) => verify(pdf, { roots, now: Date.now() }),
    texts: () => new TextHashThread(),
  }
}
