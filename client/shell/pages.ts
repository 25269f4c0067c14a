import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { Connection } from '../connection/connection.ts'
import type { Catalogue } from '../messages/catalogue.ts'

interface Entry {
  readonly title: keyof Catalogue['pageNames']
  /** Begins to fetch the page's own file; once. */
  readonly load: () => Promise<ComponentType>
  readonly Page: LazyExoticComponent<ComponentType>
  /** Whether it is of no use without a session and a line to a conference. */
  readonly isInConference: boolean
  /** What it does with its line before it is drawn. */
  readonly begin?: (line: Connection) => Promise<void>
}

/** What each address shows. */
export const pages = {
  '/vao': entry('sign-in', async () => (await import('../sign-in/sign-in-page.tsx')).SignInPage, false),
  '/hall': {
    ...entry('hall', async () => (await import('../hall/hall-page.tsx')).HallPage),
    begin: async (line) => (await import('../hall/hall-start.ts')).beginHall(line),
  },
  '/rehearsal': entry(
    'rehearsal',
    async () => (await import('../rehearsal/rehearsal-page.tsx')).RehearsalPage,
  ),
  '/technical': entry(
    'technical',
    async () => (await import('../technical/technical-page.tsx')).TechnicalPage,
  ),
  '/chair': entry('chair', async () => (await import('../chair/chair-page.tsx')).ChairPage),
  '/secretary': entry(
    'secretary',
    async () => (await import('../secretary/secretary-page.tsx')).SecretaryPage,
  ),
  '/bridge': entry('bridge', async () => (await import('../bridge/bridge-page.tsx')).BridgePage),
  '/synthesis': entry(
    'synthesis',
    async () => (await import('../synthesis/synthesis-page.tsx')).SynthesisPage,
  ),
  '/topics': entry('topics', async () => (await import('../topics/topics-page.tsx')).TopicsPage),
  '/conclusion': entry(
    'conclusion',
    async () => (await import('../conclusion/conclusion-page.tsx')).ConclusionPage,
  ),
  '/organiser': entry(
    'organiser',
    async () => (await import('../organiser/organiser-page.tsx')).OrganiserPage,
    false,
  ),
  '/roll-call': entry(
    'roll-call',
    async () => (await import('../attendance/roll-call-page.tsx')).RollCallPage,
  ),
  '/ledger': entry('ledger', async () => (await import('../ledger/ledger-page.tsx')).LedgerPage),
  '/form-preview': entry(
    'form-preview',
    async () => (await import('../form-preview/form-preview-page.tsx')).FormPreviewPage,
  ),
  '/verify': entry('verify', async () => (await import('../verify/verify-page.tsx')).VerifyPage, false),
} as const satisfies Readonly<Record<string, Entry>>

export type Address = keyof typeof pages

/** The path of this page's address, without what ends it. */
export function pathHere(): string {
  return location.pathname.replace(/\/+$/, '') || '/'
}

/** What belongs to the address. */
export function entryOf(path: Address): Entry {
  return pages[path]
}

export function isAddress(path: string): path is Address {
  return Object.hasOwn(pages, path)
}

function entry(title: Entry['title'], fetchPage: () => Promise<ComponentType>, isInConference = true): Entry {
  let loading: Promise<ComponentType> | undefined
  const load = () => {
    loading ??= fetchPage()
    return loading
  }
  return { title, load, Page: lazy(async () => ({ default: await load() })), isInConference }
}
