import { Facts } from '../design/facts.tsx'
import { words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'
import styles from './issued.module.css'
import type { IssuedFile, PublicMinutes } from './verdict.ts'

/**
 * Whether the file is the one that was issued here, and whether another takes its place.
 * @param isTold whether title, number and times stand beside it already
 */
export function Issued({ issued, isTold }: { readonly issued: IssuedFile | null; readonly isTold: boolean }) {
  return (
    <section className={styles.issued} aria-labelledby="issued">
      <h2 id="issued">{words.verify.issued.title}</h2>
      {issued ? (
        <>
          {standingOf(issued).map((sentence) => (
            <p key={sentence} data-weight={issued.isNewest ? 'plain' : 'strong'}>
              {sentence}
            </p>
          ))}
          {!isTold && <Known of={issued} />}
        </>
      ) : (
        <p>{words.verify.issued.unknown}</p>
      )}
    </section>
  )
}

/** Title, number and times of a version. */
export function Known({ of }: { readonly of: PublicMinutes }) {
  const { issued: said } = words.verify
  const when = (at: string | null) => (at === null ? said.notYet : timeAndDate(Date.parse(at)))
  return (
    <Facts
      of={[
        { name: said.conference, value: of.title },
        { name: said.number, value: said.version(of.number, of.version) },
        { name: said.sealed, value: when(of.sealedAt) },
        { name: said.signed, value: when(of.signedAt) },
        { name: said.issued, value: when(of.issuedAt) },
      ]}
    />
  )
}

function standingOf(issued: IssuedFile): readonly string[] {
  const { issued: said } = words.verify
  const replaced = replacementOf(issued)
  const working = issued.signedAt === null ? [said.working(issued.number, issued.version)] : []
  if (replaced !== null) return [...working, replaced]
  if (working.length > 0) return working
  return [issued.hasNewerFile ? said.older : said.newest]
}

/** What takes or will take a version's place; null where nothing does. */
export function replacementOf({ replacedBy, reopenedAt }: PublicMinutes): string | null {
  const { issued: said } = words.verify
  if (replacedBy) {
    const { number, version, signedAt } = replacedBy
    if (signedAt === null) return said.replacedUnsigned(number, version)
    return said.replaced(number, version, timeAndDate(Date.parse(signedAt)))
  }
  return reopenedAt === null ? null : said.reopened(timeAndDate(Date.parse(reopenedAt)))
}

export function isSameMinutes(one: PublicMinutes, other: PublicMinutes): boolean {
  return one.title === other.title && one.number === other.number && one.version === other.version
}
