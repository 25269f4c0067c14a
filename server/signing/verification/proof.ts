import { nameOf } from './chain.ts'
import type { CheckedContainer } from './container.ts'
import { ecdsaTwin } from './ecdsa-twin.ts'
import type { AskRevocation } from './evidence.ts'
import type { Reason } from './reason.ts'
import type { CheckedField } from './signature.ts'
import { type CheckedStamp, checkStamp, digestsOf, stands } from './stamp.ts'
import type { Trust } from './trust.ts'

/** When a signature is proven to have been there, by what. */
export interface Proof {
  /** Milliseconds since 1970. */
  readonly at: number
  /** `later-timestamp`: the signature timestamp of a later signature, which covers this one. */
  readonly source: 'signature-timestamp' | 'later-timestamp' | 'document-timestamp'
  readonly by: string
  /** Whether the file tells of revocation for the whole path of the authority. */
  readonly revocationKnown: boolean
  /** Revision of a document timestamp. */
  readonly revision?: number
}

/** A timestamp of the file: in a signature, or over the document. */
export interface FoundStamp {
  readonly kind: 'signature' | 'document'
  readonly of: CheckedField
  readonly stamp: CheckedStamp
  readonly proves: boolean
}

export interface Proofs {
  readonly stamps: readonly FoundStamp[]
  /** The earliest proof of a signature. */
  readonly of: (field: CheckedField) => Proof | undefined
  /** Revisions of document timestamps that prove. */
  readonly documents: readonly number[]
}

/** Judges every timestamp, the latest first: each document timestamp keeps the older ones alive. */
export function proveTimes(fields: readonly CheckedField[], trust: Trust, ask: AskRevocation): Proofs {
  const stamps: FoundStamp[] = []
  const documents: Proof[] = []
  const byRevision = [...fields].sort((a, b) => b.revision - a.revision)
  const provenSince = (revision: number) =>
    Math.min(trust.now, ...documents.filter((each) => (each.revision ?? 0) >= revision).map(({ at }) => at))
  for (const field of byRevision) {
    const { stamp, revision } = field
    if (!stamp) continue
    const { proves, revocationKnown } = stands(stamp, provenSince(revision + 1), ask)
    const sound = proves && field.inRange && field.problems.every(({ level }) => level === 'note')
    field.problems.push(...stamp.problems)
    stamps.unshift({ kind: 'document', of: field, stamp, proves: sound })
    if (sound) documents.push({ ...proofBy(stamp), source: 'document-timestamp', revocationKnown, revision })
  }
  const own = new Map<CheckedField, Proof>()
  for (const field of fields) {
    const { container } = field
    if (!container) continue
    for (const token of container.tokens) {
      const stamp = checkStamp(token, digestsOf(...valuesOf(container)), trust, {
        vi: `Dấu thời gian của chữ ký ở ô “${field.field}”`,
        en: `The timestamp of the signature in the field "${field.field}"`,
      })
      const { proves, revocationKnown } = stands(stamp, provenSince(field.revision), ask)
      field.problems.push(...stamp.problems)
      stamps.push({ kind: 'signature', of: field, stamp, proves })
      const known = own.get(field)
      if (proves && (!known || known.at > (stamp.time ?? 0)))
        own.set(field, { ...proofBy(stamp), source: 'signature-timestamp', revocationKnown })
    }
  }
  return {
    stamps: stamps.sort((a, b) => a.of.revision - b.of.revision),
    documents: documents.map((each) => each.revision ?? 0),
    of(field) {
      const later = [...own].flatMap(([other, proof]): Proof[] => {
        if (other === field) return [proof]
        const covers = other.revision > field.revision && isSound(other)
        return covers ? [{ ...proof, source: 'later-timestamp' }] : []
      })
      const over = documents.filter((each) => (each.revision ?? 0) > field.revision)
      return [...later, ...over].sort((a, b) => a.at - b.at)[0]
    },
  }
}

function proofBy(stamp: CheckedStamp): { at: number; by: string } {
  return { at: stamp.time ?? 0, by: stamp.authority ? nameOf(stamp.authority) : '' }
}

/** The signature's value and, of ECDSA, its twin: a timestamp over either proves both. */
function valuesOf({ value, signer }: CheckedContainer): Uint8Array[] {
  const twin = ecdsaTwin(value, signer.publicKey)
  return twin ? [value, twin] : [value]
}

/** Only a trusted signature that is right by itself says something of what it covers. */
function isSound({ inRange, problems, container }: CheckedField): boolean {
  return inRange && container?.path.trusted === true && !problems.some(isWrong)
}

function isWrong({ level }: Reason): boolean {
  return level === 'invalid'
}
