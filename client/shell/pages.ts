import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { Catalogue } from '../messages/catalogue.ts'

interface Entry {
  readonly title: keyof Catalogue['pageNames']
  /** A file of its own, fetched when the page is entered. */
  readonly Page: LazyExoticComponent<ComponentType>
}

/** What each address shows. */
export const pages = {
  '/vao': entry('sign-in', async () => (await import('../sign-in/sign-in-page.tsx')).SignInPage),
  '/hall': entry('hall', async () => (await import('../hall/hall-page.tsx')).HallPage),
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
  '/organiser': entry(
    'organiser',
    async () => (await import('../organiser/organiser-page.tsx')).OrganiserPage,
  ),
  '/verify': entry('verify', async () => (await import('../verify/verify-page.tsx')).VerifyPage),
} as const

export type Address = keyof typeof pages

export function isAddress(path: string): path is Address {
  return Object.hasOwn(pages, path)
}

function entry(title: Entry['title'], load: () => Promise<ComponentType>): Entry {
  return { title, Page: lazy(async () => ({ default: await load() })) }
}
