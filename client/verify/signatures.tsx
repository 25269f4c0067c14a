import { Facts } from '../design/facts.tsx'
import { Tag, type TagTone } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime, longDate, timeAndDate } from '../messages/format.ts'
import styles from './findings.module.css'
import {
  coverage,
  fieldName,
  type Place,
  placesOf,
  type SignatureReport,
  type SignatureState,
  said,
  stateOf,
  type Verdict,
  writtenAfter,
} from './verdict.ts'

const tones = {
  right: 'kept',
  partly: 'plain',
  open: 'need',
  wrong: 'need',
  empty: 'plain',
} as const satisfies Record<SignatureState, TagTone>

export function Signatures({ verdict }: { readonly verdict: Verdict }) {
  const places = placesOf(verdict)
  return (
    <section aria-labelledby="signatures">
      <h2 id="signatures">{words.verify.signatures}</h2>
      {places.length === 0 && <p className={styles.note}>{words.verify.noSignatures}</p>}
      {places.map((place) => (
        <Signature key={place.field} place={place} state={stateOf(place, verdict)} verdict={verdict} />
      ))}
    </section>
  )
}

function Signature({
  place,
  state,
  verdict,
}: {
  readonly place: Place
  readonly state: SignatureState
  readonly verdict: Verdict
}) {
  const { report } = place
  const name = report ? (report.signer ?? words.verify.signerUnknown) : words.verify.states.empty
  return (
    <article className={styles.signature} data-state={state}>
      <header>
        <p className={styles.field}>{words.verify.field(fieldName(place.field))}</p>
        <h3>{name}</h3>
        {report && <Tag tone={tones[state]}>{words.verify.states[state]}</Tag>}
      </header>
      {report ? (
        <>
          <Facts of={factsOf(report, state)} />
          <details className={styles.technical}>
            <summary>{words.verify.technical}</summary>
            <Facts of={technicalOf(report, verdict)} />
          </details>
        </>
      ) : (
        <p className={styles.note}>{words.verify.emptyWhat}</p>
      )}
      {report && <Problems report={report} />}
    </article>
  )
}

/** What everybody asks: when, what proves it, whether it is to be trusted, what is still open. */
function factsOf(report: SignatureReport, state: SignatureState) {
  const unchecked = report.path.filter(({ revocation }) => revocation === 'unknown').map(({ name }) => name)
  const root = report.path.at(-1)
  return [
    { name: words.verify.at, value: timeOf(report) },
    { name: words.verify.proven, value: state === 'wrong' ? words.verify.provenNot : proofOf(report) },
    {
      name: words.verify.trust,
      value: report.trusted && root ? words.verify.trusted(root.name) : words.verify.untrusted,
    },
    ...(unchecked.length > 0
      ? [{ name: words.verify.unchecked, value: words.verify.uncheckedRevocation(unchecked.join(', ')) }]
      : []),
  ]
}

function technicalOf(report: SignatureReport, verdict: Verdict) {
  const { unknown } = words.verify
  return [
    { name: words.verify.subject, value: report.subject ?? unknown },
    { name: words.verify.issuer, value: report.issuer ?? unknown },
    { name: words.verify.path, value: pathOf(report) },
    { name: words.verify.revocation, value: <Revocations report={report} /> },
    { name: words.verify.covers, value: coveredBy(report) },
    { name: words.verify.after, value: afterOf(report, verdict) },
    {
      name: words.verify.level,
      value: report.level ? words.verify.levelWhat[report.level] : words.verify.noLevel,
    },
    { name: words.verify.algorithm, value: report.algorithm ?? unknown },
  ]
}

function timeOf({ claimedTime }: SignatureReport): string {
  const at = claimedTime === null ? Number.NaN : Date.parse(claimedTime)
  if (Number.isNaN(at)) return words.verify.noTime
  return `${clockTime(at)}, ${longDate(at)} (${words.verify.claimed})`
}

function proofOf({ provenTime, timeSource, provenBy }: SignatureReport): string {
  if (provenTime === null || timeSource === 'claimed') return words.verify.notProven
  const at = timeAndDate(Date.parse(provenTime))
  return words.verify.provenBy(timeSource, at, provenBy ?? words.verify.unknown)
}

function pathOf({ path, trusted }: SignatureReport): string {
  const names = path.map(({ name, revocation }) =>
    revocation === 'root' ? words.verify.trustedRoot(name) : name,
  )
  return [...names, ...(trusted ? [] : [words.verify.noTrustedRoot])].join(' → ')
}

/** Of each certificate but the root, which is trusted by itself. */
function Revocations({ report: { path } }: { readonly report: SignatureReport }) {
  const said = words.verify.revocations
  const steps = path.flatMap(({ name, revocation, checkedAt }) => {
    if (revocation === 'root') return []
    if (revocation === 'good') return [said.good(name, timeAndDate(Date.parse(checkedAt ?? '')))]
    return [said[revocation](name)]
  })
  if (steps.length === 0) return words.verify.unknown
  return (
    <ul className={styles.steps}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ul>
  )
}

function afterOf(report: SignatureReport, verdict: Verdict): string {
  const after = writtenAfter(report, verdict)
  if (!after) return words.verify.unknown
  const { allowed, forbidden } = after
  if (verdict.verdict === 'invalid' && forbidden === 0 && allowed > 0)
    return words.verify.countedAfter(allowed)
  return allowed + forbidden === 0 ? words.verify.nothingAfter : words.verify.writtenAfter(allowed, forbidden)
}

function coveredBy(report: SignatureReport): string {
  const covered = coverage(report)
  if (!covered) return words.verify.coversWrong
  if (covered.revision === covered.of) return words.verify.coversAll
  return words.verify.coversUpTo(covered.revision, covered.of)
}

/** What is only to be known stands among the reasons already; here is what is wrong or missing. */
function Problems({ report }: { readonly report: SignatureReport }) {
  const grave = report.problems.filter((problem) => problem.level !== 'note')
  if (grave.length === 0) return null
  return (
    <div className={styles.problems}>
      <h4>{words.verify.problems}</h4>
      <ul>
        {grave.map((problem) => (
          <li key={problem.vi}>{said(problem)}</li>
        ))}
      </ul>
    </div>
  )
}
