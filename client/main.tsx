import './design/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { askSessionEarly } from './session/use-session.ts'
import { App } from './shell/app.tsx'
import { entryOf, isAddress, pathHere } from './shell/pages.ts'

// What takes a round trip is asked for before anything is drawn.
const path = pathHere()
if (isAddress(path)) {
  const { load, isInConference, begin } = entryOf(path)
  if (isInConference) {
    const asked = askSessionEarly()
    // Pages without a line do not load what it takes.
    import('./shell/page-line.ts').then(({ beginLine }) => beginLine(asked, begin)).catch(() => undefined)
  }
  // Whoever draws the page says why it did not come.
  load().catch(() => undefined)
}

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
