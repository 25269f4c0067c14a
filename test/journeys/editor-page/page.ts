/// <reference types="vite/client" />
import { createElement, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { io } from 'socket.io-client'
import { Editor } from '../../../client/prose/editor.tsx'
import { type LineConnection, proseLine } from '../../../client/prose/prose-line.ts'
import { ProseSession } from '../../../client/prose/prose-session.ts'
import { indexedDbStore } from '../../../client/prose/unsent-store.ts'
import { manyContributions } from '../many-contributions.ts'
import { ManyCards } from './many-cards.ts'

/** When the marks of these pages are made, in ms since the Unix epoch. */
const AT = 1_685_414_392_000

/** One editor, as the desks show it, on a line that the test can cut. */
const user = new URLSearchParams(location.search).get('user') ?? ''
const socket = io({ auth: { user }, transports: ['websocket'] })
const watchers = new Set<() => void>()
let view = { status: 'offline', joining: 0 }

function turn(status: string): void {
  view = { status, joining: view.joining + (status === 'live' ? 1 : 0) }
  for (const watcher of watchers) watcher()
}
socket.on('connect', () => turn('live'))
socket.on('disconnect', () => turn('offline'))

const connection: LineConnection = {
  ask: (event, message) => {
    if (!socket.connected) return Promise.reject(new Error('the line is not there'))
    return socket.timeout(20_000).emitWithAck(event, message)
  },
  tell: (event, message) => void (socket.connected && socket.emit(event, message)),
  on: (event, listener) => {
    socket.on(event, listener)
    return () => socket.off(event, listener)
  },
  subscribe: (watcher) => {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  },
  view: () => view,
}

const cards = Number(new URLSearchParams(location.search).get('cards') ?? 0)
const session = new ProseSession({
  user,
  conference: 'conference',
  document: 'conclusion',
  line: proseLine(connection),
  store: indexedDbStore(),
})
let tooLong = 0

const aids = {
  snippets: [
    { name: 'mời', text: 'Mời {đại biểu}, {điểm cầu}, nói về {nội dung}.' },
    { name: 'kếtluận', text: 'Chủ trì kết luận: {nội dung}' },
  ],
  fields: { 'điểm cầu': 'Sơn La' },
  now: () => AT,
  sayMoment: (at: number) => ({ short: `+${at - AT}`, long: `${at}` }),
}

const tools = {
  status: () => session.getSnapshot().status,
  late: () => session.getSnapshot().late,
  tooLong: () => tooLong,
  cut: () => void socket.disconnect(),
  mend: () => void socket.connect(),
}
export type EditorTools = typeof tools
Object.assign(window, { tools })

const root = document.getElementById('editor')
if (root)
  createRoot(root).render(
    createElement(
      StrictMode,
      null,
      cards > 0
        ? createElement(ManyCards, { user, line: connection, state: manyContributions(cards) })
        : createElement(Editor, { session, label: 'Kết luận', aids, onTooLong: () => void tooLong++ }),
    ),
  )
