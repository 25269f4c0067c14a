import { type Certificate, nameText } from '../certificate.ts'
import { isValidAt } from '../certificate-policy.ts'
import { about, nameOf, type Path } from './chain.ts'
import type { AskRevocation, Revocation } from './evidence.ts'
import type { FoundStamp, Proof } from './proof.ts'
import { type Reason, reason } from './reason.ts'
import type { CheckedField } from './signature.ts'

const clockTolerance = 5 * 60_000

/** A certificate of a path, the signer's first. Times are ISO 8601, UTC. */
export interface PathStep {
  readonly name: string
  readonly notBefore: string
  readonly notAfter: string
  /** `root`: trusted by itself, not checked. */
  readonly revocation: 'good' | 'revoked' | 'revoked-later' | 'unknown' | 'root'
  /** Of what the revocation is known, and as of when. */
  readonly source: 'crl' | 'ocsp' | null
  readonly checkedAt: string | null
}

/** ETSI EN 319 142-1, 6: what the signature carries to be checked later. */
export type BaselineLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA'

/** What one signature says and what was found. Texts of the certificate are NFC. */
export interface SignatureReport {
  readonly field: string
  readonly signer: string | null
  readonly subject: string | null
  readonly issuer: string | null
  /** ISO 8601 with its offset, as the signer stated it. */
  readonly claimedTime: string | null
  /** ISO 8601, UTC: at the latest then the signature was there; null for one that is wrong, whatever was stamped. */
  readonly provenTime: string | null
  readonly timeSource: 'claimed' | Proof['source']
  /** The timestamp authority. */
  readonly provenBy: string | null
  readonly algorithm: string | null
  /** "revision n of m", counted from 1; null when the byte range is not exactly that of a revision. */
  readonly covers: string | null
  /** Whether the path ends at a trusted root. */
  readonly trusted: boolean
  readonly path: readonly PathStep[]
  /** Null where the signature is wrong, or is none of PAdES. */
  readonly level: BaselineLevel | null
  readonly problems: readonly Reason[]
}

export interface TimestampReport {
  /** In a signature, or over the whole file up to there. */
  readonly kind: 'signature' | 'document'
  /** The field that holds it. */
  readonly field: string
  readonly by: string | null
  /** ISO 8601, UTC. */
  readonly time: string | null
  readonly covers: string | null
  readonly trusted: boolean
  /** Whether its time counts. */
  readonly proves: boolean
  readonly problems: readonly Reason[]
}

/** Judges a signature as of the time that is proven for it, else of the time that it claims. */
export function reportSignature(
  checked: CheckedField,
  proof: Proof | undefined,
  of: {
    readonly revisions: number
    readonly now: number
    readonly ask: AskRevocation
    /** Last revision that holds validation data; undefined where there is none. */
    readonly storedAt: number | undefined
    /** Revisions of document timestamps that prove. */
    readonly documents: readonly number[]
  },
): SignatureReport {
  const { container, claimed, problems } = checked
  const path = container?.path
  if (path) problems.push(...validity(path, claimed?.at, proof, of.now))
  if (!proof && container) problems.push(reason('time-claimed', { field: checked.field }))
  if (proof && claimed && claimed.at > proof.at + clockTolerance)
    problems.push(reason('time-after-proof', { field: checked.field }))
  const time = proof?.at ?? claimed?.at ?? of.now
  const steps = path ? stepsOf(path, time, proof !== undefined || claimed !== undefined, of.ask) : []
  for (const [index, { revocation, at }] of steps.entries()) {
    const certificate = path?.certificates[index] as Certificate
    const day = { at: at === undefined ? '' : new Date(at).toISOString() }
    if (revocation === 'unknown') problems.push(about('revocation-unchecked', certificate))
    else if (revocation === 'revoked-later' && !proof)
      problems.push(about('revoked-unproven', certificate, day))
    else if (revocation === 'revoked' || revocation === 'revoked-later')
      problems.push(about(revocation, certificate, day))
  }
  const proven = problems.some(isWrong) ? undefined : proof
  return {
    field: checked.field,
    signer: container ? nameOf(container.signer) : null,
    subject: container ? nameText(container.signer.subject) : null,
    issuer: container ? nameText(container.signer.issuer) : null,
    claimedTime: claimed?.text ?? null,
    provenTime: proven ? new Date(proven.at).toISOString() : null,
    timeSource: proven?.source ?? 'claimed',
    provenBy: proven?.by ?? null,
    algorithm: container?.algorithm ?? null,
    covers: coverage(checked, of.revisions),
    trusted: path?.trusted ?? false,
    path: steps.map(({ at: _, ...step }) => step),
    level: levelOf(checked, proof, steps, of),
    problems,
  }
}

