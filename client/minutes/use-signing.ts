import { useRef, useState } from 'react'
import type { Answer } from '../../domain/protocol.ts'
import type { SignatureField } from '../../domain/signing.ts'
import { useConnection } from '../conference/context.tsx'
import { randomId } from '../session/random-id.ts'
import type { SigningAct } from './signing-acts.ts'
import { signingRefusal } from './signing-refusal.ts'

export interface Signing {
  readonly busy: boolean
  /** Why the last try was refused, in the reader's words. */
  readonly problem: string | null
  readonly dismiss: () => void
  /** Whether it was signed. */
  readonly run: (sign: (act: SigningAct) => Promise<Answer<unknown>>) => Promise<boolean>
}

/** One signature: a retry of the same act keeps its name, a refusal is the end of it. */
export function useSigning(field: SignatureField): Signing {
  const { conference } = useConnection()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const id = useRef(randomId())
  const run: Signing['run'] = async (sign) => {
    setBusy(true)
    setProblem(null)
    const answer = await sign({ conference, field, id: id.current })
    setBusy(false)
    if (answer.ok) return true
    if (!answer.code.startsWith('page/')) id.current = randomId()
    setProblem(signingRefusal(answer))
    return false
  }
  return { busy, problem, dismiss: () => setProblem(null), run }
}
