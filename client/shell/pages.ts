import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { Catalogue } from '../messages/catalogue.ts'

/** Every page is a file of its own, fetched when it is needed: `client/‹name›/‹name›-page.tsx`. */
const files = import.meta.glob<Readonly<Record<string, ComponentType>>>('../*/*-page.tsx')

interface Entry {
  readonly title: keyof Catalogue['pageNames']
  readonly Page: LazyExoticComponent<ComponentType>
}

/** What each address shows. */
export const pages = {
  '/vao': entry('sign-in', 'SignInPage'),
  '/hall': entry('hall', 'HallPage'),
  '/chair': entry('chair', 'ChairPage'),
  '/secretary': entry('secretary', 'SecretaryPage'),
  '/bridge': entry('bridge', 'BridgePage'),
  '/organiser': entry('organiser', 'OrganiserPage'),
  '/verify': entry('verify', 'VerifyPage'),
} as const

export type Address = keyof typeof pages

export function isAddress(path: string): path is Address {
  return Object.hasOwn(pages, path)
}

function entry(name: Entry['title'], component: string): Entry {
  const path = `../${name}/${name}-page.tsx`
  const load = async () => {
    const Page = (await files[path]?.())?.[component]
    if (!Page) throw new RangeError(`no page ${path}`)
    return { default: Page }
  }
  return { title: name, Page: lazy(load) }
}
