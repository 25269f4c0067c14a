import { Suspense, useEffect } from 'react'
import { words } from '../messages/catalogue.ts'
import { Failed } from './failed.tsx'
import { Home } from './home.tsx'
import { Message } from './message.tsx'
import { isAddress, pages, pathHere } from './pages.ts'
import { Patience } from './patience.tsx'

/** The page that belongs to the address. Pages are entered by a full load: nothing of one lives on in another. */
export function App() {
  const path = pathHere()
  const title = isAddress(path) ? words.pageNames[pages[path].title] : null
  useEffect(() => {
    document.title = title === null ? words.common.brand : `${title} · ${words.common.brand}`
  }, [title])
  if (path === '/') return <Home />
  if (!isAddress(path)) return <Message title={words.gate.notFound}>{words.gate.notFoundWhat}</Message>
  const { Page } = pages[path]
  return (
    <Failed>
      <Suspense fallback={<Patience>{words.gate.loading}</Patience>}>
        <Page />
      </Suspense>
    </Failed>
  )
}
