import type { SignatureField } from '../../domain/signing.ts'
import type { SignatureAppearance } from '../../templates/signature-appearance.ts'
import { AppError } from '../errors.ts'
import type { DemoPki } from './demo-pki.ts'

export type { DemoPki }

/** A signing act on behalf of a demonstration's signer, with what the log keeps of it. */
export type DemoSign = (
  pdf: Uint8Array,
  field: SignatureField,
  at: number,
) => Promise<{ bytes: Uint8Array; signer: string; certificate: string }>

/**
 * Signs as `Thư ký (minh họa)`, `Chủ trì (minh họa)` or with the `Con dấu cơ quan (minh họa)`. The libraries are
 * loaded with the first signature.
 * @throws AppError `signing/no-signer` where the server has no demonstration's keys
 */
export function signAsDemonstration(
  openPki: (() => Promise<DemoPki>) | null,
  draw: (appearance: SignatureAppearance) => Promise<Uint8Array>,
): DemoSign {
  return async (pdf, field, at) => {
    if (!openPki) throw new AppError('signing/no-signer', { field })
    const [{ sign }, { preparedFields }, { demoMark, demoSignerNames }, { digest }] = await Promise.all([
      import('./sign.ts'),
      import('./prepared-fields.ts'),
      import('./demo-pki.ts'),
      import('./algorithms.ts'),
    ])
    const pki = await openPki()
    const signer = demoSignerNames[field]
    const prepared = preparedFields(pdf).find(({ name }) => name === field)
    if (!prepared) throw new AppError('signing/unknown-field', { field })
    const { width, height, covered } = prepared
    const appearance = await draw({
      width,
      height,
      covered,
      name: signer,
      body: demoMark,
      at,
      ...(field === 'organ' ? { seal: 'demonstration' } : {}),
    })
    const identity = pki.signers[field].signer
    const bytes = await sign(pdf, { field, signer: identity, at, appearance })
    const [own] = identity.chain
    if (!own) throw new AppError('signing/no-signer', { field })
    return { bytes, signer, certificate: digest('sha256', own).toString('hex') }
  }
}
