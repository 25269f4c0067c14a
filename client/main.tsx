import './design/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './shell/app.tsx'
import { beginLine } from './shell/page-line.ts'
import { isAddress, pages, pathHere } from './shell/pages.ts'

// What takes a round trip is asked for before anything is drawn.
const path = pathHere()
if (isAddress(path)) {
  if (pages[path].isInConference) void beginLine()
  // Whoever draws the page says why it did not come.
  pages[path].load().catch(() => undefined)
}

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