export function reportStamp({ kind, of, stamp, proves }: FoundStamp, revisions: number): TimestampReport {
  return {
    kind,
    field: of.field,
    by: stamp.authority ? nameOf(stamp.authority) : null,
    time: stamp.time === undefined ? null : new Date(stamp.time).toISOString(),
    covers: coverage(of, revisions),
    trusted: stamp.path?.trusted ?? false,
    proves: proves && !of.problems.some(isWrong),
    problems: stamp.problems,
  }
}

function isWrong({ level }: Reason): boolean {
  return level === 'invalid'
}

function coverage({ inRange, revision }: CheckedField, revisions: number): string | null {
  return inRange ? `revision ${revision + 1} of ${revisions}` : null
}

function validity(path: Path, at: number | undefined, proof: Proof | undefined, now: number): Reason[] {
  return path.certificates.flatMap((certificate) => {
    const { notBefore, notAfter } = certificate
    if (at !== undefined && !isValidAt(certificate, at)) return [about('not-valid-then', certificate)]
    if (proof && proof.at < notBefore) return [about('not-valid-then', certificate)]
    if (proof && proof.at > notAfter) return [about('expired-at-proof', certificate)]
    return proof || isValidAt(certificate, now) ? [] : [about('expired-now', certificate)]
  })
}

type Step = PathStep & { readonly at: number | undefined }

function stepsOf(
  { certificates, trusted }: Path,
  time: number,
  hasTime: boolean,
  ask: AskRevocation,
): Step[] {
  return certificates.map((certificate, index) => {
    const issuer = certificates[index + 1]
    const isRoot = trusted && !issuer
    const found: Revocation = issuer ? ask(certificate, issuer, time) : { status: 'unknown' }
    const later = found.status === 'revoked' && hasTime && found.at > time
    return {
      name: nameOf(certificate),
      notBefore: new Date(certificate.notBefore).toISOString(),
      notAfter: new Date(certificate.notAfter).toISOString(),
      revocation: isRoot ? 'root' : later ? 'revoked-later' : found.status,
      source: found.status === 'unknown' ? null : found.source,
      checkedAt: found.status === 'good' ? new Date(found.checkedAt).toISOString() : null,
      at: found.status === 'revoked' ? found.at : undefined,
    }
  })
}

function levelOf(
  { container, problems, revision }: CheckedField,
  proof: Proof | undefined,
  steps: readonly Step[],
  { storedAt, documents }: { storedAt: number | undefined; documents: readonly number[] },
): BaselineLevel | null {
  if (!container?.isBaseline || problems.some(({ level }) => level === 'invalid')) return null
  if (!proof) return 'B-B'
  const known = steps.every((step) => step.revocation !== 'unknown')
  // The last document timestamp stands by its own certificate until it is renewed.
  const stamped = proof.revocationKnown || proof.revision === Math.max(...documents)
  if (!container.path.trusted || !known || !stamped) return 'B-T'
  const from = Math.max(revision, storedAt ?? 0)
  return documents.some((each) => each >= from) ? 'B-LTA' : 'B-LT'
}
