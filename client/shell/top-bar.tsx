import type { ReactNode } from 'react'
import { deskFor } from '../../domain/rights.ts'
import { centralBridge } from '../../domain/state.ts'
import { useConference, useMay, useView } from '../conference/context.tsx'
import { useNow } from '../conference/use-now.ts'
import { LinkButton } from '../design/button.tsx'
import { LinkMenu } from '../design/link-menu.tsx'
import { Tag } from '../design/tag.tsx'
import { ArchiveNote } from '../dossier/archive-note.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime, longDate } from '../messages/format.ts'
import { RecordingSign } from '../recording/recording-sign.tsx'
import { linkTo } from '../session/ask.ts'
import { Mark } from './mark.tsx'
import type { Address } from './pages.ts'
import { SignOut } from './sign-out.tsx'
import styles from './top-bar.module.css'

/** The head of every desk: which conference, who I am, what time it is. `children` are the page's own signs and acts. */
export function TopBar({ here, children }: { readonly here: Address; readonly children?: ReactNode }) {
  const { facts, bridges } = useConference()
  const { identity } = useView()
  if (!facts) return null
  const line = [longDate(facts.startsAt), facts.organiser, words.common.bridges(bridges.length)]
  return (
    <>
      <header className={styles.bar}>
        <Mark />
        <div className={styles.title}>
          <h1 title={facts.title}>{facts.title}</h1>
          <p>{line.join(' · ')}</p>
        </div>
        {facts.demonstration && <Tag tone="demonstration">{words.common.demonstration}</Tag>}
        <RecordingSign />
        <OtherPages here={here} />
        {identity?.kind === 'person' && <span className={styles.who}>{identity.name}</span>}
        <SignOut />
        <Clock />
        {children}
      </header>
      <ArchiveNote />
    </>
  )
}

export function Clock() {
  const now = useNow()
  return (
    <span className={styles.clock} role="timer" aria-label={words.common.now}>
      {clockTime(now)}
    </span>
  )
}

/** More links than these would take the conference's title its room. */
const MOST_IN_LINE = 2

/** Somebody with several roles goes from desk to desk. */
function OtherPages({ here }: { readonly here: Address }) {
  const { grants, state } = useView()
  const central = state ? centralBridge(state) : ''
  const may = useMay()
  const desks: Address[] = grants.map((grant) => `/${deskFor(grant, central)}` as const)
  if (may('synthesis/see')) desks.push('/synthesis')
  if (may('conclusion/edit')) desks.push('/conclusion')
  if (may('synthesis/arrange')) desks.push('/topics')
  if (may('technical/see')) desks.push('/technical')
  if (may('people/see')) desks.push('/roll-call')
  if (may('ledger/see')) desks.push('/ledger')
  if (may('minutes/read-unsigned')) desks.push('/form-preview')
  const others = [...new Set(desks)].filter((desk) => desk !== here)
  if (others.length === 0) return null
  const links = others.map((desk) => ({
    href: linkTo(desk),
    label: words.pageNames[desk.slice(1) as keyof typeof words.pageNames],
  }))
  return (
    <nav className={styles.links} aria-label={words.common.pages}>
      {links.length > MOST_IN_LINE ? (
        <LinkMenu links={links}>{words.common.otherPages}</LinkMenu>
      ) : (
        links.map(({ href, label }) => (
          <LinkButton key={href} href={href} tone="quiet">
            {label}
          </LinkButton>
        ))
      )}
    </nav>
  )
}
